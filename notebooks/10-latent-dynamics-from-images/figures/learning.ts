/** Figures of what training does: codes that shrink, returns by round, methods side by side. */
import {
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
/** The mean of the rows, place by place. */
export const meanOf = (rows: Rows): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** Returns by round, every run, beside the true model's planner and idle play. */
export function byRound(decisions: Row, returns: Rows, truth: number, idle: number): Figure {
  requireSome("returns", returns);
  const means = meanOf(returns), last = means.at(-1)!, end = decisions.at(-1)!;
  return figure({
    headline: "After six rounds the planner earns\nmore, in four runs of five",
    description:
      `Mean returns from five hard starts over the decisions taken in the world, ${returns.length} runs: from ${
        means[0]!.toFixed(0)
      } to ${last.toFixed(0)} in the mean; planning in the world itself earns ${
        truth.toFixed(0)
      }, idle play ${idle.toFixed(0)}.`,
    x: { title: "decisions seen", domain: [decisions[0]! - 50, end + 50], values: [...decisions] },
    y: {
      title: "return",
      unit: "reward units",
      domain: [-1000, 60],
      values: [-900, -600, -300, 0],
    },
    layers: [
      rule({ y: truth, label: "", role: "wish" }),
      rule({ y: idle, label: "", role: "quiet" }),
      runs({ name: "a run", x: decisions, runs: returns, role: "bound" }),
      line({ name: "mean", x: decisions, y: means, role: "bound", width: 3 }),
      label({ text: "true model", x: decisions[0]!, y: truth + 60, role: "wish" }),
      label({ text: "idle play", x: end, y: idle - 70, role: "quiet", align: "right" }),
      note({
        text: [`${last.toFixed(0).replace("-", "−")} at last`],
        x: end - 250,
        y: last - 150,
        at: { x: end, y: last },
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

const meanIn = (list: Row) => list.reduce((sum, each) => sum + each, 0) / list.length;
const told = (value: number) => value.toFixed(0).replace("-", "−");

/** Methods below each other, each run a dot. */
export function standings(rows: readonly Standing[]): Figure {
  return returnsOf(rows, "Six ways to act,\nfrom the same five starts");
}

/** The same for models trained on the same pictures, for as many steps. */
export function controls(rows: readonly Standing[]): Figure {
  return returnsOf(rows, "The same pictures and steps:\nthe code's measure decides");
}

function returnsOf(rows: readonly Standing[], headline: string): Figure {
  requireSome("rows", rows);
  const words = rows.map(({ name, runs }) => `${name} ${told(meanIn(runs))}`).join("; ");
  return rowsOf(rows, {
    headline,
    description: `Mean returns from five hard starts, ${
      rows[0]!.runs.length
    } runs of each: ${words}.`,
    x: {
      title: "return",
      unit: "reward units",
      domain: [-1000, 30],
      values: [-900, -600, -300, 0],
    },
    words: ({ name, runs }) => `${name}: ${told(meanIn(runs))}`,
  });
}

/** Methods below each other, each episode a dot at its mean angle from upright in the last second. */
export function leaning(rows: readonly Standing[], near: number): Figure {
  requireSome("rows", rows);
  const count = ({ runs }: Standing) => runs.filter((each) => each < near).length;
  const words = rows.map((row) => `${row.name} ${count(row)} of ${row.runs.length}`).join("; ");
  return rowsOf(rows, {
    headline: "The learner's rod ends off upright,\nthe pictures' rod mostly stands",
    description:
      `Degrees from upright in the last second of every episode. Nearer than ${near}: ${words}.`,
    x: {
      title: "from upright, mean of the last second",
      unit: "degrees",
      domain: [-2, 182],
      values: [0, 45, 90, 135, 180],
    },
    words: (row) => `${row.name}: ${count(row)} of ${row.runs.length} within ${near}°`,
  });
}

/** What a figure of rows says around its dots. */
interface RowWords {
  readonly headline: string;
  readonly description: string;
  readonly x: Parameters<typeof figure>[0]["x"] & { readonly domain: readonly [number, number] };
  readonly words: (row: Standing) => string;
}

function rowsOf(rows: readonly Standing[], { headline, description, x, words }: RowWords): Figure {
  const [left, right] = x.domain;
  return figure({
    headline,
    description,
    x,
    y: { title: "method", domain: [-rows.length + 0.3, 0.8], hidden: true },
    height: 30 + 46 * rows.length,
    layers: rows.flatMap((row, i) => [
      dots({
        name: row.name,
        x: [...row.runs],
        y: row.runs.map(() => -i),
        role: row.role,
        size: 60,
        opacity: 0.6,
      }),
      label({ text: words(row), x: left + 0.01 * (right - left), y: -i + 0.38, role: row.role }),
    ]),
  });
}
