/** Figures of chapter 14. */
import {
  type Figure,
  figure,
  gridMap,
  line,
  type MapCell,
  panels,
  requireSome,
  rule,
} from "lib/viz";

/** A map as its free cells. */
export interface Field {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly MapCell[];
}

/**
 * Forward messages, backward messages and their product, side by side; a slider moves the step.
 *
 * @param field the map
 * @param parts for each step t = 1, 2, … a value a cell: the log of its share of the largest at
 *   that step, nats; far-off cells are drawn as their panel's darkest shade
 */
export function messageCones(field: Field, parts: {
  readonly forward: readonly (readonly number[])[];
  readonly backward: readonly (readonly number[])[];
  readonly marginal: readonly (readonly number[])[];
}): Figure {
  const { rows, columns, cells } = field;
  const titles = {
    forward: "α: possible from the start",
    backward: "β: can still go well",
    marginal: "α·β: where one is",
  };
  const floors = { forward: -12, backward: -60, marginal: -12 };
  const names = ["forward", "backward", "marginal"] as const;
  return panels({
    description: "Three maps at one step of the way, chosen by a slider: the forward message " +
      "spreads from the start, the backward message closes upon the goal, and their product is a " +
      "cloud that leaves the start small, swells half-way and shrinks into the goal.",
    figures: names.map((name) =>
      gridMap({
        description: `A map of the field with one message at the step chosen: ${titles[name]}.`,
        title: titles[name],
        rows,
        columns,
        cells,
        shade: "log share [nats]",
        frames: parts[name],
        domain: [floors[name], 0],
        slider: { label: "step t", first: 1, start: 9 },
        cellSize: 19,
      })
    ),
    columns: 3,
  });
}

/**
 * How wide clouds are over the steps of a way.
 *
 * @param clouds each with its width after 0, 1, … steps, cells
 */
export function widthAlongTheWay(
  clouds: readonly { readonly name: string; readonly width: readonly number[] }[],
): Figure {
  const { first } = requireSome("clouds", clouds);
  const steps = first.width.map((_, t) => t);
  return figure({
    description:
      "Width of the cloud across the line from start to goal over the steps: given past " +
      "and future it is narrow, wide, narrow; given the past alone it grows until just before the end.",
    x: { title: "steps taken", domain: [0, steps.length - 1], ticks: 10 },
    y: { title: "width across the way", unit: "cells" },
    layers: clouds.map(({ name, width }) => line({ name, x: steps, y: width })),
    height: 240,
  });
}

/**
 * How long each cell is stood on, on average, over a whole way.
 *
 * @param field the map
 * @param visits steps spent in each cell
 */
export function timeSpent(field: Field, visits: readonly number[]): Figure {
  return gridMap({
    description: "A map with a block between start and goal; the shade is the time spent in each " +
      "cell: a thick stream above the block, a thin one below it.",
    rows: field.rows,
    columns: field.columns,
    cells: field.cells,
    shade: "steps spent",
    frames: [visits],
    domain: [0, 1],
    cellSize: 36,
  });
}

/**
 * The soft maximum of two action values beside their maximum.
 *
 * @param advantages Q of the first action; the other has Q = 0
 * @param soft log(½ e^Q + ½) at each, nats
 */
export function softMaximumHinge(advantages: readonly number[], soft: readonly number[]): Figure {
  return figure({
    description:
      "The maximum of Q and 0 has a kink at zero; the soft maximum, its log of an average " +
      "of exponentials, rounds the kink off and stays at most log 2 below.",
    x: { title: "Q of one action; the other has 0", unit: "nats" },
    y: { title: "V", unit: "nats", domain: [-1.6, 6] },
    layers: [
      line({ name: "maximum", x: advantages, y: advantages.map((q) => Math.max(q, 0)) }),
      line({ name: "soft maximum, prior ½ and ½", x: advantages, y: soft }),
      rule({ y: -Math.LN2, label: "−log 2", place: "end" }),
    ],
    height: 240,
  });
}
