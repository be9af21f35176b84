/** Distance from the exact values over steps, by how fast learning slows down. */
import { type Figure, figure, label, line, note, type Role, runs } from "lib/viz";
import { middleOf } from "../summary.ts";

/** Runs of one schedule of learning rates. */
export interface RateRuns {
  readonly name: string;
  /** Distances at each mark, a row a run. */
  readonly runs: readonly (readonly number[])[];
}

const looks: readonly { readonly role: Role; readonly dash?: "dashed" | "dotted" }[] = [
  { role: "bound" },
  { role: "world", dash: "dashed" },
  { role: "causeA" },
  { role: "causeB", dash: "dotted" },
];

const places = [{ x: 9e3, y: 0.15 }, { x: 2.7e5, y: 1.7 }, { x: 2.7e5, y: 5 }, {
  x: 2.7e5,
  y: 14.5,
}];

/** The distances of four schedules; labels stand at the ends of the lines. */
export function rates(steps: readonly number[], schedules: readonly RateRuns[]): Figure {
  const middles = schedules.map(({ runs: each }) =>
    steps.map((_, i) => middleOf(each.map((row) => row[i]!)))
  );
  const ends = middles.map((middle) => middle.at(-1)!), last = steps.at(-1)!;
  return figure({
    headline: "Rates must shrink, not too fast:\n1/n is lawful, and still too fast",
    description: `Largest distance of Q from its exact values over steps, on logarithmic axes, ${
      schedules[0]!.runs.length
    } runs each and their median; at the end ${
      schedules.map(({ name }, i) => `${name} ${ends[i]!.toFixed(3)}`).join(", ")
    }.`,
    x: { title: "days lived", log: true, domain: [100, 4e5], values: [100, 1000, 1e4, 1e5] },
    y: {
      title: "largest distance from the exact Q",
      unit: "reward",
      log: true,
      domain: [0.01, 20],
      values: [0.01, 0.1, 1, 10],
    },
    height: 320,
    layers: [
      ...schedules.flatMap(({ name, runs: each }, i) => [
        runs({ name: `${name}, a run`, x: steps, runs: each, role: looks[i]!.role, opacity: 0.25 }),
        line({ name, x: steps, y: middles[i]!, width: 3, ...looks[i]! }),
      ]),
      ...schedules.map(({ name }, i) =>
        label({ text: `η = ${name}`, ...places[i]!, role: looks[i]!.role, align: "right" })
      ),
      note({
        text: [`${ends[0]!.toFixed(2)} left`],
        x: 3e4,
        y: 0.02,
        at: { x: last, y: ends[0]! },
        align: "right",
      }),
    ],
  });
}
