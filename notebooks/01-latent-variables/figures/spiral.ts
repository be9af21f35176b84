/** One hidden number, wound around a spiral. */
import { dots, type Figure, figure, label, line } from "lib/viz";

/**
 * Points drawn along a curve, and where on the curve some hidden numbers lie.
 *
 * @param points draws of x
 * @param at the curve's point for a hidden z
 */
export function spiralPoints(
  points: readonly (readonly [number, number])[],
  at: (z: number) => readonly [number, number],
): Figure {
  const curve = Array.from({ length: 201 }, (_, i) => at(-2 + i / 50)); // |z| ≤ 2: 95 % of all
  const tails = [-1, 1].map((side) =>
    Array.from({ length: 61 }, (_, i) => at(side * (2 + i / 50)))
  );
  const marks = [-1.5, -0.5, 0.5, 1.5].map((z) => ({ z, place: at(z) }));
  const domain = [-2.1, 2.1] as const;
  const values = [-2, -1, 0, 1, 2];
  return figure({
    headline: "One hidden number, wound up\nand blurred: no textbook's density",
    description: `${points.length} points in the plane that lie along a spiral, densest near its ` +
      "middle part; the noise-free spiral is drawn through them, with the places where the hidden " +
      "number z is −1.5, −0.5, 0.5 and 1.5, thin where z is beyond ±2.",
    x: { title: "first coordinate of x", domain, values },
    y: { title: "second coordinate of x", domain, values, grid: false },
    width: 400,
    height: 400,
    keepsShape: true,
    layers: [
      dots({
        name: "a draw of x",
        x: points.map(([x]) => x),
        y: points.map(([, y]) => y),
        size: 12,
        opacity: 0.45,
        role: "quiet",
      }),
      ...tails.map((tail) =>
        line({
          name: "the curve, where z is rare",
          x: tail.map(([x]) => x),
          y: tail.map(([, y]) => y),
          width: 0.8,
          role: "world",
        })
      ),
      label({
        text: "thin: |z| > 2",
        x: 2.05,
        y: 1.85,
        align: "right",
        role: "world",
        bold: false,
      }),
      line({
        name: "the curve, no noise",
        x: curve.map(([x]) => x),
        y: curve.map(([, y]) => y),
        width: 2.5,
        role: "world",
      }),
      dots({
        name: "a hidden number",
        x: marks.map(({ place }) => place[0]),
        y: marks.map(({ place }) => place[1]),
        size: 90,
        opacity: 1,
        role: "world",
      }),
      ...marks.map(({ z, place }) => zLabel(z, place)),
    ],
  });
}

/** Its words stand outside the curve, above its top or below its foot. */
function zLabel(z: number, [x, y]: readonly [number, number]) {
  const text = `z = ${String(z).replace("-", "−")}`;
  return label({ text, x, y: y + 0.2 * Math.sign(y), align: "center", role: "world" });
}
