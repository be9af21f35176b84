/** Figures of what training does: codes that shrink, returns by round, methods side by side. */
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
const meanOf = (rows: Rows): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** Runs by what a missed code is measured in. */
export interface ShrinkParts {
  readonly learned: Rows;
  readonly fixed: Rows;
  readonly own: Rows;
}

/** The spread of codes over training, and what the dynamics pay. */
export function shrinking(every: number, spreads: ShrinkParts, terms: ShrinkParts): Figure {
  requireSome("spreads.learned", spreads.learned);
  const steps = spreads.learned[0]!.map((_, i) => i * every), end = steps.at(-1)!;
  const [first, last] = [meanOf(spreads.learned)[0]!, meanOf(spreads.learned).at(-1)!];
  const x = { title: "training steps", domain: [0, end], values: [0, end / 2, end] } as const;
  const curves = (parts: ShrinkParts, places: Row) =>
    ([["learned", "bound", "solid"], ["fixed", "world", "dashed"], [
      "own",
      "ink",
      "dotted",
    ]] as const)
      .flatMap(([name, role, dash]) => [
        runs({ name, x: places, runs: parts[name], role, dash }),
        line({ name: `${name}, mean`, x: places, y: meanOf(parts[name]), role, dash, width: 3 }),
      ]);
  const all = [...spreads.learned, ...spreads.fixed, ...spreads.own].flat();
  const top = 1.3 * Math.max(...all);
  const low = Math.min(...meanOf(terms.learned)), high = 60;
  return panels({
    headline: "A learned σ keeps codes small;\nin their own spread they grow",
    description:
      `Above, the spread of the code over training, five runs of each measure: with a learned σ it goes ` +
      `from ${first.toFixed(2)} to ${last.toFixed(2)} in the mean; with a fixed one to ${
        meanOf(spreads.fixed).at(-1)!.toFixed(2)
      }; measured in its own spread to ${meanOf(spreads.own).at(-1)!.toFixed(2)}. ` +
      `Below, the dynamics' term, which falls to ${low.toFixed(1)} nats with a learned σ.`,
    columns: 1,
    figures: [
      figure({
        description: "The spread of the code over training steps.",
        x,
        y: { title: "spread of the code", domain: [0, top], values: [0, 0.2, 0.4, 0.6] },
        height: 190,
        layers: [
          ...curves(spreads, steps),
          label({ text: "σ learned", x: end * 0.02, y: 0.9 * top, role: "bound" }),
          label({ text: "σ fixed", x: end * 0.3, y: 0.9 * top, role: "world" }),
          label({ text: "own spread", x: end, y: 0.9 * top, role: "ink", align: "right" }),
        ],
      }),
      figure({
        description: "The dynamics' term over training steps.",
        x,
        y: {
          title: "dynamics' term of the loss",
          unit: "nats",
          domain: [Math.floor(low / 10) * 10 - 5, high],
        },
        height: 170,
        layers: [
          rule({ y: 0, label: "", role: "quiet" }),
          ...curves(clipped(terms, high), steps.slice(1)),
        ],
      }),
    ],
  });
}

/** What lies above the plot stays at its edge: only the way down is told. */
function clipped(parts: ShrinkParts, high: number): ShrinkParts {
  const cut = (rows: Rows) => rows.map((row) => row.map((each) => Math.min(each, high)));
  return { learned: cut(parts.learned), fixed: cut(parts.fixed), own: cut(parts.own) };
}

/** Returns by round, every run, beside the true model's planner and idle play. */
export function byRound(decisions: Row, returns: Rows, truth: number, idle: number): Figure {
  requireSome("returns", returns);
  const means = meanOf(returns), last = means.at(-1)!, end = decisions.at(-1)!;
  return figure({
    headline: "Its own plans teach the model,\nin four runs of five",
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
      label({ text: "idle play", x: decisions[0]!, y: idle - 60, role: "quiet" }),
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

/** Methods below each other, each run a dot. */
export function standings(rows: readonly Standing[]): Figure {
  requireSome("rows", rows);
  const mean = (list: Row) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const words = rows.map(({ name, runs }) => `${name} ${mean(runs).toFixed(0)}`).join(", ");
  return figure({
    headline: "The same search, judged by\nwhat it imagines with",
    description: `Mean returns from five hard starts, ${
      rows[0]!.runs.length
    } runs of each: ${words}.`,
    x: {
      title: "return",
      unit: "reward units",
      domain: [-1000, 30],
      values: [-900, -600, -300, 0],
    },
    y: { title: "method", domain: [-rows.length + 0.3, 0.8], hidden: true },
    height: 46 * rows.length,
    layers: rows.flatMap(({ name, runs, role }, i) => [
      dots({ name, x: [...runs], y: runs.map(() => -i), role, size: 60, opacity: 0.7 }),
      label({
        text: `${name}: ${mean(runs).toFixed(0).replace("-", "−")}`,
        x: -990,
        y: -i + 0.38,
        role,
      }),
    ]),
  });
}
