/** Figures of chapter 03: the likelihood as a landscape over two means. */
import { contours, dots, type Figure, figure, label, line, note, requireSome } from "lib/viz";

/** A start on the hill, and where two ways of climbing went from it. */
export interface Road {
  readonly from: readonly number[];
  readonly em: readonly (readonly number[])[];
  readonly gradient: readonly (readonly number[])[];
}

/**
 * The log-likelihood over two means, and the paths of EM and of gradient ascent. The last road starts
 * on the diagonal, and leads over the saddle.
 *
 * @param side the means at which it was computed, for both axes, min
 * @param heights log-likelihood, `[mu2][mu1]`, nats
 */
export function hillOfMeans(
  side: readonly number[],
  heights: readonly (readonly number[])[],
  roads: readonly Road[],
): Figure {
  requireSome("roads", roads);
  const ends: readonly [number, number] = [side[0]!, side.at(-1)!];
  const highest = Math.max(...heights.flat());
  const saddle = roads.at(-1)!.em[1]!;
  const nearest = (value: number) => Math.round((value - side[0]!) / (side[1]! - side[0]!));
  const heightNear = ([mu1, mu2]: readonly number[]) => heights[nearest(mu2!)]![nearest(mu1!)]!;
  const column = (places: readonly (readonly number[])[], d: 0 | 1) => places.map((at) => at[d]!);
  return figure({
    headline: "One hill, two tops, a saddle:\nwhere you start decides",
    description: "Contour lines of the log-likelihood over two means: two tops, nearly mirror " +
      "images across the diagonal, and between them a saddle, where both means are " +
      `${
        saddle[0]!.toFixed(1)
      } minutes; EM's long strides and the gradient's road lead to the tops.`,
    x: { title: "first mean", unit: "min", domain: ends, values: [40, 60, 80] },
    y: { title: "second mean", unit: "min", domain: ends, values: [40, 60, 80] },
    height: 400,
    keepsShape: true,
    layers: [
      contours({
        name: "log p",
        x: side,
        y: side,
        values: heights.flat(),
        levels: [2, 10, 25, ...Array.from({ length: 18 }, (_, i) => 50 * (i + 1))]
          .map((below) => highest - below),
        width: 0.7,
      }),
      line({
        name: "diagonal",
        x: [...ends],
        y: [...ends],
        role: "quiet",
        dash: "dotted",
        width: 1,
      }),
      ...roads.slice(0, -1).flatMap(({ em, gradient }, i) => [
        line({
          name: `gradient ${i + 1}`,
          x: column(gradient, 0),
          y: column(gradient, 1),
          role: "wish",
          width: 3,
          casing: true,
        }),
        line({
          name: `EM ${i + 1}`,
          x: column(em, 0),
          y: column(em, 1),
          role: "bound",
          casing: true,
        }),
        dots({
          name: `EM ${i + 1}, rounds`,
          x: column(em.slice(0, 8), 0),
          y: column(em.slice(0, 8), 1),
          role: "bound",
          size: 45,
        }),
      ]),
      dots({
        name: "starts",
        x: roads.map(({ from }) => from[0]!),
        y: roads.map(({ from }) => from[1]!),
        role: "ink",
        size: 70,
        shape: "square",
      }),
      dots({
        name: "saddle",
        x: [saddle[0]!],
        y: [saddle[1]!],
        role: "ink",
        size: 90,
        shape: "cross",
      }),
      label({ text: "EM", x: 50, y: 72, role: "bound" }),
      label({ text: "gradient", x: 42, y: 66, role: "wish" }),
      label({
        text: ["lines 2, 10, 25, 50, then", "every 50 nats below the top"],
        x: 41,
        y: 50,
        role: "muted",
        bold: false,
      }),
      line({
        name: "first stride",
        x: [roads.at(-1)!.from[0]!, saddle[0]!],
        y: [roads.at(-1)!.from[1]!, saddle[1]!],
        role: "bound",
        dash: "dotted",
        width: 3,
      }),
      label({ text: `top ${minus(highest)}`, x: 57, y: 86 }),
      label({
        text: `top ${minus(heightNear(roads[1]!.em.at(-1)!))}`,
        x: 95.5,
        y: 44,
        align: "right",
      }),
      note({ text: "saddle", x: 71, y: 92, at: { x: saddle[0]!, y: saddle[1]! + 1.5 } }),
    ],
  });
}

const minus = (nats: number) => `−${Math.abs(nats).toFixed(0)}`;
