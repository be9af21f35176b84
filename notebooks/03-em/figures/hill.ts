/** Figures of chapter 03: the likelihood as a landscape over two means. */
import { dots, type Figure, figure, heat, line } from "lib/viz";

/** A start on the hill, and where two ways of climbing went from it. */
export interface Road {
  readonly from: readonly number[];
  readonly em: readonly (readonly number[])[];
  readonly gradient: readonly (readonly number[])[];
}

/**
 * The log-likelihood over two means, and the paths of EM and of gradient ascent.
 *
 * @param side the means at which it was computed, for both axes, min
 * @param heights log-likelihood, `[mu2][mu1]`, nats
 * @param roads one for each start
 */
export function hillOfMeans(
  side: readonly number[],
  heights: readonly (readonly number[])[],
  roads: readonly Road[],
): Figure {
  const cells = side.flatMap((y, i) => side.map((x, j) => ({ x, y, value: heights[i]![j]! })));
  return figure({
    description: "The log-likelihood as shades over two means: two tops, mirror images across " +
      "the diagonal, and a saddle between them, with the paths of EM and of the gradient.",
    x: { title: "first mean", unit: "min" },
    y: { title: "second mean", unit: "min" },
    layers: [
      heat({
        name: "log p",
        x: cells.map(({ x }) => x),
        y: cells.map(({ y }) => y),
        value: cells.map(({ value }) => value),
        cell: [1, 1],
      }),
      ...(["gradient", "em"] as const).map((name) =>
        line({
          name,
          x: roads.flatMap((road) => road[name].map((place) => place[0]!)),
          y: roads.flatMap((road) => road[name].map((place) => place[1]!)),
          group: roads.flatMap((road, i) => road[name].map(() => i)),
        })
      ),
      dots({
        name: "starts",
        x: roads.map(({ from }) => from[0]!),
        y: roads.map(({ from }) => from[1]!),
      }),
    ],
  });
}
