/** Figures of chapter 07 about what a code tells, and what it earns by it. */
import { band, type Figure, figure, label, line, note, requireSome, rule, runs } from "lib/viz";

type Row = readonly number[];

/** What {@link tellingCurve} draws, nats. */
export interface TellingParts {
  /** How many pixels show the bit; fractions by weight. */
  readonly pixels: Row;
  /** The most a Gaussian number earns. */
  readonly gains: Row;
}

/** Earned by telling an even bit, over the pixels that show it. */
export function tellingCurve({ pixels, gains }: TellingParts): Figure {
  const { first, last } = requireSome("pixels", pixels);
  const bound = pixels.map((n) => (n - 1) * Math.LN2);
  const four = gains[pixels.findIndex((n) => n > 3.99)]!;
  const one = gains[0]! === 0 ? "0" : gains[0]!.toFixed(2);
  return figure({
    headline: "A bit that one pixel shows\nis not worth telling",
    description:
      `Nats earned by telling an even bit over the number of pixels that show it: 0 at one ` +
      `pixel, ${four.toFixed(2)} at four, ${
        gains.at(-1)!.toFixed(2)
      } at ${last}; below the bound of (n − 1) log 2.`,
    x: { title: "pixels that show the bit, n", domain: [first, last], values: [1, 2, 3, 4, 5, 6] },
    y: { title: "earned by telling", unit: "nats", domain: [-0.3, 3.8], values: [0, 1, 2, 3] },
    height: 260,
    layers: [
      rule({ y: 0, label: "", role: "quiet" }),
      line({ name: "bound", x: pixels, y: bound, role: "ink", dash: "dashed", width: 2 }),
      line({ name: "a Gaussian number", x: pixels, y: gains, role: "bound", width: 3 }),
      label({ text: "(n − 1) log 2", x: 3.7, y: 2.25, align: "right" }),
      label({ text: "a Gaussian number", x: 6, y: 1.15, role: "bound", align: "right" }),
      note({
        text: `one pixel: ${one} nats`,
        x: 2.4,
        y: 0.3,
        at: { x: 1.05, y: 0.03 },
        align: "left",
      }),
    ],
  });
}

/** What {@link memoryCurves} draws: how often the decoder tells held from lying, `[runs][places]` each. */
export interface MemoryParts {
  readonly updates: Row;
  readonly one: readonly Row[];
  readonly two: readonly Row[];
  readonly four: readonly Row[];
}

/** When codes take note of the key. */
export function memoryCurves({ updates, one, two, four }: MemoryParts): Figure {
  const x = updates.map((each) => each / 1000), last = x.at(-1)!;
  const end = meanOf(one).at(-1)!;
  const row = (
    name: string,
    rows: readonly Row[],
    role: "bound" | "world" | "quiet",
    dash: "solid" | "dashed" | "dotted",
  ) => [
    runs({ name, x, runs: rows, role, opacity: 0.4 }),
    line({ name: `${name}, mean`, x, y: meanOf(rows), role, dash, width: 3 }),
  ];
  return figure({
    headline: "The fewer pixels the key has,\nthe later it is noticed",
    description:
      `How often the decoder draws the key as held if and only if it is, over updates of the ` +
      `autoencoder, ${one.length} runs each: with four pixels at once, with two later, with one it is ` +
      `${end.toFixed(2)} on average after ${(1000 * last).toFixed(0)} updates; ½ is guessing.`,
    x: {
      title: "updates of the autoencoder",
      unit: "thousands",
      domain: [0, 1.27 * last],
      values: [0, 2, 4, 6, 8],
    },
    y: {
      title: "told by the decoder",
      unit: "share right",
      domain: [0.38, 1.06],
      values: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
    },
    height: 290,
    layers: [
      rule({ y: 0.5, label: "", role: "ink" }),
      ...row("four", four, "quiet", "dotted"),
      ...row("two", two, "world", "dashed"),
      ...row("one", one, "bound", "solid"),
      label({ text: "four pixels", x: 0.3, y: 1.04, role: "quiet" }),
      label({ text: "two pixels", x: 1.75, y: 0.85, role: "world" }),
      label({ text: "one pixel", x: 0.3, y: 0.455, role: "bound" }),
      label({ text: "guessing", x: last, y: 0.455, align: "right", bold: false }),
      note({
        text: ["mean", end.toFixed(2)],
        x: 1.06 * last,
        y: 0.7,
        at: { x: 1.005 * last, y: end - 0.01 },
        align: "left",
      }),
    ],
  });
}

export const meanOf = (rows: readonly Row[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** What one thing in the frame is worth telling, nats. */
export interface Lot {
  readonly name: string;
  readonly worth: number;
}

/** Everything in the frame, by what telling it can earn at most: a bar each, its name above it. */
export function auction(lots: readonly Lot[]): Figure {
  const least = lots.reduce((a, b) => a.worth < b.worth ? a : b);
  const most = lots.reduce((a, b) => a.worth > b.worth ? a : b);
  const roleOf = ({ name }: Lot) => name === least.name ? "bound" as const : "quiet" as const;
  return figure({
    headline: "What opens the door\nearns a code the least",
    description: `What telling each thing can earn at most, nats: ${
      lots.map(({ name, worth }) => `${name} ${worth.toFixed(2)}`).join(", ")
    }.`,
    x: {
      title: "earned by telling, at most",
      unit: "nats",
      domain: [0, 17],
      values: [0, 5, 10, 15],
    },
    y: { title: "what is told", domain: [lots.length - 0.25, -0.6], hidden: true },
    height: 44 * lots.length,
    layers: [
      ...lots.map((lot, y) =>
        band({
          name: lot.name,
          x: [0, lot.worth],
          low: [y + 0.43, y + 0.43],
          high: [y + 0.07, y + 0.07],
          role: roleOf(lot),
          opacity: 0.9,
        })
      ),
      ...lots.map((lot, y) => {
        const words = `${lot.name}: ${lot.worth.toFixed(lot.worth < 10 ? 2 : 1)}`;
        return label({ text: words, x: 0, y: y - 0.22, role: roleOf(lot) });
      }),
      note({
        text: `1/${Math.round(most.worth / least.worth)} of the ${most.name}`,
        x: 4.5,
        y: lots.indexOf(least) + 0.25,
        at: { x: least.worth + 0.2, y: lots.indexOf(least) + 0.25 },
        align: "left",
      }),
    ],
  });
}
