/** Figures of returns over steps. */
import { band, type Figure, figure, label, line, multiples, type Role, rule, runs } from "lib/viz";
import type { Summary } from "../summary.ts";

/** A method in a figure of returns. */
export interface Method {
  readonly name: string;
  readonly curve: Summary;
  readonly role: Role;
  readonly dash?: "dashed" | "dotted";
  /** Where its name stands. */
  readonly at: { readonly x: number; readonly y: number };
}

const across = (length: number, every: number) =>
  Array.from({ length }, (_, i) => i * every / 1000);

function layersOf({ name, curve, role, dash, at }: Method, every: number) {
  const x = across(curve.middle.length, every);
  return [
    band({ name: `${name}, interval`, x, low: curve.low, high: curve.high, role, opacity: 0.13 }),
    line({ name, x, y: curve.middle, role, width: 2.5, ...(dash === undefined ? {} : { dash }) }),
    label({ text: name, ...at, role, align: "right" }),
  ];
}

/** What {@link poleCurves} draws. */
export interface PoleCurves {
  readonly every: number;
  readonly methods: readonly Method[];
  /** The run of the notebook. */
  readonly live: readonly number[];
}

/** Steps that the pole stays up, method by method; the first is the chapter's. */
export function poleCurves({ every, methods, live }: PoleCurves): Figure {
  const ends = methods.map(({ curve }) => curve.middle.at(-1)!);
  const steps = Math.round(every * (methods[0]!.curve.middle.length - 1) / 1000);
  return figure({
    headline: "All drop the pole again;\nthe hottest keeps it up longest",
    description: `Steps that the pole stays up over steps of learning, interquartile means of ${
      methods[0]!.curve.runs.length
    } runs with 95 % intervals; after ${steps},000 steps ${
      methods.map(({ name }, i) => `${name} ${ends[i]!.toFixed(0)}`).join(", ")
    }.`,
    x: { title: "steps in the world", unit: "thousands", domain: [0, 15], values: [0, 5, 10, 15] },
    y: {
      title: "steps that the pole stays up",
      domain: [0, 520],
      values: [0, 100, 200, 300, 400, 500],
    },
    height: 330,
    layers: [
      rule({ y: 500, label: "", role: "ink" }),
      label({ text: "the limit, 500", x: 0.3, y: 480, bold: false }),
      ...methods.toReversed().flatMap((method) => layersOf(method, every)),
      line({ name: "this run", x: across(live.length, every), y: live, role: "ink", width: 2 }),
      label({ text: "black: this run", x: 4.6, y: 25, bold: false, align: "right" }),
    ],
  });
}

/** A learner in the changed world, that was there before, and that was not. */
export interface Changed {
  readonly title: string;
  readonly after: Summary;
  readonly fresh: Summary;
  readonly role: Role;
}

/** What an episode costs in the changed world, learner by learner, on one scale. */
export function changedWorld(every: number, learners: readonly Changed[]): Figure {
  const second = learners.map(({ after }) => -after.middle[1]!);
  return multiples({
    headline: "Who kept its options finds the new\nbest one at once; DDPG must unlearn",
    description:
      `Cost of an episode, minus its return, over steps in a world where one goal is left, interquartile means of ${
        learners[0]!.after.runs.length
      } runs: ${every} steps in, after learning in the old world, ${
        learners.map(({ title }, i) => `${title} ${second[i]!.toFixed(1)}`).join(", ")
      }.`,
    x: { title: "steps in the changed world, thousands", domain: [0, 2], values: [0, 1, 2] },
    y: {
      title: "cost of an episode, nats",
      log: true,
      domain: [10, 500],
      values: [10, 30, 100, 300],
    },
    height: 220,
    columns: 3,
    panels: learners.map(({ title, after, fresh, role }) => {
      const x = across(after.middle.length, every);
      const costs = (row: readonly number[]) => row.map((each) => -each);
      return {
        title,
        layers: [
          runs({ name: `${title}, a run`, x, runs: after.runs.map(costs), role, opacity: 0.3 }),
          line({
            name: `${title}, new`,
            x,
            y: costs(fresh.middle),
            role: "ink",
            width: 2,
            dash: "dashed",
          }),
          line({ name: title, x, y: costs(after.middle), role, width: 3 }),
        ],
      };
    }),
  });
}
