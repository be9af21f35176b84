/** Figures of play: what it ran, what was planned in its codes, and how fast. */
import { dots, type Figure, figure, label, line, requireSome, runs } from "lib/viz";
import { treeOutline, waysOf } from "./walk.ts";

type Row = readonly number[];
type Way = readonly Row[];
const meanOf = (rows: readonly Row[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** What {@link plans} draws. */
export interface PlansParts {
  /** Pieces of play. */
  readonly pieces: readonly Way[];
  /** Plans, each cut where it is nearest to its goal. */
  readonly plans: readonly Way[];
  readonly goals: readonly Row[];
}

/** Pieces of play, and ways that were planned out of them. */
export function plans({ pieces, plans, goals }: PlansParts): Figure {
  requireSome("plans", plans);
  const span = (way: Way, end: Row) => Math.hypot(end[0]! - way[0]![0]!, end[1]! - way[0]![1]!);
  const straight = Math.min(...plans.map((way, i) => span(way, goals[i]!)));
  const longest = Math.max(...pieces.map((way) => span(way, way.at(-1)!)));
  return figure({
    headline: "No piece of play crosses the plane;\nplans made of their codes do",
    description:
      `${pieces.length} pieces of play, twelve strides each, in grey, and ${plans.length} plans of four ` +
      "codes from below the tree to goals above it, round either side; the shortest leads over " +
      `${straight.toFixed(1)} units, the longest of these pieces over ${longest.toFixed(1)}.`,
    x: { title: "x, right", unit: "units", domain: [-4, 4], values: [-3, 0, 3] },
    y: { title: "y, ahead", unit: "units", domain: [-0.2, 9], values: [0, 4, 8] },
    height: 483, // a circle is one: 9.2 units by 8
    width: 420,
    keepsShape: true,
    layers: [
      waysOf("a piece of play", pieces, "quiet", 0.7),
      treeOutline(),
      waysOf("a plan", plans, "bound", 3),
      dots({
        name: "start",
        x: plans.map((way) => way[0]![0]!),
        y: plans.map((way) => way[0]![1]!),
        role: "bound",
        size: 70,
      }),
      dots({
        name: "goal",
        x: goals.map(([x]) => x!),
        y: goals.map(([, y]) => y!),
        role: "wish",
        shape: "diamond",
        size: 90,
      }),
      label({ text: "goals", x: 3.8, y: 7.2, role: "wish", align: "right" }),
      label({ text: "pieces of play", x: -3.8, y: 8.5, role: "quiet" }),
      label({ text: "starts", x: -3.8, y: 0.3, role: "bound" }),
    ],
  });
}

/** The share of errands that are reached, after each round of the search. */
export function rounds(codes: readonly Row[], strides: readonly Row[]): Figure {
  requireSome("codes", codes);
  const [c, s] = [meanOf(codes), meanOf(strides)], x = c.map((_, i) => i + 1);
  return figure({
    headline: "Plans of codes are found\nsooner than plans of strides",
    description:
      `Share of 40 errands whose goal a plan comes within half a unit of, over rounds of search, ten runs: with codes ${
        c[0]!.toFixed(2)
      } after one round and ${c[1]!.toFixed(2)} after two; with strides ${s[0]!.toFixed(2)} and ${
        s[1]!.toFixed(2)
      }, and ${s.at(-1)!.toFixed(2)} after six.`,
    x: { title: "rounds of 64 imagined ways", domain: [0, 6.2], values: [1, 2, 3, 4, 5, 6] },
    y: {
      title: "errands that are reached",
      unit: "share",
      domain: [-0.04, 1.1],
      values: [0, 0.5, 1],
    },
    height: 250,
    layers: [
      runs({ name: "strides", x, runs: strides, role: "quiet", dash: "dashed" }),
      line({ name: "strides, mean", x, y: s, role: "quiet", width: 3, dash: "dashed" }),
      runs({ name: "codes", x, runs: codes, role: "bound" }),
      line({ name: "codes, mean", x, y: c, role: "bound", width: 3 }),
      label({ text: "plans of strides", x: 3.2, y: 0.42, role: "quiet" }),
      label({ text: "plans of codes", x: 3.4, y: 1.06, role: "bound" }),
      label({ text: c[0]!.toFixed(2), x: 0.9, y: c[0]!, role: "bound", align: "right" }),
      label({ text: s[0]!.toFixed(2), x: 0.9, y: s[0]!, role: "quiet", align: "right" }),
    ],
  });
}
