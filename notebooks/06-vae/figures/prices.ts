/** Figures of chapter 06 about what the code costs: σ², and β. */
import { dots, type Figure, figure, label, line, note, panels, requireSome } from "lib/viz";

type Row = readonly number[];

/** What {@link codePrice} draws. */
export interface CodePriceParts {
  /** σ², and the nats that the best linear model then tells. */
  readonly variances: Row;
  readonly exact: Row;
  /** σ² and nats of every trained network. */
  readonly trained: readonly (readonly [variance: number, nats: number])[];
  /** The largest eigenvalue: above it nothing is told. */
  readonly threshold: number;
}

/** How much a code is told over the variance that the decoder is given. */
export function codePrice({ variances, exact, trained, threshold }: CodePriceParts): Figure {
  requireSome("trained", trained);
  return figure({
    headline: "σ² sets how much the code is told;\nabove the threshold, nothing",
    description:
      "Nats told by the code over the decoder's variance: exactly, for the best linear " +
      `model of eight numbers, zero above ${
        threshold.toFixed(2)
      } and rising below; and as trained ` +
      "networks have it, five for each of four variances.",
    x: {
      title: "decoder's variance σ² (grey digits, 0 to 1)",
      log: true,
      domain: [0.02, 50],
      values: [0.03, 0.1, 0.5, 32],
    },
    y: {
      title: "told by the code, mean KL",
      unit: "nats",
      domain: [-0.5, 14],
      values: [0, 4, 8, 12],
    },
    height: 270,
    layers: [
      line({ name: "best linear model", x: variances, y: exact, role: "ink", width: 2.5 }),
      dots({
        name: "trained networks",
        x: trained.map(([variance]) => variance),
        y: trained.map(([, nats]) => nats),
        role: "bound",
        size: 55,
        opacity: 0.7,
      }),
      label({ text: ["best linear model,", "exact"], x: 0.12, y: 8, align: "left" }),
      label({ text: "trained networks", x: 0.045, y: 12.6, role: "bound" }),
      note({
        text: ["“mean MSE + KL”", "is σ² = 32: 0 nats"],
        x: 8,
        y: 3.4,
        at: { x: 32, y: 0.25 },
        align: "center",
      }),
    ],
  });
}

/** What {@link betaPrice} draws: for every β, a number of every run. */
export interface BetaPriceParts {
  readonly betas: Row;
  readonly gaps: readonly Row[];
  readonly perFactor: readonly Row[];
  readonly factors: readonly string[];
}

const average = (list: Row): number => list.reduce((sum, each) => sum + each, 0) / list.length;

/** The information gap over β: every run, and below, what each factor adds. */
export function betaPrice({ betas, gaps, perFactor, factors }: BetaPriceParts): Figure {
  requireSome("gaps", gaps);
  const means = gaps.map(average), best = means.indexOf(Math.max(...means));
  const x = {
    title: "weight β of the divergence",
    log: true,
    domain: [0.8, 20] as const,
    values: [...betas],
  };
  const above = figure({
    description: "The gap of every run over β.",
    x,
    y: { title: "information gap (MIG)", domain: [0, 0.75], values: [0, 0.2, 0.4, 0.6] },
    height: 200,
    layers: [
      line({ name: "mean", x: [...betas], y: means, role: "bound", width: 3 }),
      dots({
        name: "runs",
        x: betas.flatMap((beta, i) => gaps[i]!.map(() => beta)),
        y: gaps.flat(),
        role: "bound",
        size: 40,
        opacity: 0.55,
      }),
      note({
        text: [`mean ${means[best]!.toFixed(2)}`, `at β = ${betas[best]}`],
        x: 5.5,
        y: 0.62,
        at: { x: betas[best]!, y: means[best]! + 0.02 },
        align: "left",
      }),
    ],
  });
  const looks = [
    { role: "causeA", dash: "solid" },
    { role: "causeB", dash: "dashed" },
    { role: "world", dash: "dotted" },
    { role: "quiet", dash: "solid" },
  ] as const;
  const places = [
    { x: 4.5, y: 0.55 },
    { x: 5.3, y: 0.42 },
    { x: 2.5, y: 0.24, align: "right" },
    { x: 1, y: 0.07 },
  ] as const;
  const below = figure({
    description: "The mean gap of each factor over β.",
    x,
    y: { title: "gap of each factor, mean", domain: [0, 0.6], values: [0, 0.2, 0.4, 0.6] },
    height: 160,
    layers: factors.flatMap((name, f) => {
      const { role, dash } = looks[f % looks.length]!;
      const y = perFactor.map((row) => row[f]!);
      return [
        line({ name, x: [...betas], y, role, dash, width: 2.5 }),
        label({ text: name, ...places[f % places.length]!, role }),
      ];
    }),
  });
  return panels({
    headline: "Too much pressure forgets factors;\nbelow that the seed decides",
    description: `The mutual information gap over β, ten runs each: ${
      betas.map((beta, i) => `${means[i]!.toFixed(2)} at ${beta}`).join(", ")
    }; the angle is never told by one number.`,
    figures: [above, below],
    columns: 1,
  });
}
