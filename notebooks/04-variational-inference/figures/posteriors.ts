/** Figures of chapter 04: guesses at posteriors that are not Gaussian, and a chain as referee. */
import {
  contours,
  dots,
  type Figure,
  figure,
  label,
  line,
  multiples,
  panels,
  requireSome,
  rule,
} from "lib/viz";
import { type Bell, outline } from "./gaussians.ts";

/** A log density over a grid of places. */
export interface Grid {
  readonly alpha: readonly number[];
  readonly beta: readonly number[];
  /** `[beta][alpha]` */
  readonly logs: readonly (readonly number[])[];
}

/** Three guesses at one posterior, each over its contour lines, with the exact mean. */
export function threeGuesses(
  { alpha, beta, logs }: Grid,
  guesses: readonly { readonly name: string; readonly q: Bell }[],
  mean: readonly number[],
): Figure {
  requireSome("guesses", guesses);
  const top = Math.max(...logs.map((row) => Math.max(...row)));
  const keep = (places: readonly number[], low: number, high: number) =>
    places.map((_, i) => i).filter((i) => i % 4 === 0 && places[i]! >= low && places[i]! <= high);
  const [across, up] = [keep(alpha, -3, 7), keep(beta, -6, 40)];
  const values = up.flatMap((j) => across.map((i) => logs[j]![i]!));
  const titles = ["Laplace", "full", "mean field"];
  return multiples({
    headline: "Laplace sits on the top, the others\nin the middle (cross): all too narrow",
    description:
      "Contour lines of the bioassay's posterior, a hill with a long tail to the upper " +
      `right, three times, each with a guess's ellipse at two standard deviations: ${
        guesses.map(({ name, q }) => `${name} centred at slope ${q.mean[1]!.toFixed(1)}`).join(", ")
      }; the exact mean is ${mean[1]!.toFixed(1)}.`,
    x: { title: "α", domain: [-3, 6], values: [-2, 2, 6], grid: false },
    y: { title: "β", domain: [-6, 36], values: [0, 10, 20, 30], grid: false },
    columns: 3,
    height: 240,
    panels: guesses.map(({ q }, k) => ({
      title: titles[k] ?? "",
      layers: [
        contours({
          name: "posterior",
          x: across.map((i) => alpha[i]!),
          y: up.map((j) => beta[j]!),
          values,
          levels: [0.5, 1, 2, 3, 4, 6].map((below) => top - below),
          role: "quiet",
          width: 0.9,
        }),
        line({ name: "guess", ...outline(q, 2), role: "bound", width: 3 }),
        dots({ name: "its mean", x: [q.mean[0]!], y: [q.mean[1]!], role: "bound", size: 60 }),
        dots({
          name: "exact mean",
          x: [mean[0]!],
          y: [mean[1]!],
          role: "ink",
          shape: "cross",
          size: 90,
        }),
      ],
    })),
  });
}

/** One weight's draws in four chains, well set and badly set. */
export function believable(
  good: readonly (readonly number[])[],
  bad: readonly (readonly number[])[],
  rhat: { readonly good: number; readonly bad: number },
): Figure {
  requireSome("good", good);
  const looks = ["bound", "world", "causeA", "causeB"] as const;
  const trace = (chains: readonly (readonly number[])[]) =>
    chains.map((draws, c) =>
      line({
        name: `chain ${c + 1}`,
        x: draws.map((_, t) => t).filter((t) => t % 5 === 0),
        y: draws.filter((_, t) => t % 5 === 0),
        role: looks[c % 4]!,
        width: 1,
      })
    );
  return multiples({
    headline: "Four chains that are one band,\nand four that have not mixed",
    description: "Traces of the weight of proline in four chains over 1,000 draws: in the first " +
      `panel they are one band, split R-hat ${rhat.good.toFixed(3)}; in the second, with steps ` +
      `fifty times shorter, each creeps, and they have not mixed, split R-hat ${
        rhat.bad.toFixed(1)
      }.`,
    x: { title: "draw", domain: [0, 1000], values: [0, 400, 800], grid: false },
    y: { title: "weight of proline", domain: [0, 12], values: [0, 4, 8, 12], grid: false },
    columns: 2,
    height: 220,
    panels: [
      { title: `well set: R̂ = ${rhat.good.toFixed(3)}`, layers: trace(good) },
      { title: `badly set: R̂ = ${rhat.bad.toFixed(1)}`, layers: trace(bad) },
    ],
  });
}

const looks = [
  { role: "world", shape: "square" },
  { role: "bound", shape: "circle" },
  { role: "causeB", shape: "triangle-up" },
] as const;

/** For three guesses, the error of each weight's mean and its width, in units of the chain's. */
export function fourteenWeights(
  guesses: readonly {
    readonly name: string;
    readonly shifts: readonly number[];
    readonly ratios: readonly number[];
  }[],
): Figure {
  requireSome("guesses", guesses);
  const count = guesses[0]!.shifts.length;
  const places = Array.from({ length: count }, (_, d) => d);
  const axis = {
    title: "weight, 0 the intercept",
    domain: [-0.5, count - 0.5] as const,
    values: places,
    grid: false,
  };
  const points = (of: "shifts" | "ratios") =>
    guesses.map((guess, k) =>
      dots({ name: guess.name, x: places, y: guess[of], ...looks[k]!, size: 60, opacity: 0.9 })
    );
  const above = figure({
    description: "Errors of the means in true spreads.",
    x: axis,
    y: { title: "mean − true mean", unit: "true spreads", domain: [-1.6, 1.9], values: [-1, 0, 1] },
    height: 190,
    layers: [
      rule({ y: 0, label: "", role: "ink" }),
      ...points("shifts"),
      label({ text: "Laplace", x: 0.5, y: 1.4, role: "world" }),
      label({ text: "full Gaussian", x: 4.7, y: 0.45, role: "bound" }),
      label({ text: "mean field", x: 8, y: -0.95, role: "causeB", align: "left" }),
    ],
  });
  const below = figure({
    description: "Widths as shares of the true ones.",
    x: axis,
    y: { title: "width ÷ true width", domain: [0.24, 1.1], values: [0.4, 0.6, 0.8, 1] },
    height: 190,
    layers: [
      rule({ y: 1, label: "", role: "ink" }),
      ...points("ratios"),
      label({
        text: ["mean field: on", "average ⅓ missing"],
        x: 13.4,
        y: 0.36,
        align: "right",
        role: "causeB",
      }),
    ],
  });
  return panels({
    headline: "Laplace misses the middle, mean\nfield the width, of 14 weights",
    description:
      `Three guesses at fourteen weights beside a Markov chain: errors of the means reach ${
        guesses.map(({ name, shifts }) =>
          `${Math.max(...shifts.map(Math.abs)).toFixed(2)} (${name})`
        )
          .join(", ")
      } true spreads; widths are on average ${
        guesses.map(({ name, ratios }) =>
          `${(ratios.reduce((sum, each) => sum + each, 0) / count).toFixed(2)} (${name})`
        ).join(", ")
      } of the true ones.`,
    figures: [above, below],
    columns: 1,
  });
}
