/** Figure of chapter 14: a maximum, and the soft one below it. */
import { band, type Figure, figure, label, line, note } from "lib/viz";

/**
 * The soft maximum of two action values beside their maximum.
 *
 * @param advantages Q of the first action, in order; the other has Q = 0
 * @param soft log(½ e^Q + ½) at each, nats
 */
export function softMaximumHinge(advantages: readonly number[], soft: readonly number[]): Figure {
  const hard = advantages.map((q) => Math.max(q, 0));
  const place = Math.max(0, advantages.findIndex((q) => q >= 4));
  const [at, gap] = [advantages[place]!, hard[place]! - soft[place]!];
  return figure({
    headline: "A maximum with the kink taken off,\nat most log 2 below it",
    description:
      "The maximum of Q and 0 has a kink at zero; the soft maximum, its log of an average " +
      "of exponentials, rounds the kink off and stays at most log 2 below.",
    x: {
      title: "Q of one action; the other has 0",
      unit: "nats",
      domain: [-6, 6],
      values: [-6, -3, 0, 3, 6],
    },
    y: { title: "V", unit: "nats", domain: [-1.2, 6], values: [0, 2, 4, 6] },
    height: 250,
    layers: [
      band({ name: "the gap", x: advantages, low: soft, high: hard, role: "bound", opacity: 0.2 }),
      line({ name: "maximum", x: advantages, y: hard, role: "ink", dash: "dashed", width: 2 }),
      line({ name: "soft maximum", x: advantages, y: soft, role: "bound", width: 3 }),
      label({ text: "maximum", x: 2.3, y: 3.7, align: "right" }),
      label({ text: "soft maximum", x: -5.8, y: -1, role: "bound" }),
      note({
        text: [`${gap.toFixed(2)} nats below;`, "log 2 in the limit"],
        x: 3.7,
        y: 0.35,
        at: { x: at, y: soft[place]! - 0.1 },
        align: "center",
      }),
    ],
  });
}
