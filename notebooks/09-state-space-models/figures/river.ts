/** Figures of the Nile: its level, and how EM creeps towards its variances. */
import { band, dots, type Figure, figure, label, line, note, requireSome } from "lib/viz";
import type { Beliefs } from "lib/sequence";

/** The Nile's level by filter and smoother, with what was seen. */
export function nileLevel(
  { years, volumes, filtered, smoothed }: {
    readonly years: readonly number[];
    readonly volumes: readonly number[];
    readonly filtered: Beliefs;
    readonly smoothed: Beliefs;
  },
): Figure {
  const mean = (beliefs: Beliefs) => beliefs.means.map(([m]) => m!);
  const width = smoothed.covariances.map(([row]) => 2 * Math.sqrt(row![0]!));
  const middle = mean(smoothed), at = years.indexOf(1899);
  return figure({
    headline: "In hindsight the level falls sooner;\nthe filter had to be told",
    description: `Yearly flow of the Nile, ${years[0]} to ${years.at(-1)}, with the level that ` +
      `the filter and the smoother infer, a band of two sigma about the smoother's. In 1899 the filter says ${
        mean(filtered)[at]!.toFixed(0)
      }, the smoother ${middle[at]!.toFixed(0)}.`,
    x: { title: "year", domain: [1868, 1973], values: [1880, 1900, 1920, 1940, 1960], format: "d" },
    y: {
      title: "flow",
      unit: "10⁸ m³",
      domain: [400, 1450],
      values: [400, 600, 800, 1000, 1200, 1400],
    },
    height: 290,
    layers: [
      band({
        name: "two sigma",
        x: years,
        low: middle.map((m, t) => m - width[t]!),
        high: middle.map((m, t) => m + width[t]!),
        role: "bound",
      }),
      dots({ name: "seen", x: years, y: volumes, role: "ink", size: 22 }),
      line({ name: "filter", x: years, y: mean(filtered), role: "world", dash: "dashed" }),
      line({ name: "smoother", x: years, y: middle, role: "bound", width: 3 }),
      label({ text: "filter", x: 1876, y: 1235, role: "world", align: "left" }),
      label({ text: "smoother ± 2σ", x: 1972, y: 1080, role: "bound", align: "right" }),
      note({
        text: [
          `1899: ${middle[at]!.toFixed(0)} in hindsight,`,
          `${mean(filtered)[at]!.toFixed(0)} when it came`,
        ],
        x: 1903,
        y: 1360,
        at: { x: 1899, y: mean(filtered)[at]! },
      }),
    ],
  });
}

/** What EM still lacks of the top over its rounds. */
export function creeping(
  { history, top, early, move }: {
    /** log p(x) at the start and after each round. */
    readonly history: readonly number[];
    /** log p(x) at the top. */
    readonly top: number;
    /** The variance of a step after some rounds. */
    readonly early: { readonly round: number; readonly move: number };
    /** The variance of a step at the top. */
    readonly move: number;
  },
): Figure {
  requireSome("history", history);
  const lacks = history.map((each) => top - each), rounds = lacks.map((_, i) => i);
  const kept = rounds.filter((i) => i > 0 && i <= 320 && lacks[i]! > 1e-8), half = early.round;
  const percent = Math.abs(100 * (early.move / move - 1));
  return figure({
    headline: "EM climbs fast, then creeps:\neach digit costs as much again",
    description: `What EM still lacks of the largest log p(x) over ${kept.at(-1)} rounds, on a ` +
      `logarithmic axis: ${
        lacks[half]!.toFixed(4)
      } nats after ${half} rounds, where the variance of a ` +
      `step is still ${percent.toFixed(0)} % from its best value.`,
    x: { title: "rounds of EM", domain: [0, 330], values: [0, 100, 200, 300] },
    y: {
      title: "log p(x) below its top",
      unit: "nats",
      log: true,
      domain: [1e-8, 30],
      values: [1e-8, 1e-6, 1e-4, 1e-2, 1],
    },
    height: 240,
    layers: [
      line({
        name: "EM",
        x: kept,
        y: kept.map((i) => lacks[i]!),
        role: "bound",
        width: 3,
      }),
      note({
        text: [
          `round ${half}: ${lacks[half]!.toFixed(3)} nats short,`,
          `a step still ${percent.toFixed(0)} % off`,
        ],
        x: half + 45,
        y: 0.4,
        at: { x: half, y: lacks[half]! },
      }),
    ],
  });
}
