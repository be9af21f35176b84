/** One decision: how far to step aside, given where one stands. Everything about it is known. */
import {
  conditionalElbo,
  conditionalTrainer,
  decodeTargets,
  gaussianPixels,
  mlpConditional,
  type MlpConditionalParameters,
  mlpConditionalParameters,
} from "lib/inference/tensor";
import { fold, grid, type Key, type Matrix, normal, uniform } from "lib/math";

/** The side-step's size and spread; how strongly where one stands decides the side. */
export const LANE = { aside: 1.5, std: 0.15, slope: 3 } as const;

/** p(right | x). */
export const rightOf = (x: number): number => 1 / (1 + Math.exp(-LANE.slope * x));

/** x uniform in ±1; y = ±1.5 + 0.15 ε, to the right with probability sigmoid(3x). */
export function laneData(key: Key, count: number): { inputs: Matrix; targets: Matrix } {
  const draws = uniform(key, 2 * count), noise = normal(fold(key, "noise"), count);
  const inputs = Array.from({ length: count }, (_, i) => [2 * draws[i]! - 1]);
  return {
    inputs,
    targets: inputs.map(([x], i) => {
      const side = draws[count + i]! < rightOf(x!) ? 1 : -1;
      return [side * LANE.aside + LANE.std * noise[i]!];
    }),
  };
}

/** log p(y | x), exact. */
export function laneLogDensity(x: number, y: number): number {
  const bump = (mean: number) =>
    Math.exp(-0.5 * ((y - mean) / LANE.std) ** 2) / (LANE.std * Math.sqrt(2 * Math.PI));
  return Math.log(rightOf(x) * bump(LANE.aside) + (1 - rightOf(x)) * bump(-LANE.aside));
}

/** Whether a side-step passes: not into the tree, not off the path. */
export const passes = (y: number): boolean => Math.abs(y) > 1 && Math.abs(y) < 2;

/** The model of the lane: one number of code, perceptrons, Gaussian with the true spread. */
export const laneModel = mlpConditional(gaussianPixels(LANE.std ** 2));

/** A trained model of the lane, and the terms of its bound over the last hundred steps. */
export interface LaneFit {
  readonly parameters: MlpConditionalParameters;
  readonly fit: number;
  readonly kl: number;
}

/** Trains a conditional autoencoder of the lane. */
export function laneFit(
  key: Key,
  data: ReturnType<typeof laneData>,
  beta: number,
  steps: number,
): LaneFit {
  const sides = { inputs: 1, targets: 1, hidden: [32, 32], latent: 1 };
  const parameters = mlpConditionalParameters(fold(key, "start"), sides);
  using trainer = conditionalTrainer(
    fold(key, "train"),
    (own, batch) => conditionalElbo(laneModel, own, batch, { beta }),
    parameters,
    data,
    { batch: 128, learningRate: 3e-3 },
  );
  let [fit, kl] = [0, 0];
  const late = Math.min(100, steps);
  while (trainer.steps() < steps) {
    const terms = trainer.step();
    if (trainer.steps() <= steps - late) continue;
    fit += terms.logLikelihood! / late;
    kl += terms.kl! / late;
  }
  return { parameters, fit, kl };
}

/** Side-steps of the decoder at each x for each code: rows by x. */
export function sideSteps(
  parameters: MlpConditionalParameters,
  xs: readonly number[],
  codes: readonly number[],
): number[][] {
  const inputs = xs.flatMap((x) => codes.map(() => [x]));
  const all = decodeTargets(laneModel, parameters, inputs, xs.flatMap(() => codes.map((z) => [z])));
  return xs.map((_, i) => all.slice(i * codes.length, (i + 1) * codes.length).map(([y]) => y!));
}

/** Midpoints of so many equally likely pieces of N(0, 1): a fair sample of codes without chance. */
export function fairCodes(count: number, quantile: (p: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => quantile((i + 0.5) / count));
}

/** Mean log p(y | x) of a model, by a sum over a fine grid of codes. */
export function laneLikelihood(
  parameters: MlpConditionalParameters,
  data: ReturnType<typeof laneData>,
): number {
  const codes = grid(-5, 5, 401), step = 10 / 400;
  const prior = codes.map((z) => step * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI));
  const rows = sideSteps(parameters, data.inputs.map(([x]) => x!), codes);
  const each = rows.map((row, n) => {
    const y = data.targets[n]![0]!;
    const density = row.reduce(
      (sum, mean, i) => sum + prior[i]! * Math.exp(-0.5 * ((y - mean) / LANE.std) ** 2),
      0,
    );
    return Math.log(density + 1e-300) - Math.log(LANE.std * Math.sqrt(2 * Math.PI));
  });
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}
