/** What the training loop asks of an agent. */
import type { Key } from "../../math/mod.ts";
import type { TensorTree } from "../../nn/mod.ts";
import type { Batch } from "./replay.ts";
import type { Spaces } from "./spaces.ts";

/** Numbers of one update by name; the units are the losses' own. */
export type Metrics = Readonly<Record<string, number>>;

/** Actions, and log-densities of them in nats. */
export interface Sampled {
  /** `[B][A]`, in [−1, 1]. */
  readonly actions: readonly (readonly number[])[];
  /** `[B]`; 0 of an agent without chance. */
  readonly logDensities: readonly number[];
}

/**
 * An agent that learns from batches. Actions are in [−1, 1], see `toBox`. It owns its tensors: `using`
 * frees them.
 */
export interface Learner extends Disposable {
  /** `"sac"`, `"ddpg"`. */
  readonly kind: string;
  readonly spaces: Spaces;
  /** All settings, the defaults included. */
  readonly config: object;
  /** One action to learn from, `[A]`. */
  readonly explore: (observation: readonly number[], key: Key) => number[];
  /** The best actions it knows, `[B][A]`. */
  readonly exploit: (observations: readonly (readonly number[])[]) => number[][];
  /** Actions as its own critics think of them. */
  readonly sample: (observations: readonly (readonly number[])[], key: Key) => Sampled;
  /** What each critic says of actions, `[T][B]`, return. */
  readonly values: (
    observations: readonly (readonly number[])[],
    actions: readonly (readonly number[])[],
  ) => number[][];
  /** α, reward per nat; 0 of an agent without entropy. */
  readonly temperature: () => number;
  /** Learns from a batch; `step` is for messages. */
  readonly update: (batch: Batch, key: Key, step: number) => Metrics;
  /** Parameters and the memory of optimizers: what a checkpoint holds. */
  readonly tensors: TensorTree;
}
