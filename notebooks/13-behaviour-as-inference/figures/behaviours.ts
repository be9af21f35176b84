/** Figures of chapter 13: how likely each behaviour is. */
import {
  dots,
  type Figure,
  figure,
  histogram,
  label,
  type Layer,
  line,
  multiples,
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
 * All probability as one bar for each temperature, cut into behaviours, the best first: each is as
 * wide as it is likely.
 *
 * @param warmths from cold to hot
 * @param offTarget how far each behaviour ends beside the cup, columns
 * @throws {RangeError} when there is no temperature
 */
export function trajectoryBars(warmths: readonly Warmth[], offTarget: readonly number[]): Figure {
  requireSome("warmths", warmths);
  const shares = warmths.map(({ probability }) =>
    offTarget.reduce((sum, off, i) => off === 0 ? sum + probability[i]! : sum, 0)
  );
  const told = warmths.map(({ alpha, probability }, k) =>
    `at α = ${alpha} the best has ${probability[0]!.toFixed(2)}, the cup ${shares[k]!.toFixed(2)}`
  );
  return multiples({
    headline: "Cold, the best is nearly sure;\nhot, the hand forgets the cup",
    description: `For each temperature a bar of length one, cut into ${offTarget.length} ` +
      `behaviours, best first, as wide as each is probable given optimality: ${told.join("; ")}.`,
    x: {
      title: "p(τ | O), behaviours end to end, best first",
      domain: [0, 1],
      values: [0, 0.5, 1],
      grid: false,
    },
    y: { title: "a bar", domain: [0, 2], hidden: true },
    columns: 1,
    height: 48,
    panels: warmths.map(({ alpha, probability }, k) => ({
      title: `α = ${alpha}`,
      layers: [
        ...endToEnd(probability, offTarget),
        label({ text: `straight: ${probability[0]!.toFixed(2)}`, x: 0, y: 1.5, role: "muted" }),
        label({
          text: `${k === 0 ? "all " : ""}at the cup: ${shares[k]!.toFixed(2)}`,
          x: 1,
          y: 1.5,
          role: "wish",
          align: "right",
        }),
      ],
    })),
  });
}

/** A box for each behaviour, as wide as it is probable; those that miss the cup are quiet. */
function endToEnd(probability: ArrayLike<number>, offTarget: readonly number[]): readonly Layer[] {
  const edges = offTarget.reduce<number[]>(
    (ends, _, i) => [...ends, ends.at(-1)! + probability[i]!],
    [0],
  );
  const heights = (wanted: (off: number) => boolean) => offTarget.map((off) => wanted(off) ? 1 : 0);
  return [
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
      opacity: 0.5,
    }),
  ];
}

/** Between two returns: what each temperature makes of one and the same loss. */
const [worse, better] = [-15, -10];

/**
 * Log-probability against return: a straight line a temperature, and what five rewards less cost on
 * each.
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
  const looks = [
    { role: "quiet", dash: "dashed", at: [-5.4, -16], align: "left" },
    { role: "bound", dash: "solid", at: [-11.4, -15.7], align: "left" },
    { role: "world", dash: "dotted", at: [-7, -1.5], align: "center" },
  ] as const;
  const shown = series.map(({ probability }) => order.map((i) => Math.log(probability[i]!)));
  const drops = shown.map((y) => dropOf(x, y));
  return figure({
    headline: "One reward less,\n1/α nats less log-probability",
    description: "Log-probability of each behaviour against its return at three temperatures: " +
      "all behaviours of one temperature lie on a straight line of slope 1/α. Five rewards less " +
      `cost ${series.map(({ alpha }, k) => `${nats(drops[k]!)} nats at α = ${alpha}`).join(", ")}.`,
    x: { title: "return", unit: "reward", domain: [-20, 0.5], values: [-20, -15, -10, -5, 0] },
    y: { title: "log p(τ | O)", unit: "nats", domain: [-41, 1], values: [-40, -30, -20, -10, 0] },
    layers: [
      ...series.flatMap(({ alpha }, k) => {
        const { role, dash, at, align } = looks[k % looks.length]!;
        const y = shown[k]!, look = { role, dash, width: k === 1 ? 3 : 2 };
        return [
          line({ name: `α = ${alpha}`, x, y, ...look }),
          dots({ name: `α = ${alpha}`, x, y, role, size: 55, opacity: 1 }),
          label({ text: `α = ${alpha}`, x: at[0], y: at[1], role, align }),
        ];
      }),
      ...drops.flatMap(stairOf),
    ],
  });
}

/** What a line falls from the better return to the worse one. */
interface Drop {
  readonly from: number;
  readonly to: number;
}

/** A straight line's ends, which are enough to know it everywhere. */
function dropOf(x: readonly number[], y: readonly number[]): Drop {
  const slope = (y.at(-1)! - y[0]!) / (x.at(-1)! - x[0]!);
  const at = (value: number) => y[0]! + slope * (value - x[0]!);
  return { from: at(better), to: at(worse) };
}

const nats = ({ from, to }: Drop) => String(Number((from - to).toFixed(2)));

/** Five to the left, and down to the line. */
function stairOf(drop: Drop): readonly Layer[] {
  return [
    line({
      name: "five rewards less",
      x: [better, worse, worse],
      y: [drop.from, drop.from, drop.to],
      role: "ink",
      width: 1.5,
    }),
    label({
      text: `${nats(drop)} nats`,
      x: worse - 0.3,
      y: Math.max((drop.from + drop.to) / 2, drop.to + 2.7), // off its line, where that is flat
      align: "right",
    }),
  ];
}
