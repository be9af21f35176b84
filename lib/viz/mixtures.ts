import { requireSome } from "./axis.ts";
import { bins } from "./bins.ts";
import { ellipse } from "./ellipse.ts";
import { type Figure, figure } from "./figure.ts";
import { histogram } from "./areas.ts";
import type { Layer } from "./layer.ts";
import { dots, line } from "./layers.ts";

/** A Gaussian mixture as `lib/prob` describes it, seen from here as plain data. */
export interface MixtureShape {
  readonly weights: readonly number[];
  readonly components: readonly {
    readonly mean: readonly number[];
    readonly covariance:
      | { readonly kind: "spherical"; readonly variance: number }
      | { readonly kind: "diagonal"; readonly variances: readonly number[] }
      | { readonly kind: "full"; readonly matrix: readonly (readonly number[])[] };
  }[];
}

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
export function mixtureFromParts(waiting: readonly number[], mixture: MixtureShape): Figure {
  const { edges, densities } = bins(waiting, waitRange, 24);
  const x = Array.from({ length: 181 }, (_, i) => 40 + i / 3);
  const parts = mixture.components.map((component, k) => {
    const variance = covarianceMatrix(component.covariance, 1)[0]![0]!;
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

/** Eruptions against waits, coloured by the likelier component, with an ellipse for each. */
export function clusteredPoints(
  points: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  mixture: MixtureShape,
  title: string,
): Figure {
  const groups = mixture.components.map((_, k): Layer => {
    const own = points.filter((_, i) => labels[i] === k);
    return dots({
      name: `component ${k + 1}`,
      colour: k,
      x: own.map(([x]) => x!),
      y: own.map(([, y]) => y!),
      size: 28,
      opacity: 0.7,
    });
  });
  const outlines = mixture.components.map((component, k) => {
    const outline = ellipse(component.mean, covarianceMatrix(component.covariance, 2));
    return line({ name: `its 2σ outline, ${k + 1}`, colour: k, ...outline });
  });
  return figure({
    description:
      `${title}: duration of an eruption against the wait after it, ${points.length} points, each ` +
      "coloured by its likelier component, with each component's two-sigma ellipse.",
    title,
    ...eruptionAxes,
    layers: [...groups, ...outlines],
  });
}

const eruptionAxes = {
  x: { title: "duration of the eruption", unit: "min", domain: [1, 6] as const },
  y: { title: "wait after it", unit: "min", domain: [35, 105] as const },
};

/** The ellipses of a mixture at each iteration of EM, chosen by a slider. */
export function movingEllipses(
  points: readonly (readonly number[])[],
  path: readonly MixtureShape[],
): Figure {
  const { first } = requireSome("path", path);
  const outlines = first.components.map((_, k) => {
    const rows = path.flatMap((mixture, iteration) => {
      const { mean, covariance } = mixture.components[k]!;
      const outline = ellipse(mean, covarianceMatrix(covariance, 2));
      return outline.x.map((x, i) => ({ iteration, x, y: outline.y[i]! }));
    });
    return line({
      name: `component ${k + 1}, 2σ`,
      x: rows.map(({ x }) => x),
      y: rows.map(({ y }) => y),
      frame: rows.map(({ iteration }) => iteration),
    });
  });
  return figure({
    description: `Duration of ${points.length} eruptions against the wait after each, with ` +
      `${first.components.length} ellipses that a slider moves from their start to their end.`,
    ...eruptionAxes,
    slider: { label: "round", min: 0, max: path.length - 1, start: path.length - 1 },
    layers: [
      ...outlines,
      dots({
        name: "eruptions",
        x: points.map(([x]) => x!),
        y: points.map(([, y]) => y!),
        size: 16,
        opacity: 0.5,
      }),
    ],
  });
}

/** The covariance of a component as a full matrix. */
function covarianceMatrix(
  covariance: MixtureShape["components"][number]["covariance"],
  dimension: number,
): number[][] {
  const diagonal = (values: readonly number[]) =>
    values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
  switch (covariance.kind) {
    case "spherical":
      return diagonal(Array.from({ length: dimension }, () => covariance.variance));
    case "diagonal":
      return diagonal(covariance.variances);
    case "full":
      return covariance.matrix.map((row) => [...row]);
    default:
      return covariance satisfies never;
  }
}
