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
  hostTensor,
  leastOfStack,
  onHost,
  tensorScope,
  type TensorTree,
  type ValueAndGradients,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { squashedGaussian } from "../../prob/tensor/mod.ts";
import type { Turn } from "../learning/captured_update.ts";
import { batchTensors, learnCritics, targetsOf } from "../learning/critics.ts";
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

/** What an update is given. */
export interface SacGiven {
  readonly batch: Batch;
  readonly noise: SacNoise;
}

/**
 * One update of everything, in place. The actor learns from the critics as just updated; the
 * temperature α is the one it began with. A number that is not finite stops it before the part that
 * it spoils. It leaves losses before their steps, α, the entropy in nats, and the value.
 */
export function sacUpdate(state: SacState, turn: Turn<SacGiven>): void {
  using scope = tensorScope();
  const { spaces, critics, targets, config } = state, actions = spaces.low.length;
  const { size } = turn.given.batch;
  const noiseOf = (when: keyof SacNoise) =>
    scope.own(hostTensor<tf.Rank.R2>([size, actions], () => turn.given.noise[when]));
  const { observations, inputs } = batchTensors(scope, [spaces.observations, actions], turn);
  const at = { temperature: NaN }; // α of this update
  const alpha = scope.own(
    hostTensor<tf.Rank.R0>([], () => [at.temperature = temperatureOf(state)]),
  );
  const y = scope.own(softTargetsOf(state, turn, noiseOf("next"), at));
  const critic = learnCritics(critics, inputs, y);
  const actor = learnActor(state, observations, noiseOf("now"), alpha);
  const temperature = learnTemperature(state, actor);
  averageTowards(targets, critics.parameters, config.averaging);
  onHost(() => {
    const { loss, logDensity, value } = actor.terms;
    const losses = { criticLoss: critic.loss, actorLoss: loss!, temperatureLoss: temperature.loss };
    turn.metrics = { ...losses, ...at, entropy: -logDensity!, value: value! };
  });
}

/** y of each transition, `[B, 1]`; by the slow copies, with an action drawn for the next state. */
function softTargetsOf(
  { config, actorNetwork, actor, critics, targets, spaces }: SacState,
  turn: Turn<SacGiven>,
  noise: tf.Tensor2D,
  at: { readonly temperature: number },
): tf.Tensor {
  const { size } = turn.given.batch;
  return tf.tidy(() => {
    const seen = () => turn.given.batch.observationsNext;
    const observations = hostTensor<tf.Rank.R2>([size, spaces.observations], seen);
    const policy = actorNetwork.apply(actor, observations) as tf.Tensor2D;
    const { action, logDensity } = squashedGaussian(policy, noise, config.logStdRange);
    const inputs = tf.concat([observations, action], 1);
    const values = leastOfStack(critics.network.apply(targets, inputs));
    return hostTensor([size, 1], () => {
      const next = { values: values.dataSync(), logDensities: logDensity.dataSync() };
      return targetsOf(turn.given.batch, next, config.discount, at.temperature);
    });
  });
}

/** The actor's loss and its terms, before its step. */
function learnActor(
  { actorNetwork, actor, actorOptimizer, critics, config }: SacState,
  observations: tf.Tensor2D,
  noise: tf.Tensor2D,
  alpha: tf.Scalar,
): Pick<ValueAndGradients<TensorTree>, "terms"> {
  const values = (actions: tf.Tensor2D) =>
    critics.network.apply(critics.parameters, tf.concat([observations, actions], 1));
  using at = valueAndGradients(
    (actor) =>
      tf.tidy(() => {
        const policy = actorNetwork.apply(actor, observations) as tf.Tensor2D;
        return actorLossOf(policy, values, noise, alpha, config.logStdRange);
      }),
    actor,
  );
  actorOptimizer.update(at.gradients);
  return at;
}

/** Nothing to do for a fixed temperature; its loss is reported all the same. */
function learnTemperature(
  state: SacState,
  actor: Pick<ValueAndGradients<TensorTree>, "terms">,
): { readonly loss: number } {
  using scope = tensorScope();
  const { config, temperatureOptimizer } = state, at = { loss: 0 };
  const lossNow = () => {
    const { logDensity } = actor.terms;
    return at.loss = temperatureLossOf(logTemperatureOf(state), logDensity!, config.targetEntropy);
  };
  if (config.temperature.kind === "fixed") onHost(lossNow);
  else { // J_α is its own derivative by log α
    temperatureOptimizer.update({ log: scope.own(hostTensor<tf.Rank.R0>([], () => [lossNow()])) });
  }
  return at;
}

/** @throws {ShapeError} for noise of another length than the batch needs */
export function requireNoise(noise: SacNoise, rows: number, columns: number): void {
  for (const name of ["next", "now"] as const) {
    const { length } = noise[name];
    if (length === rows * columns) continue;
    throw new ShapeError("update", `noise.${name}`, [length], `${rows * columns} numbers, [B,A]`);
  }
}
