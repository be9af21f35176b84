/** Figures of chapter 04: what independence cannot cover, and two ways to its top. */
import { dots, type Figure, figure, label, line, note } from "lib/viz";
import { type Bell, outline, spreadOf } from "./gaussians.ts";

/** A number as it is printed, with a true minus. */
const shown = (value: number, digits: number) => value.toFixed(digits).replace("-", "−");

/**
 * The posterior of two causes as a ridge, the best independent guess inside it, and the product of
 * the marginals around it.
 */
export function whatMeanFieldMisses(posterior: Bell, guess: Bell, marginals: Bell): Figure {
  const [m1, m2] = posterior.mean as [number, number];
  const [mine, true_] = [spreadOf(guess)[0]![0]!, spreadOf(posterior)[0]![0]!];
  return figure({
    headline: "The independent guess has the right\nmiddle and misses the ridge",
    description: "Outlines at two standard deviations over two causes: the posterior is a long " +
      `ridge, falling from left to right; the best independent guess is a small circle in its ` +
      `middle, variance ${mine.toFixed(3)} in place of ${true_.toFixed(3)}; the product of the ` +
      "marginals is a large circle that reaches into the empty corners.",
    x: { title: "cause z₁", domain: [-1.5, 3.3], values: [-1, 0, 1, 2, 3], grid: false },
    y: { title: "cause z₂", domain: [-1.5, 3.3], values: [-1, 0, 1, 2, 3], grid: false },
    height: 450,
    keepsShape: true,
    layers: [
      ...[1, 2].map((radius) =>
        line({
          name: `posterior ${radius}`,
          ...outline(posterior, radius),
          role: "ink",
          width: radius === 2 ? 3 : 1.2,
        })
      ),
      line({
        name: "marginals",
        ...outline(marginals, 2),
        role: "world",
        dash: "dashed",
        width: 2.5,
      }),
      ...[1, 2].map((radius) =>
        line({
          name: `guess ${radius}`,
          ...outline(guess, radius),
          role: "bound",
          width: radius === 2 ? 3 : 1.2,
        })
      ),
      dots({ name: "middle", x: [m1], y: [m2], role: "ink", size: 50 }),
      label({ text: "posterior", x: -0.6, y: 2.75 }),
      label({ text: "marginals", x: 3.3, y: 2.55, role: "world", align: "right" }),
      note({
        text: ["best independent q:", `variance ${mine.toFixed(2)}, not ${true_.toFixed(2)}`],
        x: 0.05,
        y: -1,
        at: { x: m1 - 0.62, y: m2 - 0.65 },
        role: "bound",
      }),
    ],
  });
}

/**
 * Coordinate ascent as a staircase and a plain gradient, on one posterior.
 *
 * @param corners where the staircase turns, `[n][2]`
 * @param steps the gradient's places, `[n][2]`
 */
export function twoClimbs(
  posterior: Bell,
  corners: readonly (readonly number[])[],
  steps: readonly (readonly number[])[],
): Figure {
  const column = (rows: readonly (readonly number[])[], d: number) => rows.map((row) => row[d]!);
  const away = Math.abs(steps.at(-1)![0]! - posterior.mean[0]!);
  return figure({
    headline: "Coordinates climb in stairs,\na slope creeps along the ridge",
    description:
      "Outlines of a posterior over two causes with two ways to its middle: coordinate " +
      "ascent turns at right angles, the gradient first climbs onto the ridge and then creeps along " +
      `it; its first mean is ${away.toFixed(3)} off after ${steps.length - 1} steps.`,
    x: { title: "μ₁", domain: [-1.8, 3], values: [-1, 0, 1, 2, 3], grid: false },
    y: { title: "μ₂", domain: [-0.8, 3], values: [0, 1, 2, 3], grid: false },
    height: 355,
    keepsShape: true,
    layers: [
      ...[0.5, 1, 1.5, 2, 3, 4].map((radius) =>
        line({ name: `level ${radius}`, ...outline(posterior, radius), role: "quiet", width: 0.8 })
      ),
      line({
        name: "gradient",
        x: column(steps, 0),
        y: column(steps, 1),
        role: "world",
        dash: "dashed",
        width: 2.5,
        casing: true,
      }),
      dots({
        name: "gradient steps",
        x: column(steps, 0),
        y: column(steps, 1),
        role: "world",
        shape: "square",
        size: 22,
      }),
      line({
        name: "coordinates",
        x: column(corners, 0),
        y: column(corners, 1),
        role: "bound",
        width: 3,
        casing: true,
      }),
      dots({
        name: "start",
        x: [corners[0]![0]!],
        y: [corners[0]![1]!],
        role: "ink",
        size: 60,
      }),
      label({ text: "start", x: -1.5, y: -0.25, align: "center" }),
      label({ text: ["one coordinate", "at a time"], x: -0.6, y: -0.33, role: "bound" }),
      label({ text: ["plain gradient,", "step 0.1"], x: -1.7, y: 2.0, role: "world" }),
      note({
        text: ["the top, at", `(${shown(posterior.mean[0]!, 2)}, ${shown(posterior.mean[1]!, 2)})`],
        x: 1.75,
        y: 2.6,
        at: { x: posterior.mean[0]! + 0.02, y: posterior.mean[1]! + 0.05 },
      }),
    ],
  });
}
