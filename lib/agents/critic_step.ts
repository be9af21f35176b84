/** What SAC and DDPG share: a batch as tensors, and a step of the critics. */
import {
  type AdamOptimizer,
  type MlpParameters,
  type TensorScope,
  tensorScope,
  tf,
  valueAndGradients,
} from "../nn/mod.ts";
import type { Batch } from "./replay.ts";
import { criticLoss } from "./sac.ts";
import type { Spaces } from "./spaces.ts";

/** A batch's states, and states and actions side by side. */
export interface BatchTensors {
  /** `[B, O]`. */
  readonly observations: tf.Tensor2D;
  /** `[B, O + A]`. */
  readonly inputs: tf.Tensor;
}

/** @returns owned by the scope */
export function batchTensors(scope: TensorScope, spaces: Spaces, batch: Batch): BatchTensors {
  const { size, observations: seen, actions: done } = batch;
  const observations = scope.own(tf.tensor2d(seen, [size, spaces.observations]));
  const actions = scope.own(tf.tensor2d(done, [size, spaces.low.length]));
  return { observations, inputs: scope.own(tf.concat([observations, actions], 1)) };
}

/**
 * One step of the critics towards targets, in place.
 *
 * @param y `[B]`
 * @returns the loss before it
 * @throws {NonFiniteTensorError} naming tensor and step; nothing is changed then
 */
export function learnCritics(
  { critics, criticOptimizer }: {
    readonly critics: MlpParameters;
    readonly criticOptimizer: AdamOptimizer<MlpParameters>;
  },
  inputs: tf.Tensor,
  y: Float32Array,
  step: number,
): number {
  using scope = tensorScope();
  const targets = scope.own(tf.tensor2d(y, [y.length, 1]));
  using at = valueAndGradients(
    (critics) => tf.tidy(() => criticLoss(critics, inputs, targets)),
    critics,
    { step, batch: { inputs, targets } },
  );
  criticOptimizer.update(at.gradients, step);
  return at.loss;
}
