/** Critics: their target, their loss, and a step towards the one by the other. */
import { atLeast, between, door, record, refusal, ShapeError, vector } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  hostTensor,
  type TensorScope,
  tensorShape,
  type TensorTree,
  type ValueAndGradients,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Turn } from "./captured_update.ts";
import type { Network } from "../shared/networks.ts";
import type { Batch } from "../shared/transitions.ts";

const checkTargets = door("make targets", {
  batch: record({ rewards: vector("B"), masks: vector("B", between(0, 1)) }),
  next: record({ values: vector("B"), logDensities: vector("B") }),
  discount: between(0, 1),
  temperature: atLeast(0),
});

/** What is known of the next step. */
export interface NextValues {
  /** min_i Q̄_i(s′, a′), `[B]`, with a′ drawn by the policy. */
  readonly values: ArrayLike<number>;
  /** log π(a′ | s′) in nats, `[B]`. */
  readonly logDensities: ArrayLike<number>;
}

/**
 * What the critics should say, y = r + γ m (min_i Q̄_i(s′, a′) − α log π(a′ | s′)), with m = 0 where the
 * world ended. The entropy stands inside γ: it belongs to the next step.
 * Haarnoja et al. 2018b, equation 6, with the least of two critics.
 *
 * @param discount γ
 * @param temperature α, reward per nat
 * @returns `[B, 1]` row-major, return; plain numbers, for no gradient flows into a target
 * @throws {TypeError|ShapeError|RangeError} when the four lists are not of one length, or one is none,
 *   for numbers that are none, and targets that float32 cannot hold
 * @example
 * ```ts
 * import { softTargets } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const batch = { rewards: Float32Array.of(1, 1), masks: Float32Array.of(1, 0) };
 * const next = { values: [10, 10], logDensities: [-2, -2] };
 * assertEquals(softTargets(batch, next, 0.5, 1), Float32Array.of(7, 1));
 * ```
 */
export function softTargets(
  batch: Pick<Batch, "rewards" | "masks">,
  next: NextValues,
  discount: number,
  temperature: number,
): Float32Array {
  checkTargets({ batch, next, discount, temperature });
  const targets = targetsOf(batch, next, discount, temperature);
  vector().check("make targets", "the targets", targets);
  return targets;
}

/** {@link softTargets} of what an agent made itself. */
export function targetsOf(
  { rewards, masks }: Pick<Batch, "rewards" | "masks">,
  { values, logDensities }: NextValues,
  discount: number,
  temperature: number,
): Float32Array {
  const targets = new Float32Array(rewards.length);
  for (let i = 0; i < targets.length; i++) {
    const soft = values[i]! - temperature * logDensities[i]!;
    targets[i] = rewards[i]! + discount * masks[i]! * soft;
  }
  return targets;
}

/**
 * J_Q = Σ_i mean ½ (Q_i(s, a) − y)². Haarnoja et al. 2018b, equation 5, summed over the critics.
 *
 * @param values Q_i(s, a) of a stack of T critics, `[T, B, 1]`; borrowed, as all are
 * @param targets y, `[B, 1]`
 * @returns a scalar, squared return; the caller owns it
 * @throws {ShapeError} for targets of another shape, which would be spread over the examples, and
 *   for values that are of no stack
 *
 * @example
 * ```ts
 * import { criticLoss } from "lib/agents";
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const loss = criticLoss(tf.zeros([2, 1, 1]), tf.tensor2d([[3]])); // two critics that say 0
 * assertEquals(loss.dataSync()[0], 9); // ½ · 3² of each
 * ```
 */
export function criticLoss(values: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  const doing = "evaluate criticLoss";
  requireStacked(doing, values);
  tensorShape([values.shape[1]!, 1]).check(doing, "targets", targets);
  const mean = tf.mean<tf.Scalar>(tf.squaredDifference(values, targets)); // over critics, too
  const halves = values.shape[0]!; // of two critics the two halves make one
  return halves === 2 ? mean : tf.mul(mean, halves / 2);
}

/**
 * Refuses values of a single network where critics are a stack: the least would be taken over the
 * examples.
 */
export function requireStacked(doing: string, values: tf.Tensor): void {
  if (!(values instanceof tf.Tensor) || values.isDisposed) {
    const got = values instanceof tf.Tensor ? "a disposed tensor" : values;
    throw new TypeError(refusal(doing, CRITICS, got, STACK));
  }
  if (values.rank === 3 && values.shape[2] === 1) return;
  throw new ShapeError(doing, CRITICS, values.shape, STACK);
}

const CRITICS = "the critics' values", STACK = "[T,B,1], of a stack";

/** A batch's states, and states and actions side by side. */
export interface BatchTensors {
  /** `[B, O]`. */
  readonly observations: tf.Tensor2D;
  /** `[B, O + A]`. */
  readonly inputs: tf.Tensor;
}

/**
 * The tensors of the batch that a turn gives.
 *
 * @returns owned by the scope
 */
export function batchTensors(
  scope: TensorScope,
  [O, A]: readonly [observation: number, action: number],
  turn: Turn<{ readonly batch: Batch }>,
): BatchTensors {
  const { size } = turn.given.batch;
  const observations = scope.own(
    hostTensor<tf.Rank.R2>([size, O], () => turn.given.batch.observations),
  );
  const actions = scope.own(hostTensor([size, A], () => turn.given.batch.actions));
  return { observations, inputs: scope.own(tf.concat([observations, actions], 1)) };
}

/** Critics that learn. */
export interface LearningCritics {
  readonly network: Network;
  /** A stack of them. */
  readonly parameters: TensorTree;
  readonly optimizer: AdamOptimizer<TensorTree>;
}

/**
 * One step of the critics towards targets, in place.
 *
 * @param targets y, `[B, 1]`; borrowed
 * @returns the loss before it, to be read in `onHost`
 * @throws {NonFiniteTensorError} naming tensor and step; nothing is changed then
 */
export function learnCritics(
  { network, parameters, optimizer }: LearningCritics,
  inputs: tf.Tensor,
  targets: tf.Tensor,
): Pick<ValueAndGradients<TensorTree>, "loss"> {
  using at = valueAndGradients(
    (critics) => tf.tidy(() => criticLoss(network.apply(critics, inputs), targets)),
    parameters,
    { batch: { inputs, targets } },
  );
  optimizer.update(at.gradients);
  return at;
}
