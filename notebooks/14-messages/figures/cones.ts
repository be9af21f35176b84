/** Figures of chapter 14: messages on maps. */
import {
  type Figure,
  figure,
  label,
  line,
  type MapCell,
  mapStrip,
  note,
  requireSome,
  type StripMap,
} from "lib/viz";

/** A map as its free cells. */
export interface Field {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly MapCell[];
}

const planOf = ({ rows, columns, cells }: Field): Field => ({ rows, columns, cells });

type Logs = readonly ArrayLike<number>[];

/** Steps shown: one map each, of each message. */
const shown = [2, 7, 12, 17];

/**
 * Forward messages, backward messages and their product at four steps: twelve maps on one scale.
 *
 * @param field the map, with one goal
 * @param parts for each step t = 1, 2, … a logarithm a cell; −∞ is impossible
 */
export function messageCones(field: Field, parts: {
  readonly forward: Logs;
  readonly backward: Logs;
  readonly marginal: Logs;
}): Figure {
  const { forward, backward, marginal } = parts;
  const last = forward.length - 1; // so many steps there are
  const goal = field.cells.find(({ letter }) => letter === "G")!;
  const near = (steps: number) =>
    field.cells.map(({ row, column }) =>
      Math.abs(row - goal.row) + Math.abs(column - goal.column) <= steps
    );
  const reached = (t: number) => Array.from(forward[t - 1]!, (log) => log > -Infinity);
  const opens = (t: number) => ({ inside: reached(t), role: "world" as const });
  const closes = (t: number) => ({
    inside: near(last + 1 - t),
    role: "wish" as const,
    dash: "dotted" as const, // a cell's side is shorter than a dash
  });
  const row = (
    logs: Logs,
    title: string,
    role: StripMap["role"],
    lines: readonly (typeof opens | typeof closes)[],
  ) =>
    shown.map((t, k) => ({
      values: belowBest(logs[t - 1]!),
      outlines: lines.map((outline) => outline(t)),
      ...(k === 0 ? { title, role: role! } : {}),
    }));
  return mapStrip({
    headline: "The past opens, the goal closes:\none is where the two weigh most",
    description: "Twelve maps of one field: the forward message, the backward message and their " +
      `product, at steps ${shown.join(", ")}. The forward one opens from the start, the backward ` +
      "one closes upon the goal, and the product is a small cloud that goes from one to the other.",
    ...planOf(field),
    maps: [
      ...row(forward, "α: can be here by now", "world", [opens]),
      ...row(backward, "β: can still arrive", "wish", [closes]),
      ...row(marginal, "α·β: where one is", "ink", [opens, closes]),
    ],
    across: shown.length,
    heads: shown.map((t, k) => (k === 0 ? `t = ${t}` : String(t))),
    shade: "nats below the map's best cell",
    classes: [-24, -12, -6, -3, -1],
    classWords: ["24", "12", "6", "3", "1"],
    more: (at) => [
      label({
        text: "not yet",
        ...at({ map: 1, row: 1, column: 5 }),
        role: "world",
        align: "center",
        bold: false,
      }),
      label({
        text: "too late",
        ...at({ map: 7, row: 6, column: 3 }),
        role: "wish",
        align: "center",
        bold: false,
      }),
    ],
  });
}

/** Logarithms, less the largest of them. */
function belowBest(logs: ArrayLike<number>): readonly number[] {
  const best = Math.max(...Array.from(logs));
  return Array.from(logs, (each) => each - best);
}

/**
 * How wide two clouds are over the steps of a way: given past and future, and given the past alone.
 *
 * @param both width after 0, 1, … steps, cells
 * @param past likewise
 */
export function widthAlongTheWay(both: readonly number[], past: readonly number[]): Figure {
  requireSome("both", both);
  const t = both.map((_, step) => step);
  const end = t.at(-1)!;
  const widest = both.indexOf(Math.max(...both));
  return figure({
    headline: "Given past and future the cloud is\nnarrow, wide, narrow",
    description:
      "Width of the cloud across the line from start to goal over the steps: given past " +
      `and future it is widest, ${both[widest]!.toFixed(2)} cells, after ${widest} steps and ` +
      "narrow at both ends; given the past alone it grows until just before the end.",
    x: {
      title: "steps taken",
      domain: [0, end],
      values: [0, 4, 8, 12, 16, 20].filter((x) => x <= end),
      grid: false,
    },
    y: { title: "width across the way", unit: "cells", domain: [0, 2.2], values: [0, 1, 2] },
    height: 240,
    layers: [
      line({ name: "past alone", x: t, y: past, role: "world", dash: "dashed" }),
      line({ name: "past and future", x: t, y: both, role: "ink", width: 3 }),
      label({ text: "past alone", x: 0.78 * end, y: 1.45, role: "world", align: "center" }),
      label({ text: "past and future", x: 0.4 * end, y: 0.38, align: "center" }),
      note({
        text: [`${both[widest]!.toFixed(2)} cells`, `after ${widest} steps`],
        x: widest,
        y: 1.12,
        at: { x: widest, y: both[widest]! - 0.04 },
      }),
    ],
  });
}

/**
 * How long each cell is stood on, on average, over a whole way.
 *
 * @param field the map
 * @param visits steps spent in each cell
 */
export function timeSpent(field: Field, visits: readonly number[]): Figure {
  const spent = (row: number, column: number) =>
    visits[field.cells.findIndex((cell) => cell.row === row && cell.column === column)]!;
  const middle = Math.floor(field.columns / 2);
  const words = (row: number) => `${spent(row, middle).toFixed(2)} steps`;
  return mapStrip({
    headline: "Most go above the block; the mud\nhas its stream as well",
    description: "A map with a block between start and goal, shaded by the time spent in each " +
      `cell: ${words(2)} in the middle above the block, ${words(6)} in the mud below it.`,
    ...planOf(field),
    maps: [{ values: visits }],
    shade: "steps spent in the cell",
    classes: [0.001, 0.01, 0.1, 0.3, 1],
    more: (at) => [
      note({
        text: words(2),
        ...at({ map: 0, row: 0, column: middle }),
        at: at({ map: 0, row: 1.7, column: middle }),
      }),
      label({
        text: words(6),
        ...at({ map: 0, row: 7, column: middle }),
        align: "center",
        bold: false,
      }),
    ],
  });
}
