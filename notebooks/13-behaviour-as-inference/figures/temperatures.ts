/** Figure of chapter 13: the temperature of a hand, found in its reaches. */
import { bins, dots, type Figure, figure, label, line, panels, rule, runs } from "lib/viz";

/** What {@link temperatureHills} draws. */
export interface TemperatureHills {
  /** Log-likelihood a reach at each temperature, for some hands; nats. */
  readonly curves: readonly (readonly number[])[];
  /** Reaches that each hand was watched for. */
  readonly reaches: number;
  /** The best temperature of every hand. */
  readonly fitted: readonly number[];
  readonly truth: number;
  /** Of the mean of all. */
  readonly interval: { readonly low: number; readonly mean: number; readonly high: number };
}

/** Least that is drawn of a hill, nats below its top. */
const floor = -6;

/**
 * Log-likelihoods of the temperature for several hands, each from its own top downwards, above the
 * place where each hand peaks.
 *
 * @param alphas temperatures, in order
 */
export function temperatureHills(alphas: readonly number[], parts: TemperatureHills): Figure {
  const { curves, reaches, fitted, truth, interval } = parts;
  const x = {
    title: "temperature α",
    unit: "reward per nat",
    domain: [alphas[0]!, alphas.at(-1)!],
    values: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
    grid: false,
  } as const;
  const below = curves.map((curve) => {
    const top = Math.max(...curve);
    return curve.map((each) => reaches * (each - top));
  });
  const far = farthest(alphas, below, truth);
  return panels({
    headline: `${fitted.length} hands of ${reaches} reaches each:\ntheir tops surround the truth`,
    description: `Above, log-likelihood curves of ${curves.length} simulated hands, each counted ` +
      `from its top; at the true temperature, ${truth}, none is more than ${far.toFixed(1)} nats ` +
      `below its top. Below, a dot for the fitted temperature of each of ${fitted.length} hands, ` +
      `and the interval of their mean, ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}.`,
    figures: [hills(x, alphas, below, { truth, far }), estimates(x, fitted, truth, interval)],
    columns: 1,
  });
}

/** How far below its top the truth is, for the hand that misses it most; nats. */
function farthest(
  alphas: readonly number[],
  below: readonly (readonly number[])[],
  truth: number,
): number {
  const near = alphas.reduce(
    (best, each, i) => Math.abs(each - truth) < Math.abs(alphas[best]! - truth) ? i : best,
    0,
  );
  return Math.max(...below.map((curve) => -curve[near]!));
}

type Across = { readonly title: string; readonly domain: readonly [number, number] };

function hills(
  x: Across,
  alphas: readonly number[],
  below: readonly (readonly number[])[],
  { truth, far }: { readonly truth: number; readonly far: number },
): Figure {
  const tops = below.map((curve) => alphas[curve.indexOf(Math.max(...curve))]!);
  const words = below.length === 1 ? "1 hand" : `${below.length} hands`;
  return figure({
    description: "Log-likelihood below its top over the temperature for simulated hands.",
    x: { ...x, hidden: true },
    y: {
      title: `log-likelihood below its top, ${words}`,
      unit: "nats",
      domain: [floor, 2],
      values: [-6, -4, -2, 0],
    },
    width: 450,
    height: 215,
    layers: [
      rule({ x: truth, label: "", role: "ink" }),
      runs({
        name: "log-likelihood",
        x: alphas,
        runs: below,
        role: "bound",
        opacity: 0.9,
      }),
      dots({
        name: "their tops",
        x: tops,
        y: tops.map(() => 0),
        role: "bound",
        shape: "triangle-up",
        size: 75,
        opacity: 1,
      }),
      line({ name: "at most", x: [truth, truth], y: [0, -far], role: "ink", width: 4 }),
      label({
        text: [`at the truth, ${truth}:`, `${far.toFixed(1)} nats at most`],
        x: truth + 0.015,
        y: 1.15,
        bold: false,
      }),
    ],
  });
}

/** A dot a hand, stacked where they meet; below them the interval of their mean. */
function estimates(
  x: Across,
  fitted: readonly number[],
  truth: number,
  { low, mean, high }: { readonly low: number; readonly mean: number; readonly high: number },
): Figure {
  const { edges, counts } = bins(fitted, x.domain, 40);
  const places = counts.flatMap((count, i) =>
    Array.from({ length: count }, (_, k) => ({ x: (edges[i]! + edges[i + 1]!) / 2, y: k + 1 }))
  );
  return figure({
    description: "A dot for the fitted temperature of each simulated hand, around the truth.",
    x,
    y: { title: "hands", domain: [-3, Math.max(...counts) + 1], values: [0, 3, 6], grid: false },
    width: 450,
    height: 130,
    layers: [
      rule({ x: truth, label: "", role: "ink" }),
      dots({
        name: "a hand",
        x: places.map((each) => each.x),
        y: places.map((each) => each.y),
        role: "bound",
        size: 42,
        opacity: 1,
      }),
      line({ name: "95 % of the mean", x: [low, high], y: [-1.4, -1.4], role: "bound", width: 4 }),
      dots({ name: "mean", x: [mean], y: [-1.4], role: "bound", shape: "diamond", size: 110 }),
      label({ text: "their mean, 95 %", x: high + 0.015, y: -1.4, role: "bound" }),
    ],
  });
}
