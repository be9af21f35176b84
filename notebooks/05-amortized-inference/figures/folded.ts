/** Figures of chapter 05 about the folded world. */
import { type Figure, figure, heat, label, line, note, panels } from "lib/viz";
import { stack } from "lib/viz";

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
  const inside = x.map((each, i) => Math.abs(each) < 2 ? amortization[i]! : 0);
  const most = Math.max(...inside), at = inside.indexOf(most), worst = x[at]!;
  return panels({
    columns: 1,
    headline: "The best guess jumps;\na network cannot",
    description: "Above: what is believed of z for every x, a path that folds back twice, with " +
      `the best Gaussian guess, which jumps at x = ±${jump.toFixed(3)}, and the network's, which ` +
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
          label({ text: "approximation", x: 0, y: 0.66, role: "muted", align: "center" }),
          note({
            text: `amortization, here ${most.toFixed(2)}`,
            x: Math.sign(worst) * 0.55,
            y: 0.88,
            at: { x: worst, y: approximation[at]! + amortization[at]! / 2 },
            align: worst > 0 ? "right" : "left",
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
