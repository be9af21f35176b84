/** Figures of chapter 01. */
import { bins, dots, type Figure, figure, heat, histogram, line, rule } from "lib/viz";
import { covarianceMatrix, type Mixture } from "lib/prob";

const waitAxis = { title: "wait until the next eruption", unit: "min" };
const waitRange: readonly [number, number] = [40, 100];

/** The waits as a histogram of area one. */
export function waitHistogram(waiting: readonly number[]): Figure {
  const { edges, densities } = bins(waiting, waitRange, 12);
  const peak = edges[densities.indexOf(Math.max(...densities))]!;
  return figure({
    description: `Histogram of ${waiting.length} waits between eruptions, from ${
      Math.min(...waiting)
    } to ${Math.max(...waiting)} minutes, highest in the bar from ${peak} to ${peak + 5} minutes.`,
    x: { ...waitAxis, domain: waitRange },
    y: { title: "density", unit: "1/min" },
    layers: [histogram({ name: `${waiting.length} waits`, edges, heights: densities })],
    height: 220,
  });
}

/** The waits, a one-dimensional mixture, and the weighted parts it is the sum of. */
export function mixtureFromParts(waiting: readonly number[], mixture: Mixture): Figure {
  const { edges, densities } = bins(waiting, waitRange, 24);
  const x = Array.from({ length: 181 }, (_, i) => 40 + i / 3);
  const parts = mixture.components.map((component, k) => {
    const variance = covarianceMatrix(component)[0]![0]!;
    const [centre = NaN, weight] = [component.mean[0], mixture.weights[k]!];
    return x.map((each) =>
      weight * Math.exp(-0.5 * (each - centre) ** 2 / variance) / Math.sqrt(2 * Math.PI * variance)
    );
  });
  const total = x.map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0));
  return figure({
    description:
      `Histogram of ${waiting.length} waits with ${parts.length} weighted bell curves, ` +
      "one for each mood, and over them their sum.",
    x: { ...waitAxis, domain: waitRange },
    y: { title: "density", unit: "1/min" },
    layers: [
      line({ name: "their sum, p(x)", x, y: total, width: 3 }),
      ...parts.map((y, k) =>
        line({ name: `part ${k + 1}, weight ${mixture.weights[k]!.toFixed(2)}`, x, y })
      ),
      histogram({ name: `${waiting.length} waits`, edges, heights: densities }),
    ],
  });
}

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
