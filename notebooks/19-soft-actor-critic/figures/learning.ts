/** Figures of chapter 19: what is reached over the steps of learning. */
import { type Figure, figure, label, line, note, rule, runs as everyRun } from "lib/viz";

/** Returns of runs over steps, and their interquartile mean. */
export interface Curves {
  readonly steps: readonly number[];
  /** A list for each run. */
  readonly runs: readonly (readonly number[])[];
  readonly middle: readonly number[];
}

/** One number of every update, averaged between two evaluations, of each run. */
export type Signal = Omit<Curves, "middle">;

/** Steps as thousands. */
export const thousands = (steps: readonly number[]) => steps.map((step) => step / 1000);
export const kilo = {
  title: "steps in the world",
  unit: "thousands",
  domain: [0, 20],
  values: [0, 5, 10, 15, 20],
} as const;
export const returns = {
  title: "return per episode, mean of 24 starts",
  domain: [-1850, 0],
  values: [-1500, -1000, -500, 0],
} as const;

/** A whole number with its sign. */
export const minus = (value: number) => value.toFixed(0).replace("-", "−");

/** Twenty runs that learn to swing up, and one that was just made. */
export function learningToSwing(
  { steps, runs, middle }: Curves,
  live: readonly number[],
  planned: number,
): Figure {
  const x = thousands(steps), done = middle.findIndex((at) => at > -250);
  return figure({
    headline: "A thousand steps at random,\na thousand of harm, then a cliff",
    description:
      `Return over steps of ${runs.length} runs: worse at 2,000 steps than at first, then a steep rise; their interquartile mean passes −250 at ${
        steps[done]
      } steps and ends at ${minus(middle.at(-1)!)}, near ${
        minus(planned)
      }, what a plan by brute force reaches.`,
    x: kilo,
    y: returns,
    layers: [
      rule({ y: planned, label: "", role: "ink" }),
      everyRun({ name: "a run", x, runs, role: "bound", opacity: 0.35 }),
      line({ name: "IQM of all", x, y: middle, role: "bound", width: 3.5 }),
      line({
        name: "this run",
        x: x.slice(0, live.length),
        y: live,
        role: "world",
        dash: "dashed",
        width: 2.5,
      }),
      label({ text: "a plan by brute force", x: 20, y: planned + 75, align: "right", bold: false }),
      label({
        text: [`thick: IQM of ${runs.length},`, "thin: single runs"],
        x: 7,
        y: -1200,
        role: "bound",
      }),
      label({ text: "dashed: this run", x: 7, y: -1500, role: "world" }),
      note({
        text: `${steps[done]!.toLocaleString("en")} steps: ${minus(middle[done]!)}`,
        x: 7,
        y: -800,
        at: { x: x[done]! + 0.15, y: middle[done]! - 30 },
        align: "left",
      }),
    ],
  });
}
