/** Figures of runs: what is earned, by whom, and how far dreams can be trusted. */
import {
  band,
  dots,
  type Figure,
  figure,
  label,
  line,
  note,
  requireSome,
  type Role,
  rule,
  runs,
} from "lib/viz";

type Row = readonly number[];
type Rows = readonly Row[];
const meanOf = (list: Row): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const columnMeans = (rows: Rows): number[] =>
  rows[0]!.map((_, i) => meanOf(rows.map((row) => row[i]!)));
const words = (value: number) => value.toFixed(0).replace("-", "−");

/** Returns of every run of the full model by steps in the world, beside the planner that knows it. */
export function learned(steps: Row, returns: Rows, truth: number, headline: string): Figure {
  requireSome("returns", returns);
  const means = columnMeans(returns), end = steps.at(-1)!;
  return figure({
    headline,
    description:
      `Mean returns from five hard starts over the steps taken in the world, ${returns.length} runs: ` +
      `${
        means.map((each, i) => `${words(each)} at ${steps[i]}`).join(", ")
      }; the same search in the world ` +
      `itself earns ${words(truth)}.`,
    x: { title: "steps in the world", domain: [steps[0]! - 300, end + 300], values: [...steps] },
    y: {
      title: "return",
      unit: "reward units",
      domain: [-1600, 100],
      values: [-1200, -800, -400, 0],
    },
    layers: [
      rule({ y: truth, label: "", role: "wish" }),
      runs({ name: "a run", x: steps, runs: returns, role: "bound" }),
      line({ name: "mean", x: steps, y: means, role: "bound", width: 3 }),
      label({ text: "true model", x: steps[0]! - 200, y: truth + 90, role: "wish" }),
      note({
        text: [`${words(means.at(-1)!)} at`, `${end} steps`],
        x: end - 700,
        y: means.at(-1)! - 420,
        at: { x: end, y: means.at(-1)! },
      }),
    ],
  });
}

/** A method's name and its return in each run. */
export interface Standing {
  readonly name: string;
  readonly runs: Row;
  readonly role: Role;
}

/** Methods below each other, each run a dot. */
export function standings(rows: readonly Standing[], headline: string): Figure {
  requireSome("rows", rows);
  const least = Math.min(...rows.flatMap((row) => row.runs)), low = Math.floor(least / 200) * 200;
  const told = rows.map(({ name, runs }) => `${name} ${words(meanOf(runs))}`).join(", ");
  return figure({
    headline,
    description: `Mean returns from five hard starts, ${
      rows[0]!.runs.length
    } runs of each: ${told}.`,
    x: {
      title: "return",
      unit: "reward units",
      domain: [low - 40, 40],
      values: Array.from({ length: Math.floor(-low / 400) + 1 }, (_, i) => -400 * i),
    },
    y: { title: "variant", domain: [-rows.length + 0.3, 0.8], hidden: true },
    height: 50 * rows.length,
    layers: rows.flatMap(({ name, runs, role }, i) => [
      dots({ name, x: [...runs], y: runs.map(() => -i), role, size: 60, opacity: 0.7 }),
      label({ text: `${name}: ${words(meanOf(runs))}`, x: low - 20, y: -i + 0.38, role }),
    ]),
  });
}

/** How far a dream's rod is from the world's, degrees by step: runs of a variant, already means. */
export interface Trust {
  readonly name: string;
  readonly middle: Row;
  readonly low: Row;
  readonly high: Row;
  readonly role: Role;
  readonly dash: "solid" | "dashed" | "dotted" | "long";
  /** Where its name stands: the step, and degrees above its curve. */
  readonly at: readonly [number, number];
}

/** Misses over the horizon, s; the first with its interval, the others as lines. */
export function horizon(
  stepTime: number,
  curves: readonly Trust[],
  chance: number,
  headline: string,
): Figure {
  requireSome("curves", curves);
  const times = curves[0]!.middle.map((_, t) => (t + 1) * stepTime), last = times.at(-1)!;
  const told = curves.map(({ name, middle }) =>
    `${name} ${middle[4]!.toFixed(0)} at ${times[4]!.toFixed(1)} s and ${
      middle[14]!.toFixed(0)
    } at ${times[14]!.toFixed(1)} s`
  );
  return figure({
    headline,
    description:
      `Degrees between the rod in the dream and the world's, mean of all tests and runs: ${
        told.join("; ")
      }.`,
    x: { title: "time with shut eyes", unit: "s", domain: [0, last], values: [0, 1, 2, 3, 4, 5] },
    y: { title: "angle missed", unit: "degrees", domain: [0, 180], values: [0, 45, 90, 135, 180] },
    layers: [
      rule({ y: chance, label: "", role: "quiet" }),
      ...curves.slice(0, 1).map(({ name, low, high, role }) =>
        band({ name: `${name}, interval`, x: times, low, high, role, opacity: 0.15 })
      ),
      ...curves.flatMap(({ name, middle, role, dash }) => [
        line({ name, x: times, y: middle, role, dash, width: role === "bound" ? 3 : 2 }),
      ]),
      ...curves.map(({ name, middle, role, at: [step, above] }) =>
        label({ text: name, x: times[step]!, y: middle[step]! + above, role })
      ),
      label({ text: "chance", x: last, y: chance + 7, role: "quiet", align: "right" }),
    ],
  });
}

/** One test: the dreams of all runs, and the world begun a degree off, on a scale of powers of ten. */
export function topples(stepTime: number, dreams: Rows, shaken: Row, top: number): Figure {
  requireSome("dreams", dreams);
  const times = shaken.map((_, t) => (t + 1) * stepTime), last = times.at(-1)!;
  const floor = (row: Row) => row.map((each) => Math.max(each, 0.1));
  return figure({
    headline: "At the top the world itself\nforgets where it was",
    description:
      `Degrees missed over time in one test, by the dreams of ${dreams.length} runs and by the world itself ` +
      `begun one degree off. The rod comes to the top at ${
        top.toFixed(1)
      } s; the world's own miss is ${
        shaken[Math.round(top / stepTime) - 1]!.toFixed(2)
      } degrees there, and grows to ${Math.max(...shaken).toFixed(0)}.`,
    x: { title: "time with shut eyes", unit: "s", domain: [0, last], values: [0, 1, 2, 3, 4, 5] },
    y: {
      title: "angle missed",
      unit: "degrees",
      domain: [0.1, 400],
      values: [0.1, 1, 10, 100],
      log: true,
    },
    layers: [
      runs({ name: "a dream", x: times, runs: dreams.map(floor), role: "bound" }),
      line({ name: "the world, 1° off", x: times, y: floor(shaken), role: "ink", width: 3 }),
      line({ name: "top", x: [top, top], y: [0.1, 180], role: "quiet", dash: "dotted" }),
      label({ text: "dreams", x: 0.1, y: 20, role: "bound" }),
      label({ text: "the world, 1° off", x: last, y: 0.2, role: "ink", align: "right" }),
      label({ text: "at the top", x: top, y: 280, role: "quiet", bold: false, align: "center" }),
    ],
  });
}
