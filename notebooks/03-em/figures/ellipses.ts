/** Figures of chapter 03: Old Faithful in clusters. */
import { dots, ellipse, type Figure, figure, type Layer, line, requireSome } from "lib/viz";
import { covarianceMatrix, type Mixture } from "lib/prob";

/** Eruptions against waits, coloured by the likelier component, with an ellipse for each. */
export function clusteredPoints(
  points: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  mixture: Mixture,
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
    const outline = ellipse(component.mean, covarianceMatrix(component));
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
  path: readonly Mixture[],
): Figure {
  const { first } = requireSome("path", path);
  const outlines = first.components.map((_, k) => {
    const rows = path.flatMap((mixture, iteration) => {
      const component = mixture.components[k]!;
      const outline = ellipse(component.mean, covarianceMatrix(component));
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
