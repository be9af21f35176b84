/** Figure of chapter 04: the two directions of the divergence on two humps. */
import { band, type Figure, figure, label, line, note } from "lib/viz";

/** A normal density. */
export interface Hump {
  readonly mean: number;
  readonly std: number;
}

const density = ({ mean, std }: Hump, z: number) =>
  Math.exp(-0.5 * ((z - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));

/** A mixture of two humps, both fits by KL(q ‖ p) and the one by KL(p ‖ q). */
export function twoDirections(
  humps: {
    readonly weights: readonly number[];
    readonly means: readonly number[];
    readonly std: number;
  },
  left: Hump,
  right: Hump,
  whole: Hump,
): Figure {
  const z = Array.from({ length: 181 }, (_, i) => -5 + i / 18);
  const mixture = z.map((each) =>
    humps.weights.reduce(
      (sum, w, k) => sum + w * density({ mean: humps.means[k]!, std: humps.std }, each),
      0,
    )
  );
  return figure({
    headline: "One direction takes a hump,\nthe other takes the valley, too",
    description: "A density with a large hump at −2 and a smaller one at 2. The two guesses that " +
      `minimize KL(q ‖ p) sit on one hump each, at ${left.mean.toFixed(2).replace("-", "−")} and ` +
      `${right.mean.toFixed(2)}; the one that minimizes KL(p ‖ q) is a low wide hill over both, ` +
      `centred at ${whole.mean.toFixed(2).replace("-", "−")} in the valley.`,
    x: { title: "z", domain: [-5, 5], values: [-4, -2, 0, 2, 4], grid: false },
    y: { title: "density", domain: [0, 0.95], values: [0, 0.3, 0.6, 0.9], grid: false },
    height: 270,
    layers: [
      band({
        name: "p",
        x: z,
        low: z.map(() => 0),
        high: mixture,
        role: "quiet",
        opacity: 0.45,
      }),
      line({
        name: "q on the right",
        x: z,
        y: z.map((each) => density(right, each)),
        role: "bound",
        width: 2,
        dash: "dotted",
      }),
      line({
        name: "q on the left",
        x: z,
        y: z.map((each) => density(left, each)),
        role: "bound",
        width: 3,
      }),
      line({
        name: "moments",
        x: z,
        y: z.map((each) => density(whole, each)),
        role: "world",
        dash: "dashed",
        width: 2.5,
      }),
      label({ text: "KL(q ‖ p), from −1", x: -4.9, y: 0.88, role: "bound" }),
      label({ text: "and from 1", x: 4.9, y: 0.88, role: "bound", align: "right" }),
      label({ text: "p", x: -2, y: 0.28, align: "center", halo: false }),
      note({
        text: ["KL(p ‖ q)", "sits in the", "valley"],
        x: 0,
        y: 0.55,
        at: { x: whole.mean + 0.2, y: density(whole, whole.mean) + 0.01 },
        role: "world",
      }),
    ],
  });
}
