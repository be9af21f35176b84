/** Figure of chapter 05: how many wines an encoder needs, and how wide it should be. */
import { type Figure, figure, label, line, note, panels, requireSome, rule, runs } from "lib/viz";

type Row = readonly number[];

/** What {@link readersOfWine} draws; nats a wine. */
export interface ReadersParts {
  readonly counts: Row;
  /** Gaps on new wines and on those learned from, for every run. */
  readonly fresh: readonly Row[];
  readonly learned: readonly Row[];
  /** Of the linear encoder: how many wines, and its gap on new ones for every order; 0 left out. */
  readonly linear: { readonly counts: Row; readonly runs: readonly Row[] };
  readonly widths: Row;
  readonly freshByWidth: readonly Row[];
  /** What the best diagonal guess costs. */
  readonly approximation: number;
}

const floor = 1e-9;
const meanOf = (rows: readonly Row[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
const lifted = (rows: readonly Row[]) => rows.map((row) => row.map((y) => Math.max(y, floor)));

/** The amortization gap over the number of wines, and over the hidden units. */
export function readersOfWine(parts: ReadersParts): Figure {
  const { counts, fresh, learned, linear, widths, freshByWidth, approximation } = parts;
  requireSome("fresh", fresh);
  const y = {
    title: "amortization gap",
    unit: "nats a wine",
    log: true,
    domain: [1e-9, 30] as const,
    values: [1e-8, 1e-6, 1e-4, 1e-2, 1],
  };
  const known = meanOf(fresh);
  return panels({
    columns: 1,
    headline: "Known wines cost it nothing;\nit pays for the new ones",
    description: `Amortization gap over the number of wines learned from: a network of 16 hidden ` +
      `units has a mean gap of ${known[0]!.toFixed(1)} nats on new wines after ${counts[0]} and ${
        known.at(-1)!.toFixed(4)
      } after ${counts.at(-1)}, next to nothing on its own; a linear ` +
      `encoder falls to 0 at 13. Over the width at 128 wines: one unit is too few, two are enough, ` +
      "and the widest are worse again.",
    figures: [
      figure({
        description: "The gap over the number of wines.",
        x: {
          title: "wines learned from",
          log: true,
          domain: [1.8, 150],
          values: [2, 8, 13, 32, 128],
        },
        y,
        height: 270,
        layers: [
          rule({ y: approximation, label: "", role: "ink" }),
          runs({
            name: "linear",
            x: linear.counts,
            runs: linear.runs,
            role: "world",
            opacity: 0.3,
          }),
          line({
            name: "linear, mean",
            x: linear.counts,
            y: meanOf(linear.runs),
            role: "world",
            width: 3,
            dash: "dashed",
          }),
          runs({ name: "own wines", x: counts, runs: lifted(learned), role: "quiet" }),
          runs({ name: "new wines", x: counts, runs: fresh, role: "bound" }),
          line({ name: "new wines, mean", x: counts, y: known, role: "bound", width: 3 }),
          label({ text: "network, new wines", x: 145, y: 4, role: "bound", align: "right" }),
          label({ text: "own wines", x: 145, y: 1e-8, role: "quiet", align: "right" }),
          label({ text: "linear", x: 2, y: 0.008, role: "world" }),
          note({
            text: ["linear: 0", "from 13 on"],
            x: 4,
            y: 2e-6,
            at: { x: 12, y: 0.004 },
            align: "center",
            role: "world",
          }),
        ],
      }),
      figure({
        description: "The gap on new wines over the hidden units.",
        x: {
          title: "hidden units (128 wines)",
          log: true,
          domain: [0.9, 300],
          values: [1, 2, 4, 8, 16, 64, 256],
        },
        y,
        height: 200,
        layers: [
          rule({ y: approximation, label: "", role: "ink" }),
          runs({ name: "new wines", x: widths, runs: lifted(freshByWidth), role: "bound" }),
          line({
            name: "mean",
            x: widths,
            y: meanOf(freshByWidth),
            role: "bound",
            width: 3,
          }),
          label({ text: "new wines", x: 1.15, y: 8, role: "bound" }),
          label({ text: "cost of independence", x: 290, y: 0.4, align: "right", bold: false }),
        ],
      }),
    ],
  });
}
