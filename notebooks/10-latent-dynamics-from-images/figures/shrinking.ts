/** The figure of what training does to the size of a code, and to the number that it is paid in. */
import { meanOf } from "./learning.ts";
import { type Figure, figure, label, line, panels, requireSome, runs } from "lib/viz";

type Row = readonly number[];
type Rows = readonly Row[];

/** Runs by what a missed code is measured in. */
export interface ShrinkParts {
  readonly learned: Rows;
  readonly fixed: Rows;
  readonly own: Rows;
}

/**
 * The spread of codes over training, above; below, the dynamics' −log p with a learned σ, up to a constant (means over each
 * stretch of `every` steps), and from step `from` on what it would be if the size alone had changed it.
 */
export function shrinking(
  { every, from, code }: { readonly every: number; readonly from: number; readonly code: number },
  spreads: ShrinkParts,
  learned: Rows,
): Figure {
  requireSome("spreads.learned", spreads.learned);
  const steps = spreads.learned[0]!.map((_, i) => i * every), end = steps.at(-1)!;
  const x = { title: "training steps", domain: [0, end], values: [0, from, end / 2, end] } as const;
  const [small, term] = [meanOf(spreads.learned), meanOf(learned)], start = from / every;
  const logs = meanOf(spreads.learned.map((row) => row.map(Math.log)));
  const size = logs.slice(start).map((each) => term[start - 1]! + code * (each - logs[start]!));
  const ends = (rows: Rows) => meanOf(rows).at(-1)!.toFixed(2);
  const low = Math.min(...term);
  return panels({
    headline: "A learned σ shrinks the code,\nand is paid for it",
    description:
      `Above, the spread of the code over ${end} steps, five runs of each measure: with a learned σ it ` +
      `falls from ${small[start]!.toFixed(2)} at step ${from} to ${
        small.at(-1)!.toFixed(2)
      } in the ` +
      `mean; with a fixed one it ends at ${ends(spreads.fixed)}; measured in its own spread at ${
        ends(spreads.own)
      }. Below, −log p of the dynamics with a learned σ, up to a constant: it falls by ${
        (term[start - 1]! - term.at(-1)!).toFixed(1)
      } nats after step ${from}, ${
        (size[0]! - size.at(-1)!).toFixed(1)
      } of them for the size alone.`,
    columns: 1,
    figures: [
      spreadPanel(x, steps, spreads),
      figure({
        description: "The dynamics' term with a learned σ over training steps.",
        x,
        y: {
          title: "−log p of the dynamics, σ learned",
          unit: "nats",
          domain: [Math.floor(low / 10) * 10 - 5, 0],
          values: [-40, -20, 0],
        },
        height: 170,
        layers: [
          runs({ name: "learned", x: steps.slice(1), runs: learned, role: "ink" }),
          line({ name: "learned, mean", x: steps.slice(1), y: term, role: "ink", width: 3 }),
          line({
            name: "by its size alone",
            x: steps.slice(start),
            y: size,
            role: "quiet",
            dash: "dashed",
            width: 2,
          }),
          label({
            text: "its size alone",
            x: end,
            y: size.at(-1)! - 0.2 * low,
            role: "quiet",
            align: "right",
          }),
        ],
      }),
    ],
  });
}

function spreadPanel(
  x: { readonly title: string; readonly domain: readonly [number, number] },
  steps: Row,
  spreads: ShrinkParts,
): Figure {
  const end = steps.at(-1)!, top = 3;
  const looks = [["learned", "ink", "solid"], ["fixed", "world", "dashed"], [
    "own",
    "bound",
    "dotted",
  ]] as const;
  return figure({
    description: "The spread of the code over training steps, on a scale of powers of ten.",
    x,
    y: { title: "spread of the code", domain: [0.008, top], values: [0.01, 0.1, 1], log: true },
    height: 190,
    layers: [
      ...looks.flatMap(([name, role, dash]) => [
        runs({ name, x: steps, runs: spreads[name], role, dash }),
        line({ name: `${name}, mean`, x: steps, y: meanOf(spreads[name]), role, dash, width: 3 }),
      ]),
      label({ text: "own spread", x: end * 0.6, y: 1.7, role: "bound" }),
      label({ text: "σ fixed", x: end * 0.98, y: 0.2, role: "world", align: "right" }),
      label({ text: "σ learned", x: end * 0.6, y: 0.03, role: "ink", align: "right" }),
    ],
  });
}
