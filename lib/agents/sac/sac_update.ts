/** One update of Soft Actor-Critic: targets, critics, actor, temperature, slow copies. */
import {
  door,
  fold,
  type Key,
  keyShape,
  MOST_NUMBERS,
  normal,
  record,
  ShapeError,
  vector,
  whole,
} from "../../math/mod.ts";
import {
  averageTowards,
  leastOfStack,
  readOut,
  tensorScope,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { squashedGaussian } from "../../prob/tensor/mod.ts";
import type { Metrics } from "../shared/agent.ts";
import { batchTensors, learnCritics, targetsOf } from "../shared/critics.ts";
import type { Batch } from "../shared/transitions.ts";
import { actorLossOf, temperatureLossOf } from "./losses.ts";
import { logTemperatureOf, type SacState, temperatureOf } from "./sac_state.ts";

/** The chance of one update, standard normal, `[B, A]` row-major. */
export interface SacNoise {
  /** For the action in the next state. */
  readonly next: ArrayLike<number>;
  /** For the action that the actor learns from. */
  readonly now: ArrayLike<number>;
}

/** The noise that a caller brings along. */
export const NOISE = record({ next: vector(), now: vector() }, "noise { next, now }");

const checkNoise = door("draw noise", { key: keyShape, count: whole(0, MOST_NUMBERS) });

/**
 * The noise of an update, from folds of its key by name.
 *
 * @throws {TypeError|RangeError} for a key or a count that is none
 */
export function sacNoise(key: Key, count: number): SacNoise {
  checkNoise({ key, count });
  return { next: normal(fold(key, "next"), count), now: normal(fold(key, "now"), count) };
}

/**
 * One update of everything, in place. The actor learns from the critics as just updated; the
 * temperature α is the one it began with. A number that is not finite stops it before the part that
 * it spoils.
 *
 * @returns losses before their steps, α, the entropy in nats, and the value
 */
export function sacUpdate(state: SacState, batch: Batch, noise: SacNoise, step: number): Metrics {
  using scope = tensorScope();
  const { spaces, critics, targets, config } = state, actions = spaces.low.length;
  const { observations, inputs } = batchTensors(scope, [spaces.observations, actions], batch);
  const next = scope.own(noiseTensor("noise.next", noise.next, batch.size, actions));
  const alpha = temperatureOf(state);
  const criticLoss = learnCritics(critics, inputs, softTargetsOf(state, batch, next, alpha), step);
  const now = scope.own(noiseTensor("noise.now", noise.now, batch.size, actions));
  const { loss, logDensity, value } = learnActor(state, observations, now, alpha, step);
  const temperatureLoss = learnTemperature(state, logDensity!, step);
  averageTowards(targets, critics.parameters, config.averaging);
  const losses = { criticLoss, actorLoss: loss!, temperatureLoss };
  return { ...losses, temperature: alpha, entropy: -logDensity!, value: value! };
}

/** y of each transition; by the slow copies, with an action drawn for the next state. */
function softTargetsOf(
  state: SacState,
  batch: Batch,
  noise: tf.Tensor2D,
  alpha: number,
): Float32Array {
  const { config, actorNetwork, actor, critics, targets, spaces } = state;
  const next = readOut(() => {
    const observations = tf.tensor2d(batch.observationsNext, [batch.size, spaces.observations]);
    const policy = actorNetwork.apply(actor, observations) as tf.Tensor2D;
    const { action, logDensity } = squashedGaussian(policy, noise, config.logStdRange);
    const inputs = tf.concat([observations, action], 1);
    const values = leastOfStack(critics.network.apply(targets, inputs));
    return { values, logDensities: logDensity };
  });
  return targetsOf(batch, next, config.discount, alpha);
}

/** The terms of the actor's loss, before its step. */
function learnActor(
  { actorNetwork, actor, actorOptimizer, critics, config }: SacState,
  observations: tf.Tensor2D,
  noise: tf.Tensor2D,
  alpha: number,
  step: number,
): Metrics {
  const values = (actions: tf.Tensor2D) =>
    critics.network.apply(critics.parameters, tf.concat([observations, actions], 1));
  using at = valueAndGradients(
    (actor) =>
      tf.tidy(() => {
        const policy = actorNetwork.apply(actor, observations) as tf.Tensor2D;
        return actorLossOf(policy, values, noise, alpha, config.logStdRange);
      }),
    actor,
    { step },
  );
  actorOptimizer.update(at.gradients, step);
  return at.terms;
}

/** Nothing to do for a fixed temperature; its loss is reported all the same. */
function learnTemperature(state: SacState, meanLogDensity: number, step: number): number {
  using scope = tensorScope();
  const { config, temperatureOptimizer } = state;
  const loss = temperatureLossOf(logTemperatureOf(state), meanLogDensity, config.targetEntropy);
  if (config.temperature.kind === "fixed") return loss;
  const gradient = scope.own(tf.scalar(loss)); // J_α is its own derivative by log α
  temperatureOptimizer.update({ log: gradient }, step);
  return loss;
}

function noiseTensor(
  name: string,
  numbers: ArrayLike<number>,
  rows: number,
  columns: number,
): tf.Tensor2D {
  if (numbers.length !== rows * columns) {
    throw new ShapeError("update", name, [numbers.length], `${rows * columns} numbers, [B,A]`);
  }
  return tf.tensor2d(Float32Array.from(numbers), [rows, columns]);
}
