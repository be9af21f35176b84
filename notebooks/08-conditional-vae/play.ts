/** Codes of play: a model of twelve strides from a place, and plans that are made of its codes. */
import { touchesTree, treePlay } from "lib/envs";
import {
  conditionalElbo,
  conditionalTrainer,
  decodeTargets,
  gaussianPixels,
  mlpConditional,
  type MlpConditionalParameters,
  mlpConditionalParameters,
} from "lib/inference/tensor";
import { fold, type Key, type Matrix, normal, uniform } from "lib/math";
import { pairs, scaled, STRIDE } from "./walks.ts";

/** Strides that a code stands for, numbers of a code, codes of a plan. */
export const PLAY = { chunk: 12, latent: 4, codes: 4, variance: 0.05 } as const;

/** The model: from place and code to twelve strides. */
export const playModel = mlpConditional(gaussianPixels(PLAY.variance));

/** Place → the next twelve strides, from so many strides of play; and how far twelve strides lead. */
export function playPairs(key: Key, strides: number) {
  const walk = treePlay(key, strides), last = strides - PLAY.chunk;
  const { inputs, targets } = pairs([{ ...walk, side: 1 }], PLAY.chunk);
  const far = Array.from({ length: last }, (_, t) => {
    const [from, to] = [walk.places[t]!, walk.places[t + PLAY.chunk]!];
    return Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!);
  });
  return { data: { inputs: inputs.slice(0, last), targets: targets.slice(0, last) }, far, walk };
}

/** Trains the model of play. */
export function playFit(
  key: Key,
  data: { readonly inputs: Matrix; readonly targets: Matrix },
  steps: number,
): MlpConditionalParameters {
  const { chunk, latent } = PLAY;
  const sides = { inputs: 2, targets: 2 * chunk, hidden: [64, 64], latent };
  const parameters = mlpConditionalParameters(fold(key, "start"), sides);
  using trainer = conditionalTrainer(
    fold(key, "train"),
    (own, batch) => conditionalElbo(playModel, own, batch),
    parameters,
    data,
    { batch: 128, learningRate: 2e-3, latent },
  );
  while (trainer.steps() < steps) trainer.step();
  return parameters;
}

/** A start and a goal, `[x, y]` each. */
export interface Errand {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Errands across the tree: from below it to above it, 6.4 to 7.7 units apart. */
export function errands(key: Key, count: number): readonly Errand[] {
  return Array.from({ length: count }, (_, i) => {
    const [a, b, c, d] = uniform(fold(key, i), 4);
    return { from: [3 * a! - 1.5, 0.5 + 0.3 * b!], to: [3 * c! - 1.5, 7.2 + 0.3 * d!] };
  });
}

/** Where strides lead from a place, step by step; no noise. */
export type Imagine = (plans: Matrix, from: readonly number[]) => readonly (readonly number[][])[];

/** Plans are lists of codes: the decoder says the strides, place by place. */
export function byCodes(parameters: MlpConditionalParameters): Imagine {
  return (plans, from) => {
    const paths = plans.map(() => [[...from]]);
    for (let c = 0; c < PLAY.codes; c++) {
      const codes = plans.map((plan) => plan.slice(c * PLAY.latent, (c + 1) * PLAY.latent));
      const inputs = paths.map((path) => scaled(path.at(-1)!));
      decodeTargets(playModel, parameters, inputs, codes).forEach((chunk, i) =>
        follow(paths[i]!, chunk)
      );
    }
    return paths;
  };
}

/** Plans are the strides themselves. */
export const byStrides: Imagine = (plans, from) =>
  plans.map((plan) => {
    const path = [[...from]];
    follow(path, plan);
    return path;
  });

/** Adds the places that strides lead to. */
function follow(path: number[][], chunk: readonly number[]): void {
  for (let t = 0; 2 * t < chunk.length; t++) {
    const [x, y] = path.at(-1) as [number, number];
    const stride = [chunk[2 * t]!, chunk[2 * t + 1]!].map((each) =>
      Math.min(Math.max(each * STRIDE, -0.6), 0.6)
    );
    path.push([x + stride[0]!, y + stride[1]!]);
  }
}

/** How near a way comes to the goal before it touches the tree or leaves the plane. */
export function missOf(path: readonly (readonly number[])[], goal: readonly number[]): number {
  let nearest = Infinity;
  for (const [t, [x, y]] of path.entries()) {
    const before = path[Math.max(0, t - 1)]!;
    const out = Math.abs(x!) > 4 || y! < 0 || y! > 9;
    if (out || touchesTree({ x: before[0]!, y: before[1]! }, { x: x!, y: y! })) break;
    nearest = Math.min(nearest, Math.hypot(x! - goal[0]!, y! - goal[1]!));
  }
  return nearest;
}

/** How a plan is searched for. */
export const SEARCH = { candidates: 64, elite: 8, rounds: 6 } as const;

/**
 * The cross-entropy method: draw plans from a Gaussian, keep the best, fit the Gaussian to them, again.
 * @param size numbers of a plan; the first Gaussian is N(0, I)
 * @returns the best way that was imagined, and after each round how near the best so far came
 */
export function search(
  key: Key,
  { from, to }: Errand,
  imagine: Imagine,
  size: number,
): { readonly path: Matrix; readonly misses: readonly number[] } {
  let mean = Array<number>(size).fill(0), std = Array<number>(size).fill(1);
  let best: { path: Matrix; miss: number } = { path: [], miss: Infinity };
  const misses: number[] = [];
  for (let round = 0; round < SEARCH.rounds; round++) {
    const noise = normal(fold(key, round), SEARCH.candidates * size);
    const plans = Array.from(
      { length: SEARCH.candidates },
      (_, i) => mean.map((m, d) => m + std[d]! * noise[i * size + d]!),
    );
    const ways = imagine(plans, from)
      .map((path, i) => ({ path, miss: missOf(path, to), plan: plans[i]! }));
    const elite = ways.toSorted((a, b) => a.miss - b.miss).slice(0, SEARCH.elite);
    if (elite[0]!.miss < best.miss) best = elite[0]!;
    misses.push(best.miss);
    const average = (f: (plan: readonly number[]) => number) =>
      elite.reduce((sum, { plan }) => sum + f(plan), 0) / elite.length;
    mean = mean.map((_, d) => average((plan) => plan[d]!));
    std = std.map((_, d) => Math.sqrt(average((plan) => (plan[d]! - mean[d]!) ** 2)) + 0.05);
  }
  return { path: best.path, misses };
}
