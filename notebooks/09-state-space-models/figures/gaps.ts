/** Figures of gaps: the bet, what a look ahead buys, and the two prices that add up. */
import { dots, type Figure, figure, label, line, note, partBars, requireSome } from "lib/viz";

/** A guess and its gap. */
export interface Guess {
  readonly name: string;
  readonly gap: number;
}

/** The gap of each guess, in the order of what it was made from. */
export function bet(guesses: readonly Guess[]): Figure {
  requireSome("guesses", guesses);
  const most = Math.max(...guesses.map(({ gap }) => gap));
  return partBars({
    headline: "Right about every year is not\nright about the century",
    description: "KL from the posterior of a hundred years of the Nile's level: " +
      guesses.map(({ name, gap }) => `${name.replace("  ", ": ")} ${gap.toFixed(1)}`).join(", ") +
      " nats.",
    x: {
      title: "gap to the exact posterior",
      unit: "nats",
      domain: [0, most * 1.14],
      values: [0, 50, 100, 150, 200],
    },
    zero: "exact",
    parts: [{ name: "gap", role: "bound" }],
    bars: guesses.map(({ name, gap }) => ({
      name,
      values: [gap],
      ...(gap < 0.2 * most ? { end: gap.toFixed(2) } : {}), // no room inside the bar
    })),
  });
}

/** What the unseen costs over how far one sees ahead: on average, and on the Nile. */
export function lookingAhead(
  { ahead, price, nile, independence }: {
    readonly ahead: readonly number[];
    /** Averaged over what the model would produce. */
    readonly price: readonly number[];
    /** On the hundred years that were. */
    readonly nile: readonly number[];
    /** What independence costs, for comparison. */
    readonly independence: number;
  },
): Figure {
  requireSome("ahead", ahead);
  const five = ahead.indexOf(5);
  return figure({
    headline: "Each year of hindsight about\nhalves what a chain still pays",
    description: `Gap of the best chain over the years it sees ahead: ${
      ahead.map((h, i) => `${h}: ${price[i]!.toFixed(2)}`).join(", ")
    } nats on average over the model, ${nile[0]!.toFixed(2)} on the Nile with no look ahead; ` +
      `independence costs ${independence.toFixed(1)}.`,
    x: { title: "years seen ahead", domain: [0, 10.4], values: [0, 2, 4, 6, 8, 10] },
    y: { title: "gap", unit: "nats", domain: [0, 24], values: [0, 5, 10, 15, 20] },
    height: 270,
    layers: [
      line({
        name: "independence",
        x: [0, 10.4],
        y: [independence, independence],
        role: "quiet",
        width: 1.5,
      }),
      line({ name: "average", x: ahead, y: price, role: "bound", width: 3 }),
      dots({ name: "the Nile", x: ahead, y: nile, role: "ink", size: 40 }),
      label({
        text: "independent steps, all seen",
        x: 10.2,
        y: 22.8,
        role: "quiet",
        align: "right",
      }),
      label({ text: "chain, on average", x: 0.8, y: 13.4, role: "bound" }),
      label({ text: "dots: on this river", x: 1.4, y: 10, role: "ink", bold: false }),
      note({
        text: ["five years ahead:", `${price[five]!.toFixed(2)} nats`],
        x: 6.4,
        y: 5.2,
        at: { x: 5, y: price[five]! },
      }),
    ],
  });
}

/** Four families of encoders, and the two prices that they pay or do not. */
export function twoPrices(
  { independence, blindness }: { readonly independence: number; readonly blindness: number },
): Figure {
  const bar = (name: string, values: readonly [number, number]) => {
    const all = values[0] + values[1], isWhole = values.includes(all) && all > 0;
    return { name, values, ...(isWhole ? {} : { end: all.toFixed(2) }) };
  };
  return partBars({
    headline: "Two prices, and they add up:\nfor independence, for blindness",
    description: `Gaps of the best encoder of four families on a hundred steps: independent and ` +
      `blind to the future ${(independence + blindness).toFixed(1)}, independent ` +
      `${independence.toFixed(1)}, blind ${blindness.toFixed(1)}, neither 0 nats.`,
    x: {
      title: "gap of the family's best, on average",
      unit: "nats",
      domain: [0, 46],
      values: [0, 10, 20, 30, 40],
    },
    zero: "exact",
    parts: [{ name: "independence", role: "bound" }, { name: "blindness", role: "world" }],
    bars: [
      bar("independent, past", [independence, blindness]),
      bar("independent, all", [independence, 0]),
      bar("chain, past", [0, blindness]),
      bar("chain, all", [0, 0]),
    ],
  });
}
