/** Figures of chapter 13: how likely each behaviour is. */
import {
  dots,
  type Figure,
  figure,
  histogram,
  label,
  line,
  multiples,
  note,
  requireSome,
} from "lib/viz";

/** How likely each behaviour is at one temperature. */
export interface Warmth {
  /** As it is written, `"¼"`. */
  readonly alpha: string;
  /** Of each behaviour, best first. */
  readonly probability: ArrayLike<number>;
}

/**
 * A bar for every behaviour, best first, in one panel for each temperature.
 *
 * @param warmths from cold to hot
 * @param offTarget how far each behaviour ends beside the cup, columns
 * @throws {RangeError} when there is no temperature
 */
export function trajectoryBars(warmths: readonly Warmth[], offTarget: readonly number[]): Figure {
  const { first, last } = requireSome("warmths", warmths);
  const edges = [...offTarget, 0].map((_, i) => i + 0.5);
  const best = (warmth: Warmth) => warmth.probability[0]!.toFixed(2);
  const seven = ({ probability }: Warmth) =>
    Array.from(probability).slice(0, 7).reduce((sum, p) => sum + p, 0).toFixed(2);
  return multiples({
    headline: "Cold, the best is nearly sure;\nhot, the hand forgets the cup",
    description: `Probability of each of ${offTarget.length} behaviours given optimality, best ` +
      `first, at α = ${warmths.map(({ alpha }) => alpha).join(", ")}: the best one falls from ` +
      `${best(first)} to ${best(last)}, where the best seven together hold ${seven(last)}.`,
    x: {
      title: "behaviour, by return, best first",
      domain: [0.5, offTarget.length + 0.5],
      values: [1, offTarget.length],
      grid: false,
    },
    y: { title: "p(τ | O)", domain: [0, 1], values: [0, 0.5, 1] },
    columns: 2,
    height: 110,
    panels: warmths.map((warmth, k) => {
      const heights = (wanted: (off: number) => boolean) =>
        offTarget.map((off, i) => (wanted(off) ? warmth.probability[i]! : 0));
      return {
        title: `α = ${warmth.alpha}`,
        layers: [
          histogram({
            name: "reaches the cup",
            edges,
            heights: heights((off) => off === 0),
            role: "wish",
            opacity: 1,
          }),
          histogram({
            name: "misses it",
            edges,
            heights: heights((off) => off > 0),
            role: "quiet",
            opacity: 0.75,
          }),
          label({ text: best(warmth), x: 2.2, y: Math.min(0.9, warmth.probability[0]! + 0.1) }),
          ...(k === 1
            ? [
              label({ text: "at the cup", x: 11, y: 0.42, role: "wish" }),
              label({ text: "misses", x: 14, y: 0.18, role: "quiet" }),
            ]
            : []),
        ],
      };
    }),
  });
}

/**
 * Log-probability against return: a straight line a temperature.
 *
 * @param returns of each behaviour
 * @param series a probability per behaviour at several temperatures, coldest first
 */
export function probabilityOfReturn(
  returns: readonly number[],
  series: readonly { readonly alpha: number; readonly probability: ArrayLike<number> }[],
): Figure {
  requireSome("series", series);
  const order = returns.map((_, i) => i).toSorted((i, j) => returns[i]! - returns[j]!);
  const x = order.map((i) => returns[i]!);
  const counts = [...Map.groupBy(x, (each) => each)].map(([value, { length }]) => [value, length]);
  const looks = [
    { role: "quiet", dash: "dashed", at: [-15.2, -37], align: "left" },
    { role: "bound", dash: "solid", at: [-14, -13], align: "right" },
    { role: "world", dash: "dotted", at: [-14, -2.6], align: "right" },
  ] as const;
  const shown = series.map(({ probability }) => order.map((i) => Math.log(probability[i]!)));
  const middle = series[1] === undefined ? 0 : 1;
  const [six] = counts.filter(([, count]) => count === 6).toSorted((a, b) => a[0]! - b[0]!);
  const [place, crowd] = six ?? counts[0]!;
  return figure({
    headline: "One reward less,\n1/α nats less log-probability",
    description: "Log-probability of each behaviour against its return at three temperatures: " +
      "all behaviours of one temperature lie on a straight line of slope 1/α.",
    x: { title: "return", unit: "reward", domain: [-20, 0.5], values: [-20, -15, -10, -5, 0] },
    y: { title: "log p(τ | O)", unit: "nats", domain: [-41, 1], values: [-40, -30, -20, -10, 0] },
    layers: series.flatMap(({ alpha }, k) => {
      const { role, dash, at, align } = looks[k % looks.length]!;
      const y = shown[k]!;
      return [
        line({ name: `α = ${alpha}`, x, y, role, dash, width: k === middle ? 3 : 2 }),
        dots({ name: `α = ${alpha}`, x, y, role, size: 55, opacity: 1 }),
        label({ text: `α = ${alpha}`, x: at[0], y: at[1], role, align }),
      ];
    }).concat([
      note({
        text: [`${crowd} behaviours`, "in this dot"],
        x: -6,
        y: -24,
        at: { x: place!, y: shown[middle]![x.indexOf(place!)]! - 0.8 },
        align: "center",
      }),
    ]),
  });
}
