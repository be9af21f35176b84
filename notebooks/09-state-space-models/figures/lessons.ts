/** Figures of what is learned: encoders over training, and what a poor one teaches the model. */
import { mean } from "lib/math";
import { dots, type Figure, figure, label, line, note, requireSome, runs } from "lib/viz";

type Rows = readonly (readonly number[])[];

/** Encoders that are drawn, with their looks and where their names stand. */
const DRAWN = {
  now: { role: "quiet", dash: "dotted", text: "now", y: 26 },
  past: { role: "world", dash: "dashed", text: "past", y: 11.3 },
  all: { role: "causeA", dash: "solid", text: "all", y: 6 },
  "past, chained": { role: "causeB", dash: "solid", text: "past, chained", y: 2.4 },
  "all, chained": { role: "bound", dash: "solid", text: "all, chained", y: 0.02 },
  "all, chained, attention": { role: "ink", dash: "dashed", text: "… by attention", y: 0.34 },
} as const;

/** What {@link lessons} draws. */
export interface LessonParts {
  /** Training steps at which gaps were measured. */
  readonly steps: readonly number[];
  /** Gaps of each encoder, a row for each seed. */
  readonly gaps: Readonly<Record<keyof typeof DRAWN, Rows>>;
  /** The least gap of a family, where it is above 0, on the sequences that the seeds are judged by. */
  readonly floors: readonly number[];
}

/** Each encoder's exact gap over training: every seed thin, their mean thick, its family's floor. */
export function lessons({ steps, gaps, floors }: LessonParts): Figure {
  requireSome("steps", steps);
  const names = Object.keys(DRAWN) as (keyof typeof DRAWN)[];
  const ends = names.map((name) =>
    `${name} ${mean(gaps[name].map((row) => row.at(-1)!)).toFixed(2)}`
  );
  return figure({
    headline: "What its family cannot say,\nno encoder learns",
    description: `Exact gap of six encoders over training, ${gaps.now.length} seeds each, on a ` +
      `logarithmic axis, with the floors of their families; in the end, on average: ${
        ends.join(", ")
      } nats a sequence.`,
    x: { title: "training steps", domain: [0, 1560], values: [0, 500, 1000, 1500] },
    y: {
      title: "gap to the exact posterior",
      unit: "nats a sequence",
      log: true,
      domain: [0.01, 300],
      values: [0.01, 0.1, 1, 10, 100],
    },
    height: 330,
    layers: [
      ...floors.map((y, i) =>
        line({
          name: `floor ${i + 1}`,
          x: [0, 1500],
          y: [y, y],
          role: "ink",
          dash: "dotted",
          width: 1,
        })
      ),
      ...names.map((name) => {
        const { role, dash } = DRAWN[name];
        return runs({ name, x: steps, runs: gaps[name], role, dash, opacity: 0.3 });
      }),
      ...names.map((name) => {
        const { role, dash } = DRAWN[name], rows = gaps[name];
        const y = steps.map((_, i) => mean(rows.map((row) => row[i]!)));
        return line({ name: `${name}, mean`, x: steps, y, role, dash, width: 3 });
      }),
      ...names.map((name) => {
        const { role, text, y } = DRAWN[name];
        return label({ text, x: 1500, y, role, align: "right" });
      }),
    ],
  });
}

/** What {@link wrongWorlds} draws: over the variance of a step, each at its best other variance. */
export interface WorldParts {
  readonly moves: readonly number[];
  readonly exact: readonly number[];
  /** The bound with the best independent steps. */
  readonly independent: readonly number[];
  /** The bound with the best chain that sees the past. */
  readonly past: readonly number[];
}

/** log p(x) and two bounds over the variance of a step: their tops are in other worlds. */
export function wrongWorlds({ moves, exact, independent, past }: WorldParts): Figure {
  requireSome("moves", moves);
  const top = (values: readonly number[]) => {
    const i = values.indexOf(Math.max(...values));
    return { x: moves[i]!, y: values[i]! };
  };
  const tops = [exact, independent, past].map(top);
  const words = tops.map(({ x }) => Number(x.toPrecision(2)).toLocaleString("en"));
  return figure({
    headline: "A poor encoder recommends\nanother river",
    description:
      `log p(x) of the Nile and two bounds over the variance of a year's step, each at its best ` +
      `variance of a look; they are largest at ${
        words.join(", ")
      }: the likelihood, independent steps, a chain that sees the past.`,
    x: {
      title: "variance of a year's step",
      unit: "(10⁸ m³)²",
      log: true,
      domain: [90, 60_000],
      values: [100, 1000, 10_000],
      format: "~s",
    },
    y: {
      title: "log p(x) and bounds",
      unit: "nats",
      domain: [-682, -636],
      values: [-680, -670, -660, -650, -640],
    },
    height: 300,
    layers: [
      line({ name: "log p(x)", x: moves, y: exact, role: "ink", width: 3 }),
      line({ name: "independent", x: moves, y: independent, role: "bound", width: 3 }),
      line({ name: "past", x: moves, y: past, role: "world", dash: "dashed", width: 3 }),
      ...(["ink", "bound", "world"] as const).map((role, i) =>
        dots({
          name: `top ${i + 1}`,
          x: [tops[i]!.x],
          y: [tops[i]!.y],
          role,
          size: 90,
          shape: "diamond",
        })
      ),
      label({ text: "log p(x)", x: 150, y: -641.5, role: "ink" }),
      label({ text: "chain, past", x: 480, y: -658.6, role: "world" }),
      label({ text: "independent, all", x: 300, y: -675.5, role: "bound" }),
      note({
        text: [`its top: ${words[1]},`, `${(tops[1]!.x / tops[0]!.x).toFixed(0)} times the best`],
        x: 8000,
        y: -668,
        at: { x: tops[1]!.x, y: tops[1]!.y },
      }),
    ],
  });
}
