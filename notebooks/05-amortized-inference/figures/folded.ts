/** Figures of chapter 05 about the folded world. */
import { type Figure, figure, heat, label, line, note, panels, requireSome } from "lib/viz";
import { runs, stack } from "lib/viz";
import { quantile } from "lib/math";

type Row = readonly number[];

/** A guess for every x. */
export interface Guesses {
  readonly means: Row;
  readonly stds: Row;
}

/** What {@link foldedWorld} draws. */
export interface FoldedParts {
  /** Equally spaced. */
  readonly x: Row;
  readonly z: Row;
  /** p(z | x) over its largest value at that x, for every second x; z fastest. */
  readonly posterior: Row;
  readonly best: Guesses;
  readonly network: Guesses;
  /** Gaps at each x, nats. */
  readonly approximation: Row;
  readonly amortization: Row;
  /** Where the best guess jumps, for x > 0. */
  readonly jump: number;
}

/** The posterior as a map, the best guess and the network's on it; the gap in its two parts below. */
export function foldedWorld(parts: FoldedParts): Figure {
  const { x, z, approximation, amortization, jump } = parts;
  const coarse = x.filter((_, i) => i % 2 === 0);
  const most = Math.max(...x.map((_, i) => Math.abs(x[i]!) < 2 ? amortization[i]! : 0));
  return panels({
    columns: 1,
    headline: "The best guess jumps;\na network cannot",
    description: "Above: what is believed of z for every x, a path that folds back twice, with " +
      `the best Gaussian guess, which jumps at x = ±${jump.toFixed(2)}, and the network's, which ` +
      "passes through without a jump. Below: the gap at every x, approximation and amortization " +
      `stacked; beside the jump the second reaches ${most.toFixed(2)} nats.`,
    figures: [
      figure({
        description: "The posterior of z over x, with the best guess and the network's.",
        x: { title: "datum x", domain: [-2.2, 2.2], values: [-2, -1, 0, 1, 2], grid: false },
        y: { title: "hidden z", domain: [-3, 3], values: [-2, 0, 2], grid: false },
        height: 300,
        layers: [
          heat({
            name: "p(z | x)",
            x: coarse.flatMap((each) => z.map(() => each)),
            y: coarse.flatMap(() => [...z]),
            value: parts.posterior,
            cell: [coarse[1]! - coarse[0]!, z[1]! - z[0]!],
            scale: "ramp",
            legend: false,
          }),
          ...pieces(parts.best, x).map(([from, to], i) =>
            line({
              name: `best guess, piece ${i + 1}`,
              x: x.slice(from, to),
              y: parts.best.means.slice(from, to),
              role: "ink",
              width: 6,
              casing: true,
            })
          ),
          line({
            name: "network",
            x,
            y: parts.network.means,
            role: "bound",
            width: 3,
            dash: "dashed",
          }),
          label({ text: "best guess for each x", x: -2.1, y: 1.5 }),
          label({ text: "shades: posterior", x: -2.1, y: 2.6, role: "muted", bold: false }),
          label({ text: "network's guess", x: 2.1, y: -1.5, role: "bound", align: "right" }),
        ],
      }),
      figure({
        description: "The gap over x, in two parts.",
        x: { title: "datum x", domain: [-2.2, 2.2], values: [-2, -1, 0, 1, 2] },
        y: { title: "gap, log p(x) − ELBO", unit: "nats", domain: [0, 1], values: [0, 0.5, 1] },
        height: 170,
        layers: [
          stack({
            x,
            parts: [
              { name: "approximation", y: approximation, role: "quiet" },
              { name: "amortization", y: amortization, role: "bound" },
            ],
            sum: "whole gap",
          }),
          label({ text: "approximation", x: 0, y: 0.45, role: "muted", align: "center" }),
          note({
            text: `amortization: ${most.toFixed(2)}`,
            x: 0.4,
            y: 0.88,
            at: { x: jump + 0.08, y: 0.8 },
            align: "right",
            role: "bound",
          }),
        ],
      }),
    ],
  });
}

/** Where a guess is continuous: stretches of x between its jumps. */
function pieces({ means }: Guesses, x: Row): readonly (readonly [number, number])[] {
  const cuts = [0];
  for (let i = 1; i < x.length; i++) {
    if (Math.abs(means[i]! - means[i - 1]!) > 0.4) cuts.push(i);
  }
  return [...cuts, x.length].slice(1).map((to, i) => [cuts[i]!, to] as const);
}

/** The whole gap over steps, for each teacher every run. */
export function teacherCurves(parts: {
  readonly every: number;
  readonly teachers: readonly { readonly name: string; readonly runs: readonly Row[] }[];
  readonly live: Row;
}): Figure {
  requireSome("teachers", parts.teachers);
  const looks = [
    { role: "bound", dash: "solid" },
    { role: "causeA", dash: "dotted" },
    { role: "world", dash: "dashed" },
  ] as const;
  const x = parts.teachers[0]!.runs[0]!.map((_, i) => i * parts.every);
  const medianOf = (rows: readonly Row[]) =>
    rows[0]!.map((_, i) => quantile(rows.map((row) => row[i]!), 0.5));
  const ends = parts.teachers.map(({ name, runs }) =>
    `${name} ${medianOf(runs).at(-1)!.toFixed(2)}`
  );
  return figure({
    headline: "A baseline buys back most of what\nREINFORCE loses",
    description: `Gap of an encoder for the folded world over training steps, ${
      parts.teachers[0]!.runs.length
    } runs for each gradient; medians in the end: ${ends.join(", ")} nats.`,
    x: { title: "training steps", domain: [0, 3000], values: [0, 1000, 2000, 3000] },
    y: {
      title: "whole gap",
      unit: "nats a datum",
      log: true,
      domain: [0.25, 30],
      values: [0.3, 1, 3, 10, 30],
    },
    height: 280,
    layers: [
      ...parts.teachers.flatMap(({ name, runs: rows }, i) => [
        runs({ name, x, runs: rows, ...looks[i]!, opacity: 0.2 }),
        line({ name: `${name}, median`, x, y: medianOf(rows), ...looks[i]!, width: 3 }),
      ]),
      line({
        name: "this notebook's run",
        x: parts.live.map((_, i) => i * parts.every),
        y: parts.live,
        role: "bound",
        width: 5,
      }),
      label({ text: "REINFORCE", x: 2950, y: 4, role: "world", align: "right" }),
      label({ text: "… with leave-one-out", x: 2950, y: 2.4, role: "causeA", align: "right" }),
      label({ text: "reparameterized", x: 2950, y: 1.45, role: "bound", align: "right" }),
    ],
  });
}
