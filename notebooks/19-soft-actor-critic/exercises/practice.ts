/** What exercise 19.4 starts from: an agent's networks, and batches with their noise, as tensors. */
import { type SacAgent, sacAgent } from "lib/agents";
import { fold, type Key, key, normal, uniform } from "lib/math";
import { readTree, type TensorTree } from "lib/nn";
import * as tf from "lib/nn/tf";

const [SIZE, BATCHES] = [32, 3];
const SPACES = { observations: 3, kind: "box", low: [-2], high: [2] } as const;
const SETTINGS = { hidden: [8, 8], learningRate: 1e-2 } as const;

/** A fresh agent; the same for the same seed. */
export const freshAgent = (seed: number): SacAgent =>
  sacAgent(fold(key(19), `practice ${seed}`), SPACES, SETTINGS);

/** Plain numbers of one batch, as agents take them, and the noise of one update. */
export interface PlainBatch {
  readonly size: number;
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly rewards: Float32Array;
  readonly masks: Float32Array;
  readonly observationsNext: Float32Array;
  readonly noise: { readonly next: Float64Array; readonly now: Float64Array };
}

/** Made-up transitions; in about one of eight the world ends. */
export function plainBatches(seed: number): readonly PlainBatch[] {
  return Array.from({ length: BATCHES }, (_, i) => {
    const at = fold(fold(key(20), seed), i);
    const drawn = (name: string, count: number) => Float32Array.from(normal(fold(at, name), count));
    const noise = (name: string): Float64Array => normal(fold(at as Key, name), SIZE);
    return {
      size: SIZE,
      observations: drawn("seen", 3 * SIZE),
      actions: Float32Array.from(uniform(fold(at, "done"), SIZE, -1, 1)),
      rewards: drawn("paid", SIZE),
      masks: Float32Array.from(uniform(fold(at, "ends"), SIZE), (u) => u < 0.125 ? 0 : 1),
      observationsNext: drawn("next seen", 3 * SIZE),
      noise: { next: noise("next"), now: noise("now") },
    };
  });
}

/** An agent's networks at their start, and three batches as tensors. */
export function practice(seed: number) {
  const agent = freshAgent(seed);
  const { actor, critics, targets, temperature } = agent.networks as {
    readonly actor: TensorTree;
    readonly critics: TensorTree;
    readonly targets: TensorTree;
    readonly temperature: { readonly log: tf.Scalar };
  };
  const { discount, averaging, learningRate, targetEntropy } = agent.config;
  const batches = plainBatches(seed).map(({ size, noise, ...plain }) => ({
    observations: tf.tensor2d(plain.observations, [size, 3]),
    actions: tf.tensor2d(plain.actions, [size, 1]),
    rewards: tf.tensor2d(plain.rewards, [size, 1]),
    masks: tf.tensor2d(plain.masks, [size, 1]),
    observationsNext: tf.tensor2d(plain.observationsNext, [size, 3]),
    next: tf.tensor2d(Float32Array.from(noise.next), [size, 1]),
    now: tf.tensor2d(Float32Array.from(noise.now), [size, 1]),
  }));
  const network = agent.policy.network;
  const settings = { discount, averaging, learningRate, targetEntropy };
  return { network, actor, critics, targets, temperature, batches, settings };
}

/** All that was learned, as numbers: actor, critics, slow copies, log α. */
export function learned(
  trees: Pick<ReturnType<typeof practice>, "actor" | "critics" | "targets" | "temperature">,
): readonly number[] {
  const { actor, critics, targets, temperature } = trees;
  return [actor, critics, targets, temperature as TensorTree].flatMap((tree) =>
    Object.values(readTree(tree)).flatMap((numbers) => Array.from(numbers as ArrayLike<number>))
  );
}
