/** What exercise 19.4 starts from: an agent's networks, and batches with their noise, as tensors. */
import { type SacAgent, sacAgent } from "lib/agents";
import { fold, type Key, key, normal, uniform } from "lib/math";
import { adamOptimizer, type TensorTree, treeEntries } from "lib/nn";
import * as tf from "lib/nn/tf";
import { squashedGaussian } from "lib/prob/tensor";

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

/** An agent's networks at their start, its optimizers, and three batches as tensors. */
export function practice(seed: number) {
  const agent = freshAgent(seed), { network } = agent.policy;
  const { actor, critics, targets, temperature } = agent.networks as
    & Readonly<
      Record<"actor" | "critics" | "targets", TensorTree>
    >
    & { readonly temperature: { readonly log: tf.Scalar } };
  const adamOf = <T extends TensorTree>(tree: T) =>
    adamOptimizer(tree, { learningRate: agent.config.learningRate });
  return {
    ...{ actor, critics, targets, log: temperature.log },
    adam: { actor: adamOf(actor), critics: adamOf(critics), temperature: adamOf(temperature) },
    draw: (tree: TensorTree, seen: tf.Tensor2D, noise: tf.Tensor2D) =>
      squashedGaussian(network.apply(tree, seen) as tf.Tensor2D, noise),
    judge: (tree: TensorTree, seen: tf.Tensor2D, action: tf.Tensor2D) =>
      network.apply(tree, tf.concat([seen, action], 1)),
    batches: plainBatches(seed).map(tensorsOf),
  };
}

function tensorsOf({ size, noise, rewards, masks, ...plain }: PlainBatch) {
  return {
    ...{ rewards, masks },
    seen: tf.tensor2d(plain.observations, [size, 3]),
    actions: tf.tensor2d(plain.actions, [size, 1]),
    seenNext: tf.tensor2d(plain.observationsNext, [size, 3]),
    next: tf.tensor2d(Float32Array.from(noise.next), [size, 1]),
    now: tf.tensor2d(Float32Array.from(noise.now), [size, 1]),
  };
}

/** All that was learned, as numbers: actor, critics, slow copies, log α. */
export function learned(
  { actor, critics, targets, log }: Pick<
    ReturnType<typeof practice>,
    "actor" | "critics" | "targets" | "log"
  >,
): readonly number[] {
  return [actor, critics, targets, { log }].flatMap((tree) =>
    treeEntries(tree).flatMap(([, tensor]) => Array.from(tensor.dataSync()))
  );
}
