/** Figures of chapter 19: what is reached, and what happens inside, over the steps of learning. */
import {
  type Axis,
  type Figure,
  figure,
  label,
  line,
  panels,
  type Role,
  rule,
  runs as everyRun,
} from "lib/viz";

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
      } steps and ends at ${middle.at(-1)!.toFixed(0)}, near ${
        planned.toFixed(0)
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
      label({ text: ["thick: IQM of 20,", "thin: single runs"], x: 7, y: -900, role: "bound" }),
      label({ text: "dashed: this run", x: 7, y: -1200, role: "world" }),
    ],
  });
}

/** Temperature, entropy, value and the critics' loss over the steps of learning, each run a line. */
export function insideSac(
  signals: Readonly<Record<"temperature" | "entropy" | "value" | "criticLoss", Signal>>,
): Figure {
  const panel = (
    { steps, runs }: Signal,
    y: Axis,
    role: Role,
    level?: { readonly y: number; readonly text: string; readonly at: number },
    hidden = true,
  ) =>
    figure({
      description:
        `${y.title} over the steps of learning, a thin line for each of ${runs.length} runs.`,
      x: { ...kilo, hidden },
      y,
      width: 450,
      height: 84,
      layers: [
        ...(level === undefined ? [] : [
          rule({ y: level.y, label: "", role: "ink" }),
          label({ text: level.text, x: 20, y: level.at, align: "right", bold: false }),
        ]),
        everyRun({ name: y.title, x: thousands(steps), runs, role, opacity: 1 }),
      ],
    });
  const lowest = Math.min(...signals.value.runs.flat());
  return panels({
    headline: "The price falls, entropy arrives\nat its target, critics settle",
    description:
      `Four panels over the steps of ${signals.entropy.runs.length} runs: α falls from 0.7 below 0.1; entropy falls from 0.6 to its target of −1 nat; what the critics say of the batch sinks to ${
        lowest.toFixed(0)
      } and climbs again; their loss rises, then falls.`,
    columns: 1,
    figures: [
      panel(
        signals.temperature,
        {
          title: "α",
          unit: "reward / nat",
          log: true,
          domain: [0.01, 1],
          values: [0.01, 0.1, 1],
          format: "~g",
        },
        "world",
      ),
      panel(
        signals.entropy,
        { title: "entropy", unit: "nats", domain: [-1.5, 0.8], values: [-1, 0] },
        "bound",
        { y: -1, text: "target", at: -0.75 },
      ),
      panel(
        signals.value,
        { title: "Q of the batch", unit: "return", domain: [Math.floor(lowest / 10) * 10, 0] },
        "wish",
      ),
      panel(
        signals.criticLoss,
        {
          title: "critics' loss",
          unit: "return²",
          log: true,
          domain: [0.1, 10],
          values: [0.1, 1, 10],
          format: "~g",
        },
        "quiet",
        undefined,
        false,
      ),
    ],
  });
}
