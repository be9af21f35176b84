import { rule } from "./annotations.ts";
import { heat } from "./areas.ts";
import { type Figure, figure } from "./figure.ts";
import { dots, line } from "./layers.ts";

/** Points drawn through a curve: one hidden number wound around a spiral. */
export function spiralPoints(
  points: readonly (readonly [number, number])[],
  curve: readonly (readonly [number, number])[],
): Figure {
  const domain: [number, number] = [-2.1, 2.1];
  return figure({
    description: "Eight hundred points in the plane that lie along a spiral, densest near its " +
      "middle part, with the noise-free spiral drawn through them.",
    x: { title: "first coordinate of x", domain },
    y: { title: "second coordinate of x", domain },
    layers: [
      dots({
        name: "draws of x",
        x: points.map(([x]) => x),
        y: points.map(([, y]) => y),
        size: 14,
        opacity: 0.6,
      }),
      line({
        name: "spiral, no noise",
        x: curve.map(([x]) => x),
        y: curve.map(([, y]) => y),
        width: 1.5,
      }),
    ],
    width: 400,
    height: 400,
  });
}

/** Error of a Monte Carlo estimate of log p(x) over the dimension, one dot a run. */
export function estimateErrors(
  runs: readonly { readonly D: number; readonly error: number }[],
): Figure {
  return figure({
    description: "Error of the estimated log p(x) over the number of dimensions, five runs each: " +
      "on the zero line up to about eight dimensions, then scattered, almost all below it.",
    x: { title: "dimensions D", domain: [0, 30] },
    y: { title: "estimated − exact log p(x)", unit: "nats" },
    layers: [
      dots({
        name: "one run of 100 000 samples",
        x: runs.map(({ D }) => D),
        y: runs.map(({ error }) => error),
        size: 60,
      }),
      rule({ y: 0, label: "exact" }),
    ],
    height: 260,
  });
}

/** A conditional density p(y | x) as shades over a grid. */
export function forkingDensity(
  x: readonly number[],
  y: readonly number[],
  density: (x: number, y: number) => number,
): Figure {
  const cells = x.flatMap((each) =>
    y.map((other) => ({ x: each, y: other, value: density(each, other) }))
  );
  return figure({
    description:
      "Shades of the density of sideways steering over distance to the tree: one bright " +
      "ridge straight ahead when far, which forks into two, left and right, when near.",
    x: { title: "distance to the tree x", unit: "m", domain: [0, 40] },
    y: { title: "sideways steering y", unit: "m", domain: [-2.45, 2.45] },
    layers: [
      heat({
        name: "p(y | x)  [1/m]",
        x: cells.map((cell) => cell.x),
        y: cells.map((cell) => cell.y),
        value: cells.map((cell) => cell.value),
        cell: [x[1]! - x[0]!, y[1]! - y[0]!],
      }),
    ],
    height: 280,
    width: 500,
  });
}
