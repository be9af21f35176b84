/** Exercise 14.3: another question to the future. */
import { exercise } from "lib/notebook";
import { gated, type List, type Tables, total, twoRooms } from "./tables.ts";

/** What a dark light is worth, and what follows it, replaceable for the mistakes. */
type Split = (light: number, one: number, none: number) => number;
const rightSplit: Split = (light, one, none) => light * one + (1 - light) * none;

/** p(no dark light) and p(one) of every state, by the recursion. */
function dark(tables: Tables, steps: number, split: Split = rightSplit, first = 0): List {
  const { transition, reward, prior } = tables;
  let [none, one]: [List, List] = [transition.map(() => 1), transition.map(() => first)];
  for (let t = 0; t < steps; t++) {
    const average = (f: (light: number, next: number) => number) =>
      transition.map((rows, s) =>
        total(
          rows.map((row, a) =>
            prior[s]![a]! * total(row.map((p, n) => p * f(Math.exp(reward[s]![a]!), n)))
          ),
        )
      );
    const [before, beta] = [one, none];
    none = average((light, n) => light * beta[n]!);
    one = average((light, n) => split(light, before[n]!, beta[n]!));
  }
  return one;
}

/** 14.3: exactly one dark light. */
export const exercise14_3 = exercise<[Tables, number]>({
  id: "14.3",
  cases: [[twoRooms, 1], [twoRooms, 3], [gated, 4]],
  answer: (tables, steps) => dark(tables, steps),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (tables, steps) => dark(tables, steps, (light, one) => light * one + (1 - light)),
      says:
        "That is the chance of *at least* one dark light. After it, all later ones must be on, " +
        "and that has the probability β, not 1.",
    },
    {
      answer: (tables, steps) => dark(tables, steps, (light, one) => one + (1 - light)),
      says:
        "That is the expected *number* of dark lights: each may be dark whatever the others are.",
    },
    {
      answer: (tables, steps) => dark(tables, steps, (_, one, none) => one + none, 0),
      says: "Each of the two ways has a factor for this light: e^r if it is on, 1 − e^r if dark.",
    },
    {
      answer: (tables, steps) => dark(tables, steps, rightSplit, 1),
      says: "Behind the last step there is no light left to be dark: ω is 0 there, not 1.",
    },
    {
      answer: (tables, steps) => dark(tables, steps, (light, one, none) => light * (one + none)),
      says: "That counts a light that is on as if it were dark: dark has 1 − e^r.",
    },
  ],
  solved: "Two messages in one sweep: whatever splits along time can be asked of the future.",
  hints: [
    "There are two ways to have exactly one dark light from here on. What does this light do in each?",
    "On now (e^r) and one dark later (ω), or dark now (1 − e^r) and none later (β). Average over " +
    "s' and a, carry ω and β back together, from 0 and 1.",
  ],
});
