/** Figures of chapter 13: how likely each behaviour is. */
import {
  bars,
  bins,
  dots,
  type Figure,
  figure,
  histogram,
  line,
  markers,
  panels,
  requireSome,
  rule,
} from "lib/viz";

/**
 * A bar for every behaviour, best first, while a slider moves the temperature.
 *
 * @param parts for each power of two a probability per behaviour, and how far each ends off target
 * @throws {RangeError} when there is no frame
 */
export function trajectoryBars(parts: {
  readonly logTemperatures: readonly number[];
  readonly frames: readonly (readonly number[])[];
  readonly offTarget: readonly number[];
}): Figure {
  const { logTemperatures, frames, offTarget } = parts;
  const { first, last } = requireSome("logTemperatures", logTemperatures);
  const names = ["reaches the cup", "one beside it", "further off"];
  const category = (i: number) => Math.min(2, offTarget[i]!);
  const rows = frames.flatMap((probability, k) =>
    probability.map((p, i) => ({ frame: logTemperatures[k]!, rank: String(i + 1), p, i }))
  );
  return figure({
    description:
      "Probability of each of the 27 behaviours given optimality, best first; a slider " +
      "changes the temperature: cold leaves only the best bar, hot makes all bars equal.",
    x: {
      title: "behaviour, by return, best first",
      categories: offTarget.map((_, i) => `${i + 1}`),
    },
    y: { title: "p(τ | O)", domain: [0, 1] },
    slider: {
      label: "log₂ of the temperature",
      min: first,
      max: last,
      step: logTemperatures[1]! - first,
      start: 0,
    },
    layers: names.map((name, k) => {
      const own = rows.filter(({ i }) => category(i) === k);
      return bars({
        name,
        x: own.map(({ rank }) => rank),
        y: own.map(({ p }) => p),
        frame: own.map(({ frame }) => frame),
      });
    }),
    height: 260,
  });
}

/**
 * Probability against return, on a logarithmic axis: a straight line a temperature.
 *
 * @param returns of each behaviour
 * @param series a probability per behaviour at several temperatures
 */
export function probabilityOfReturn(
  returns: readonly number[],
  series: readonly { readonly name: string; readonly probability: readonly number[] }[],
): Figure {
  const order = returns.map((_, i) => i).toSorted((i, j) => returns[i]! - returns[j]!);
  const x = order.map((i) => returns[i]!);
  return figure({
    description: "Probability of each behaviour on a log axis against its return, at three " +
      "temperatures: all points of one temperature lie on a straight line.",
    x: { title: "return", unit: "reward" },
    y: { title: "p(τ | O)", log: true, format: "~e" },
    layers: series.flatMap(({ name, probability }, colour) => {
      const y = order.map((i) => probability[i]!);
      return [line({ name, x, y, colour, width: 1.5 }), dots({ name, x, y, colour })];
    }),
    height: 280,
  });
}

/**
 * Log-likelihoods of the temperature for several hands, above a histogram of where they peak.
 *
 * @param alphas temperatures, in order
 * @param parts a curve for some hands, the best temperature of all, and the true one
 */
export function temperatureHills(alphas: readonly number[], parts: {
  readonly curves: readonly (readonly number[])[];
  readonly fitted: readonly number[];
  readonly truth: number;
}): Figure {
  const domain = [alphas[0]!, alphas.at(-1)!] as const;
  const x = { title: "temperature α", unit: "reward per nat", domain };
  const tops = parts.curves.map((curve) => curve.indexOf(Math.max(...curve)));
  const hills = figure({
    description: "Log-likelihood a reach over the temperature for five simulated hands.",
    x,
    y: { title: "log-likelihood a reach", unit: "nats" },
    layers: [
      line({
        name: "log-likelihood",
        x: parts.curves.flatMap(() => alphas),
        y: parts.curves.flat(),
        group: parts.curves.flatMap((curve, i) => curve.map(() => i)),
        width: 1.5,
      }),
      markers({
        x: tops.map((top) => alphas[top]!),
        y: tops.map((top, i) => parts.curves[i]![top]!),
        text: tops.map(() => ""),
      }),
      rule({ x: parts.truth, label: "truth" }),
    ],
    height: 200,
  });
  const { edges, counts } = bins(parts.fitted, domain, 25);
  const estimates = figure({
    description: "Histogram of the fitted temperatures of all simulated hands around the truth.",
    x,
    y: { title: "hands" },
    layers: [
      histogram({ name: "fitted", edges, heights: counts }),
      rule({ x: parts.truth, label: "truth" }),
    ],
    height: 120,
  });
  return panels({
    description: "Above, log-likelihood curves of five simulated hands with their tops near the " +
      "true temperature; below, a histogram of all fitted temperatures around the truth.",
    figures: [hills, estimates],
    columns: 1,
  });
}
