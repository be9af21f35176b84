/** Figure of chapter 13: the temperature of a hand, found in its reaches. */
import { bins, dots, type Figure, figure, label, line, panels, rule, runs } from "lib/viz";

/**
 * Log-likelihoods of the temperature for several hands, above the place where each hand peaks.
 *
 * @param alphas temperatures, in order
 * @param parts a curve for some hands; the best temperature of all; the true one; the interval of
 *   their mean
 */
export function temperatureHills(alphas: readonly number[], parts: {
  readonly curves: readonly (readonly number[])[];
  readonly fitted: readonly number[];
  readonly truth: number;
  readonly interval: { readonly low: number; readonly mean: number; readonly high: number };
}): Figure {
  const { curves, fitted, truth, interval } = parts;
  const domain = [alphas[0]!, alphas.at(-1)!] as const;
  const x = {
    title: "temperature α",
    unit: "reward per nat",
    domain,
    values: [0.4, 0.7, 1, 1.3, 1.6],
    grid: false,
  };
  const tops = curves.map((curve) => curve.indexOf(Math.max(...curve)));
  const heights = tops.map((top, i) => curves[i]![top]!);
  const [most, least] = [Math.max(...curves.flat()), Math.min(...heights)];
  const floor = least - 0.9;
  const seen = curves.map((curve) => curve.map((each) => Math.max(each, floor)));
  const hills = figure({
    description: "Log-likelihood a reach over the temperature for five simulated hands.",
    x: { ...x, hidden: true },
    y: {
      title: `log-likelihood a reach, ${curves.length} hands`,
      unit: "nats",
      domain: [floor, most + 0.25],
      ticks: 4,
    },
    width: 450,
    height: 170,
    layers: [
      rule({ x: truth, label: "", role: "ink" }),
      runs({ name: "log-likelihood", x: alphas, runs: seen, role: "bound", opacity: 0.9 }),
      dots({
        name: "their tops",
        x: tops.map((top) => alphas[top]!),
        y: heights,
        role: "bound",
        shape: "triangle-up",
        size: 75,
        opacity: 1,
      }),
      label({ text: `truth: ${truth}`, x: truth + 0.02, y: floor + 0.12 }),
    ],
  });
  return panels({
    headline: `${fitted.length} hands of 60 reaches each:\ntheir tops surround the truth`,
    description: "Above, log-likelihood curves of five simulated hands with their tops near the " +
      `true temperature ${truth}; below, a dot for the fitted temperature of each of ` +
      `${fitted.length} hands, and the interval of their mean, ${interval.low.toFixed(2)} to ` +
      `${interval.high.toFixed(2)}.`,
    figures: [hills, estimates(x, fitted, truth, interval)],
    columns: 1,
  });
}

/** A dot a hand, stacked where they meet; below them the interval of their mean. */
function estimates(
  x: { readonly title: string; readonly domain: readonly [number, number] },
  fitted: readonly number[],
  truth: number,
  { low, mean, high }: { readonly low: number; readonly mean: number; readonly high: number },
): Figure {
  const { edges, counts } = bins(fitted, x.domain, 50);
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
      label({ text: "their mean, 95 %", x: high + 0.04, y: -1.4, role: "bound" }),
    ],
  });
}
