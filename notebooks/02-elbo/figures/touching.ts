/** Figure of chapter 02: bounds that touch, and where their tops lie. */
import { dots, type Figure, figure, label, line, note, requireSome } from "lib/viz";

/**
 * A log-likelihood over a model parameter, with bounds that touch it from below.
 *
 * @param parameter positions, in order
 * @param logEvidence log p(x; a) at each, nats
 * @param bounds each tight at its `start`, with its value at each position
 */
export function touchingBounds(
  parameter: readonly number[],
  logEvidence: readonly number[],
  bounds: readonly { readonly start: number; readonly bound: readonly number[] }[],
): Figure {
  requireSome("bounds", bounds);
  const lowest = -3.6;
  const nearest = (place: number) =>
    parameter.reduce(
      (best, x, i) => Math.abs(x - place) < Math.abs(parameter[best]! - place) ? i : best,
      0,
    );
  const climbs = bounds.map(({ start, bound }) => {
    const top = bound.indexOf(Math.max(...bound)), from = nearest(start);
    const [low, high] = [Math.min(from, top), Math.max(from, top)];
    return { x: parameter.slice(low, high + 1), y: bound.slice(low, high + 1), top, bound };
  });
  return figure({
    headline: "Each bound touches log p once;\nits top is uphill from there",
    description:
      `The log-likelihood over the model's slope a, with ${bounds.length} lower bounds; ` +
      "each touches it at one dot, never crosses it, and has its own top further uphill.",
    x: { title: "model parameter a", domain: [0, 4], values: [0, 1, 2, 3, 4] },
    y: { title: "log p and its bounds", unit: "nats", domain: [lowest, -1.95], ticks: 4 },
    layers: [
      ...bounds.map(({ bound }, k) =>
        line({
          name: `bound ${k + 1}`,
          ...above(lowest, parameter, bound),
          role: "bound",
          width: 1.5,
        })
      ),
      line({
        name: "log p(x; a)",
        ...above(lowest, parameter, logEvidence),
        role: "ink",
        width: 3,
      }),
      ...climbs.map(({ x, y }, k) =>
        line({ name: `climb ${k + 1}`, x, y, role: "bound", width: 5 })
      ),
      dots({
        name: "touches",
        x: bounds.map(({ start }) => start),
        y: bounds.map(({ start }) => logEvidence[nearest(start)]!),
        role: "ink",
        size: 80,
      }),
      dots({
        name: "tops",
        x: climbs.map(({ top }) => parameter[top]!),
        y: climbs.map(({ top, bound }) => bound[top]!),
        role: "bound",
        shape: "triangle-up",
        size: 80,
      }),
      label({ text: "log p(x; a)", x: 4, y: -2.12, align: "right" }),
      label({ text: ["climb"], x: 0.8, y: -2.47, role: "bound", align: "right" }),
      label({
        text: ["three bounds,", "q fixed"],
        x: 3.05,
        y: -3.15,
        role: "bound",
        align: "center",
      }),
      note({
        text: "touches at 0.7",
        x: 1.5,
        y: -2.85,
        at: { x: 0.76, y: -2.76 },
        align: "left",
      }),
    ],
  });
}

/** The part of a curve that the frame holds. */
function above(lowest: number, x: readonly number[], y: readonly number[]) {
  const seen = x.map((each, i) => ({ x: each, y: y[i]! })).filter((place) => place.y >= lowest);
  return { x: seen.map((place) => place.x), y: seen.map((place) => place.y) };
}
