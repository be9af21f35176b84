import { rule } from "./annotations.ts";
import { type Figure, figure } from "./figure.ts";
import { line } from "./layers.ts";

/**
 * The soft maximum of two action values beside their maximum.
 *
 * @param advantages Q of the first action; the other has Q = 0
 * @param soft log(½ e^Q + ½) at each, nats
 */
export function softMaximumHinge(advantages: readonly number[], soft: readonly number[]): Figure {
  return figure({
    description:
      "The maximum of Q and 0 has a kink at zero; the soft maximum, its log of an average " +
      "of exponentials, rounds the kink off and stays at most log 2 below.",
    x: { title: "Q of one action; the other has 0", unit: "nats" },
    y: { title: "V", unit: "nats", domain: [-1.6, 6] },
    layers: [
      line({ name: "maximum", x: advantages, y: advantages.map((q) => Math.max(q, 0)) }),
      line({ name: "soft maximum, prior ½ and ½", x: advantages, y: soft }),
      rule({ y: -Math.LN2, label: "−log 2", place: "end" }),
    ],
    height: 240,
  });
}
