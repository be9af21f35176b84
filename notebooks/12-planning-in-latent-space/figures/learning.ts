/** Figures of runs: what is earned, and by whom. */
import { mean } from "lib/math";
import {
  dots,
  type Figure,
  figure,
  label,
  line,
  note,
  panels,
  requireSome,
  type Role,
  rule,
  runs,
} from "lib/viz";

type Row = readonly number[];
type Rows = readonly Row[];
const columnMeans = (rows: Rows): number[] =>
  rows[0]!.map((_, i) => mean(rows.map((row) => row[i]!)));
const words = (value: number) => value.toFixed(0).replace("-", "−");

/** Returns of every run of the full model by steps in the world, beside the planner that knows it. */
export function learned(steps: Row, returns: Rows, truth: number, headline: string): Figure {
  requireSome("returns", returns);
  const means = columnMeans(returns);
  const told = means.map((each, i) => `${words(each)} at ${steps[i]}`).join(", ");
  return panels({
    headline,
    description:
      `Above, mean returns from five hard starts over the steps taken in the world, ${returns.length} runs: ` +
      `${told}. Below, the last two judgings on a finer scale, from ${
        words(Math.min(...returns.flatMap((row) => row.slice(-2))))
      } to ${
        words(Math.max(...returns.flatMap((row) => row.slice(-2))))
      }; the same search in the world itself earns ${words(truth)}.`,
    columns: 1,
    figures: [
      judgings(steps, returns, truth, { low: -1600, high: 100, values: [-1200, -800, -400, 0] }),
      judgings(steps, returns, truth, { low: -310, high: -190, values: [-300, -250, -200] }),
    ],
  });
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly values: Row;
}

/** A panel: every run and their mean, of the judgings that all lie within the scale. */
function judgings(steps: Row, returns: Rows, truth: number, { low, high, values }: Scale): Figure {
  const from = steps.findIndex((_, i) => returns.every((row) => row[i]! >= low));
  const x = steps.slice(from), rows = returns.map((row) => row.slice(from));
  const means = columnMeans(rows), end = x.at(-1)!, first = steps[0]!, span = high - low;
  const atEnd = note({
    text: [`${words(means.at(-1)!)} at`, `${end} steps`],
    x: end - 300,
    y: low + 0.2 * span,
    at: { x: end, y: means.at(-1)! },
    align: "right",
  });
  return figure({
    description: `Returns over steps in the world, between ${words(low)} and ${words(high)}.`,
    x: { title: "steps in the world", domain: [first - 300, end + 300], values: [...steps] },
    y: { title: "return", unit: "reward units", domain: [low, high], values: [...values] },
    width: 450,
    height: 150,
    layers: [
      rule({ y: truth, label: "", role: "wish" }),
      runs({ name: "a run", x, runs: rows, role: "bound" }),
      line({ name: "mean", x, y: means, role: "bound", width: 3 }),
      label({ text: "true model", x: first - 200, y: truth + 0.055 * span, role: "wish" }),
      ...(from > 0 ? [atEnd] : []),
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
  const told = rows.map(({ name, runs }) => `${name} ${words(mean(runs))}`).join(", ");
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
      label({ text: `${name}: ${words(mean(runs))}`, x: low - 20, y: -i + 0.38, role }),
    ]),
  });
}
