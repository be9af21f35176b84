/** Chapter 16: its figures say what they draw, and no colour stands in them as a value. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  closedGate,
  coolingValues,
  decisionTriangle,
  plansOnMap,
  repeatedTries,
  shrinkingChanges,
  softenedCorner,
  twoWishes,
} from "chapters/16-soft-value-iteration/figures.ts";
import type { Figure } from "lib/viz";
import { testDrawing, wordsOf as words } from "../../support/figures.ts";

const marks = [{ name: "habit p", q: [0.5, 0.2, 0.3] }, { name: "best q*", q: [0.4, 0.5, 0.1] }];
const worth = (q: readonly number[]) => 1 - (q[0]! - 0.4) ** 2 - (q[1]! - 0.5) ** 2;
const x = [-3, 0, 3];
const halved = Array.from({ length: 20 }, (_, i) => 4 * 0.5 ** i);
const world = (title: string, discount: number) => ({
  title,
  discount,
  soft: halved,
  hard: halved,
});
const cells = [{ row: 0, column: 0, letter: "S" }, { row: 0, column: 1, letter: "G" }];
const plan = (title: string, visits: number[]) => {
  return { title, visits, policy: cells.map(() => [0, 1, 0, 0]) };
};
const fate = (temperature: number, fall: number, goal: number) => ({ temperature, fall, goal });
const hurry = [fate(0.01, 0.004, 0.996), fate(1, 0.12, 0.88)];
const linger = [fate(0.01, 0.004, 0.996), fate(1, 0.01, 0.03)];
const gates = [0.1, 1.6, 4].map((temperature, i) => {
  return { temperature, unlucky: [0.5, 0.503, 0.3][i]!, lucky: [0.5, 0.503, 0.3][i]! };
});
const tries = Array.from({ length: 8 }, (_, k) => 1 - 0.5 ** (k + 1));

const figures: Readonly<Record<string, Figure>> = {
  decisionTriangle: decisionTriangle(worth, { choices: ["soup", "curry"], marks }),
  softenedCorner: softenedCorner(
    x,
    [2, 0.5].map((temperature) => {
      return { temperature, prior: [-0.5, 0, 2.5], entropy: [0.5, 1, 3.3] };
    }),
  ),
  shrinkingChanges: shrinkingChanges(world("the knee", 0.5), world("a map", 0.97)),
  coolingValues: coolingValues([0.01, 100], [15, 5], {
    hard: 15.06,
    habit: 4.6,
    bound: [0.12, 1200],
  }),
  plansOnMap: plansOnMap({ rows: 1, columns: 2, cells }, [
    plan("hard", [1, 0.5]),
    plan("soft", [2, 0]),
  ]),
  twoWishes: twoWishes(hurry, linger, 0.004),
  closedGate: closedGate(gates),
  repeatedTries: repeatedTries(["hard", "soft, α = 0.5", "soft, α = 4"].map((name, i) => {
    return {
      name,
      chances: i === 0 ? tries.map(() => 0.5) : tries.map((p) => i === 1 ? p : 0.9 * p),
    };
  })),
};
testDrawing("16", figures);

Deno.test("decisionTriangle: shades mixtures only, by their worth, and says the best one's", () => {
  const asked: number[][] = [];
  const made = decisionTriangle((q) => (asked.push([...q]), worth(q)), {
    choices: ["a", "b"],
    marks,
  });
  assert(asked.length > 500);
  for (const q of asked) {
    assert(q.every((each) => each >= -1e-12));
    assert(Math.abs(q.reduce((sum, each) => sum + each) - 1) < 1e-12);
  }
  assertStringIncludes(words(made), "best q*: 1.00");
  assertStringIncludes(words(made), "10 % cake");
  assertStringIncludes(words(made), '["habit p","0.90"]'); // 1 − 0.1² − 0.3²
});

Deno.test("softenedCorner: a panel a temperature; none is refused by name", () => {
  assertStringIncludes(figures.softenedCorner!.description, "from α = 2 to 0.5");
  assertStringIncludes(words(figures.softenedCorner!), '["1.00"]'); // at x = 0: from 0 to 1
  assertThrows(() => softenedCorner(x, []), RangeError, "frames is empty");
});

Deno.test("shrinkingChanges: a run that shrinks as γ allows stays at one, to the last change drawn", () => {
  const { layer } = figures.shrinkingChanges!.spec as unknown as {
    readonly layer: readonly { readonly data: { readonly values: readonly { y: number }[] } }[];
  };
  for (const { y } of layer[0]!.data.values) assertEquals(y, 1);
  assertEquals(layer[2]!.data.values[1]!.y, Number((0.5 / 0.97).toPrecision(6)));
});

Deno.test("shrinkingChanges: the note is the last share drawn, as a power of ten", () => {
  const last = halved.map((y, i) => y / (4 * 0.97 ** i)).findLastIndex((y) => y >= 1e-8);
  const share = 0.5 ** last / 0.97 ** last; // of what γ = 0.97 allows, after `last + 1` sweeps
  assertEquals(Math.round(Math.log10(share)), -5);
  assertStringIncludes(
    words(figures.shrinkingChanges!),
    `["10⁻⁵ of it","after ${last + 1} sweeps"]`,
  );
});

Deno.test("plansOnMap: each map says how long a walk is, and how often it ends in a pit", () => {
  const three = ["S", "!", "G"].map((letter, column) => ({ row: 0, column, letter }));
  const made = plansOnMap({ rows: 1, columns: 3, cells: three }, [
    { title: "hard", visits: [7.4, 0.125, 0.9], policy: three.map(() => [0, 0, 0, 0]) },
  ]);
  assertStringIncludes(words(made), "hard: 7 steps, falls 0.125");
});

Deno.test("coolingValues, twoWishes: the notes are ratios of what is drawn", () => {
  assertStringIncludes(words(figures.coolingValues!), `${(0.06 / 0.12).toFixed(2)} of the bound`);
  assertStringIncludes(words(figures.twoWishes!), `${0.12 / 0.004} times as many`);
  assertStringIncludes(figures.twoWishes!.description, "drops to 0.030");
});

Deno.test("closedGate, repeatedTries: the notes name the best plan and the fifth try", () => {
  assertStringIncludes(words(figures.closedGate!), "0.503 at best");
  assertStringIncludes(words(figures.repeatedTries!), (1 - 0.5 ** 5).toFixed(3));
});
