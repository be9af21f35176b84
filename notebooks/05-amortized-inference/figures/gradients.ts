/** Figures of chapter 05: how two unbiased gradients scatter. */
import { bins, dots, type Figure, figure, histogram, label, line, multiples } from "lib/viz";
import { note, requireSome, rule, steps } from "lib/viz";

type Row = readonly number[];

/** The two gradients of one number, drawn many times, for one dimension. */
export interface GradientSample {
  readonly dimension: number;
  readonly score: Row;
  readonly reparameterized: Row;
  /** What both estimate. */
  readonly exact: number;
  /** Exact standard deviation of the score's gradient. */
  readonly spread: number;
}

/** Histograms side by side: a needle that stays, a hill that melts. */
export function gradientHistograms(samples: readonly GradientSample[]): Figure {
  requireSome("samples", samples);
  const range = [-48, 48] as const;
  const heights = (values: Row, [low, high]: readonly [number, number], count: number) => {
    const kept = values.filter((each) => each > low && each < high);
    const { edges, counts } = bins(kept, [low, high], count);
    const width = edges[1]! - edges[0]!;
    return { edges, heights: Array.from(counts, (each) => each / values.length / width) };
  };
  return multiples({
    headline: "Both are right on average;\none of them melts",
    description: "Histograms of one number of the gradient, from single draws, in " +
      samples.map(({ dimension }) => dimension).join(", ") +
      " dimensions: the reparameterized one keeps a standard deviation of 1, REINFORCE's is " +
      samples.map(({ spread }) => spread.toFixed(1)).join(", ") + ".",
    x: {
      title: "gradient from one draw",
      domain: range,
      values: [-40, -20, 0, 20, 40],
      grid: false,
    },
    y: { title: "density", domain: [0, 0.5], values: [0, 0.2, 0.4], grid: false },
    columns: 1,
    height: 118,
    panels: samples.map(({ dimension, score, reparameterized, exact, spread }, row) => ({
      title: `D = ${dimension}`,
      layers: [
        histogram({ name: "REINFORCE", ...heights(score, range, 96), role: "world", opacity: 0.8 }),
        steps({
          name: "reparameterized",
          ...heights(reparameterized, [exact - 6, exact + 6], 40),
          role: "bound",
          width: 2,
        }),
        rule({ x: exact, label: "", role: "ink" }),
        label({
          text: row === 0 ? ["reparameterized", "std 1"] : "std 1",
          x: row === 0 ? range[1] - 1 : 6,
          y: row === 0 ? 0.42 : 0.33,
          role: "bound",
          align: row === 0 ? "right" : "left",
        }),
        label({
          text: [...row === 0 ? ["REINFORCE"] : [], `std ${spread.toFixed(spread < 10 ? 1 : 0)}`],
          x: -6,
          y: row === 0 ? 0.33 : 0.15,
          role: "world",
          align: "right",
        }),
        ...outside(score, range[1]),
        ...row === 1
          ? [
            label({
              text: "both average 1",
              x: range[1] - 1,
              y: 0.42,
              role: "muted",
              align: "right",
            }),
          ]
          : [],
      ],
    })),
  });
}

/** How many draws of a sample the picture has no room for, where they are many. */
function outside(values: Row, reach: number) {
  const share = values.filter((each) => Math.abs(each) >= reach).length / values.length;
  if (share < 0.01) return [];
  const text = `${Math.round(100 * share)} % outside`;
  return [label({ text, x: reach - 1, y: 0.15, role: "world", align: "right", bold: false })];
}

/** Measured variances and their laws, over dimension or over draws. */
export interface Law {
  readonly name: string;
  readonly x: Row;
  readonly exact: Row;
  readonly measured: { readonly x: Row; readonly y: Row };
}

const looks = [
  { role: "world", shape: "square", dash: "dashed" },
  { role: "quiet", shape: "triangle-up", dash: "dotted" },
  { role: "bound", shape: "circle", dash: "solid" },
] as const;

/** Variance on two logarithmic axes, where a power is a slope. */
export function varianceLaws(parts: {
  readonly headline: string;
  readonly description: string;
  readonly x: { readonly title: string; readonly values: Row; readonly domain: [number, number] };
  readonly y: { readonly values: Row; readonly domain: [number, number] };
  /** REINFORCE, with a baseline, reparameterized. */
  readonly laws: readonly Law[];
  readonly names: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly align?: "left" | "right" | "center";
  }[];
}): Figure {
  requireSome("laws", parts.laws);
  return figure({
    headline: parts.headline,
    description: parts.description,
    x: { ...parts.x, log: true },
    y: { title: "variance of one number of the gradient", log: true, ...parts.y },
    height: 280,
    layers: [
      ...parts.laws.flatMap(({ name, x, exact, measured }, i) => {
        const { role, shape, dash } = looks[i]!;
        return [
          line({ name, x, y: exact, role, dash, width: 2.5 }),
          dots({ name: `${name}, measured`, ...measured, role, shape, size: 70 }),
        ];
      }),
      ...parts.names.map((each, i) => label({ ...each, role: looks[i]!.role })),
    ],
  });
}

/** Both variances for r = cos ωz over ω, exact, and where they cross. */
export function wiggles(parts: {
  readonly rates: Row;
  readonly score: Row;
  readonly reparameterized: Row;
  /** REINFORCE's with the best constant baseline. */
  readonly baselined: Row;
  readonly crossing: number;
  readonly at: { readonly rate: number; readonly score: number; readonly reparameterized: number };
}): Figure {
  const { rates, score, baselined, reparameterized, crossing, at } = parts;
  return figure({
    headline: "When r wiggles finer than q is wide,\nits slope is the worse witness",
    description: "Variances of both gradients for r = cos(ωz) under N(0, 1), over ω: REINFORCE's " +
      `falls from ${score[0]!.toFixed(1)} to ${
        Math.min(...score).toFixed(1)
      } and settles at a half, with the best baseline it is next to nothing for slow ones; the ` +
      `reparameterized one grows like ω⁴ there, then like ω²/2; it crosses the first at ${
        crossing.toFixed(2)
      }, and at ω = ${at.rate} they are ${at.score.toFixed(1)} and ${
        at.reparameterized.toFixed(0)
      }.`,
    x: {
      title: "ω, wiggles of r (q has σ = 1)",
      log: true,
      domain: [0.1, 40],
      values: [0.1, 0.3, 1, 3, 10, 30],
    },
    y: {
      title: "variance of the gradient in μ",
      log: true,
      domain: [1e-4, 1000],
      values: [0.001, 0.01, 0.1, 1, 10, 100],
    },
    height: 280,
    layers: [
      line({ name: "REINFORCE", x: rates, y: score, role: "world", dash: "dashed", width: 2.5 }),
      line({
        name: "REINFORCE, best baseline",
        x: rates,
        y: baselined,
        role: "quiet",
        dash: "dotted",
        width: 2.5,
      }),
      line({ name: "reparameterized", x: rates, y: reparameterized, role: "bound", width: 2.5 }),
      label({ text: "REINFORCE", x: 0.12, y: 3.2, role: "world" }),
      label({ text: ["… with the", "best baseline"], x: 2.4, y: 0.06, role: "quiet" }),
      label({ text: "reparameterized", x: 0.45, y: 0.0012, role: "bound" }),
      note({
        text: [`cos 10z: ${at.reparameterized.toFixed(0)}`, `against ${at.score.toFixed(1)}`],
        x: 4,
        y: 180,
        at: { x: at.rate * 0.95, y: at.reparameterized * 1.1 },
        align: "right",
      }),
    ],
  });
}
