/** Figures of chapter 14: messages along the factor graph. */
import { arrows, dots, factorGraph, type Figure, label, type Layer } from "lib/viz";

const digits = "₀₁₂₃₄";
/** Rows below the states: of the arrows, and of their names. */
const [track, words] = [-0.72, -1.2];

/** The backward message: from the end each state gets one number. */
export function futureGraph(): Figure {
  return messageGraph(1, {
    headline: "The future sends each state\none number",
    description:
      "The factor graph of three steps with all lights on; below it arrows run from the " +
      "last state to the first, one a step, each named by its backward message.",
  });
}

/** Both messages, meeting in the second state. */
export function meetingGraph(): Figure {
  return messageGraph(2, {
    headline: "Past and future meet in a state:\none number from each",
    description: "The factor graph of three steps with all lights on; an arrow from the left, " +
      "which has passed the first light, and arrows from the right, which have passed the other " +
      "two, meet below the second state.",
  });
}

function messageGraph(
  meeting: number,
  words: { readonly headline: string; readonly description: string },
): Figure {
  const lights = [1, 2, 3].map((step) => (step < meeting ? "world" as const : "wish" as const));
  return factorGraph({
    ...words,
    lights,
    below: 1.5,
    more: ({ state }) => [
      dots({
        name: "here they meet",
        x: [state(meeting).x],
        y: [track],
        role: "ink",
        size: 60,
        opacity: 1,
      }),
      ...past(meeting),
      ...future(meeting),
    ],
  });
}

/** Arrows to the right, up to where they meet; each is named at its head. */
function past(meeting: number): readonly Layer[] {
  const heads = [2, 3, 4].filter((step) => step <= meeting);
  if (heads.length === 0) return [];
  const ends = heads.map((step) => [2 * step - 3.85, 2 * step - 2.25] as const);
  return [
    along("the past", ends, "world"),
    ...heads.map((step) =>
      label({
        text: `α${digits[step]}(s)`,
        x: 2 * step - 2.15,
        y: words,
        role: "world",
        align: "right",
      })
    ),
  ];
}

/** Arrows to the left, from the last state; likewise. */
function future(meeting: number): readonly Layer[] {
  const heads = [3, 2, 1].filter((step) => step >= meeting);
  const ends = heads.map((step) => [2 * step - 0.15, 2 * step - 1.75] as const);
  return [
    along("the future", ends, "wish"),
    label({ text: "β₄ = 1", x: 6, y: words, role: "wish", align: "center" }),
    ...heads.map((step) =>
      label({ text: `β${digits[step]}(s)`, x: 2 * step - 1.85, y: words, role: "wish" })
    ),
  ];
}

function along(
  name: string,
  ends: readonly (readonly [number, number])[],
  role: "world" | "wish",
): Layer {
  return arrows({
    name,
    x: ends.map(([from]) => from),
    y: ends.map(() => track),
    x2: ends.map(([, to]) => to),
    y2: ends.map(() => track),
    role,
    width: 3,
  });
}
