/** Figures of the one decision: side-steps, the code's curve, and the weight of the divergence. */
import {
  band,
  dots,
  type Figure,
  figure,
  label,
  line,
  multiples,
  note,
  panels,
  requireSome,
  rule,
  runs,
} from "lib/viz";

type Row = readonly number[];
const meanOf = (rows: readonly Row[]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);

/** What {@link sides} draws. */
export interface SidesParts {
  readonly x: Row;
  readonly y: Row;
  /** Places on a grid, and what least squares says there. */
  readonly places: Row;
  readonly squares: Row;
}

/** Side-steps over where one stands, and their mean. */
export function sides({ x, y, places, squares }: SidesParts): Figure {
  requireSome("x", x);
  const middle = squares[Math.floor(squares.length / 2)]!;
  return figure({
    headline: "Both sides are right, and their\naverage is the tree",
    description:
      `${x.length} side-steps over where the walker stood: all near 1.5 or −1.5, more to the right ` +
      `from the right. The least-squares curve runs from one to the other and is at ${
        middle.toFixed(2)
      } in the middle, inside the tree, which reaches from −1 to 1.`,
    x: {
      title: "where the walker stands, x",
      unit: "units",
      domain: [-1.05, 1.05],
      values: [-1, 0, 1],
    },
    y: {
      title: "side-step y, right is up",
      unit: "units",
      domain: [-2.6, 2.6],
      values: [-2, -1, 0, 1, 2],
    },
    height: 290,
    layers: [
      ...treeAcross([-1.05, 1.05]),
      dots({ name: "a demonstration", x: [...x], y: [...y], role: "ink", size: 9, opacity: 0.5 }),
      line({ name: "least squares", x: places, y: squares, role: "bound", width: 3, casing: true }),
      label({ text: "the tree: |y| < 1", x: -1, y: 0.75, role: "wish" }),
      label({ text: "round the right", x: -1, y: 2.3, role: "ink" }),
      label({ text: "round the left", x: 1, y: -2.3, role: "ink", align: "right" }),
      note({
        text: ["least squares:", `y = ${middle.toFixed(2).replace("-", "−")} here`],
        x: 0.25,
        y: -0.45,
        at: { x: 0.02, y: middle - 0.05 },
        align: "left",
      }),
    ],
  });
}

/** The tree, across a plot: side-steps between −1 and 1 end in it. */
const treeAcross = (x: Row) => [
  band({
    name: "the tree",
    x,
    low: x.map(() => -1),
    high: x.map(() => 1),
    role: "wish",
    opacity: 0.14,
  }),
  rule({ y: 1, label: "", role: "wish" }),
  rule({ y: -1, label: "", role: "wish" }),
];

/** A panel of decoder curves: runs of one β. */
export interface CodeCurve {
  readonly beta: number;
  readonly curves: readonly Row[];
  /** Share of draws from the prior that pass, mean of the runs. */
  readonly passed: number;
}

/** What the decoder says at x = 0 over its code, for several β. */
export function codeCurves(codes: Row, all: readonly CodeCurve[]): Figure {
  requireSome("all", all);
  const words = all.map(({ beta, passed }) =>
    `at β = ${beta}, ${(100 * passed).toFixed(0)} % of draws over all x pass`
  );
  return multiples({
    headline: "From one side to the other,\na code must cross the tree",
    description:
      `Side-steps of the decoder at x = 0 over the code z, ten runs in each of ${all.length} panels; ${
        words.join("; ")
      }. With a weak price most curves cross slowly, and the middle codes end in the tree; with a strong one the curve is flat, in the tree.`,
    columns: all.length,
    x: { title: "code z", domain: [-3, 3], values: [-2, 0, 2] },
    y: {
      title: "side-step y at x = 0",
      unit: "units",
      domain: [-3.2, 4],
      values: [-2, -1, 0, 1, 2],
    },
    height: 210,
    panels: all.map(({ beta, curves, passed }) => ({
      title: `β = ${beta}`,
      layers: [
        ...treeAcross([-3, 3]),
        runs({ name: "a run", x: codes, runs: curves, role: "bound", opacity: 0.8 }),
        label({ text: `${(100 * passed).toFixed(0)} % pass`, x: -2.9, y: 3.5, bold: false }),
      ],
    })),
  });
}

/** What {@link betaSweep} draws: a row of each run, a number for each β. */
export interface BetaParts {
  readonly betas: Row;
  readonly passed: readonly Row[];
  readonly still: readonly Row[];
  readonly entropy: readonly Row[];
  /** Of the demonstrations, nats. */
  readonly trueEntropy: number;
}

/** Success and the entropy of the side over β. */
export function betaSweep({ betas, passed, still, entropy, trueEntropy }: BetaParts): Figure {
  requireSome("passed", passed);
  const [p, s, h] = [meanOf(passed), meanOf(still), meanOf(entropy)];
  const best = p.indexOf(Math.max(...p));
  const x = {
    title: "weight β of the divergence",
    log: true,
    domain: [0.007, 430],
    values: [0.01, 0.1, 1, 10, 100],
  } as const;
  const over = (name: string, rows: readonly Row[], mean: Row, role: "bound" | "quiet") => [
    runs({
      name,
      x: betas,
      runs: rows,
      role,
      ...(role === "quiet" ? { dash: "dashed" as const } : {}),
    }),
    line({
      name: `${name}, mean`,
      x: betas,
      y: mean,
      role,
      width: 3,
      ...(role === "quiet" ? { dash: "dashed" as const } : {}),
    }),
  ];
  return panels({
    headline: "Too cheap, codes leave holes;\ntoo dear, nobody listens to them",
    description:
      `Over the weight β, ten runs each: the share of side-steps that pass rises from ${
        p[0]!.toFixed(2)
      } to ${p[best]!.toFixed(2)} at β = ${betas[best]} and falls to ${
        p.at(-1)!.toFixed(2)
      }; the entropy of ` +
      `the side falls from ${h[0]!.toFixed(2)} to ${
        h.at(-1)!.toFixed(2)
      } nats, and the demonstrations' is ${trueEntropy.toFixed(2)}.`,
    columns: 1,
    figures: [
      figure({
        description: "The share of side-steps that pass over β.",
        x,
        y: { title: "passes the tree", unit: "share", domain: [-0.04, 1.12], values: [0, 0.5, 1] },
        height: 170,
        layers: [
          ...over("z = 0", still, s, "quiet"),
          ...over("drawn", passed, p, "bound"),
          label({ text: "z ~ N(0, 1)", x: 0.012, y: 1.02, role: "bound" }),
          label({ text: "z = 0", x: 0.05, y: 0.08, role: "quiet" }),
          note({
            text: [`${p[best]!.toFixed(2)} at best`],
            x: betas[best]!,
            y: 0.7,
            at: { x: betas[best]!, y: p[best]! - 0.03 },
          }),
        ],
      }),
      figure({
        description: "The entropy of the side over β.",
        x,
        y: {
          title: "entropy of the side",
          unit: "nats",
          domain: [-0.03, 0.76],
          values: [0, 0.2, 0.4, 0.6],
        },
        height: 150,
        layers: [
          rule({ y: trueEntropy, label: "", role: "ink" }),
          ...over("drawn", entropy, h, "bound"),
          label({
            text: "demonstrations",
            x: 400,
            y: trueEntropy + 0.07,
            role: "ink",
            align: "right",
            bold: false,
          }),
        ],
      }),
    ],
  });
}
