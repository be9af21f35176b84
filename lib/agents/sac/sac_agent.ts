/** Soft Actor-Critic as an agent: its parts, and one update of them all. */
import { fold, type Key, normal } from "../../math/mod.ts";
import {
  averageTowards,
  leastOfStack,
  mlp,
  squashedGaussian,
  tensorScope,
  tf,
  valueAndGradients,
} from "../../nn/mod.ts";
import { batchTensors, learnCritics, softTargets } from "../shared/critics.ts";
import type { Learner, Metrics, Sampled } from "../shared/learner.ts";
import { outputsOf, valuesOf } from "../shared/networks.ts";
import type { Batch } from "../shared/replay.ts";
import { actorLoss, temperatureLoss } from "./losses.ts";
import { resolveSac, type SacConfig } from "./sac_config.ts";
import { type SacState, sacState, temperatureOf } from "./sac_state.ts";
import type { Spaces } from "../shared/spaces.ts";

/**
 * An agent that learns by Soft Actor-Critic. One update goes: targets, critics, actor, temperature,
 * slow copies; the actor learns from the critics as just updated, and the temperature α of an update
 * is the one it began with.
 *
 * @param key the networks start from folds of it by their names
 * @param config what differs from {@link sacDefaults}
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options
 *
 * @example
 * ```ts
 * import { sacAgent, spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assert } from "@std/assert";
 * await startBackend();
 * function firstAction(): number[] {
 *   using agent = sacAgent(key(0), spacesOf(pendulum()), { hidden: [32, 32] });
 *   return agent.explore([1, 0, 0], key(1));
 * }
 * assert(Math.abs(firstAction()[0]!) <= 1);
 * ```
 */
export function sacAgent(key: Key, spaces: Spaces, config: Partial<SacConfig> = {}): Learner {
  const state = sacState(key, spaces, resolveSac(spaces, config));
  const { actor, critics, targets, temperature, config: resolved } = state;
  const optimizers = [state.actorOptimizer, state.criticOptimizer, state.temperatureOptimizer];
  const memory = {
    actor: state.actorOptimizer.memory,
    critics: state.criticOptimizer.memory,
    temperature: state.temperatureOptimizer.memory,
  };
  const tensors = { actor, critics, targets, temperature, memory };
  return {
    kind: "sac",
    spaces,
    config: resolved,
    explore: (observation, key) => sampled(state, [observation], key).actions[0]!.slice(),
    exploit: (observations) => medians(state, observations),
    sample: (observations, key) => sampled(state, observations, key),
    values: (observations, actions) => valuesOf(critics, spaces, observations, actions),
    temperature: () => temperatureOf(state),
    update: (batch, key, step) => update(state, batch, key, step),
    tensors,
    [Symbol.dispose]: () => {
      for (const optimizer of optimizers) optimizer[Symbol.dispose]();
      tf.dispose([actor, critics, targets, temperature] as unknown as tf.TensorContainer);
    },
  };
}

/** One update of everything. A number that is not finite stops it before the part that it spoils. */
function update(state: SacState, batch: Batch, key: Key, step: number): Metrics {
  using scope = tensorScope();
  const { spaces, critics, targets, config } = state, alpha = temperatureOf(state);
  const { observations, inputs } = batchTensors(scope, spaces, batch);
  const noiseNext = scope.own(noiseOf(state, batch.size, fold(key, "next")));
  const criticLoss = learnCritics(state, inputs, targetsOf(state, batch, noiseNext, alpha), step);
  const noise = scope.own(noiseOf(state, batch.size, fold(key, "now")));
  const { loss, logDensity, value } = learnActor(state, observations, noise, alpha, step);
  const temperatureLoss = learnTemperature(state, logDensity!, step);
  averageTowards(targets, critics, config.averaging);
  const losses = { criticLoss, actorLoss: loss!, temperatureLoss };
  return { ...losses, temperature: alpha, entropy: -logDensity!, value: value! };
}

/** The terms of the actor's loss, before its step. */
function learnActor(
  { actor, critics, config, actorOptimizer }: SacState,
  observations: tf.Tensor2D,
  noise: tf.Tensor2D,
  alpha: number,
  step: number,
): Metrics {
  using at = valueAndGradients(
    (actor) =>
      tf.tidy(() => actorLoss(actor, critics, observations, noise, alpha, config.logStdRange)),
    actor,
    { step },
  );
  actorOptimizer.update(at.gradients, step);
  return at.terms;
}

function targetsOf(state: SacState, batch: Batch, noise: tf.Tensor2D, alpha: number): Float32Array {
  const { config, actor, targets, spaces } = state;
  let y: Float32Array = new Float32Array(0);
  tf.tidy(() => { // which would look for tensors in a result, number by number
    const observations = tf.tensor2d(batch.observationsNext, [batch.size, spaces.observations]);
    const policy = mlp(actor, observations) as tf.Tensor2D;
    const { action, logDensity } = squashedGaussian(policy, noise, config.logStdRange);
    const least = leastOfStack(mlp(targets, tf.concat([observations, action], 1)));
    const next = { values: least.dataSync(), logDensities: logDensity.dataSync() };
    y = softTargets(batch, next, config.discount, alpha);
  });
  return y;
}

/** Nothing to do for a fixed temperature; its loss is reported all the same. */
function learnTemperature(state: SacState, meanLogDensity: number, step: number): number {
  using scope = tensorScope();
  const { config, temperatureOptimizer } = state, log = Math.log(temperatureOf(state));
  const loss = temperatureLoss(log, meanLogDensity, config.targetEntropy);
  if (config.temperature.kind === "fixed") return loss;
  const gradient = scope.own(tf.scalar(loss)); // J_α is its own derivative by log α
  temperatureOptimizer.update({ log: gradient }, step);
  return loss;
}

function noiseOf({ spaces }: SacState, rows: number, key: Key): tf.Tensor2D {
  const columns = spaces.low.length;
  return tf.tensor2d(Float32Array.from(normal(key, rows * columns)), [rows, columns]);
}

/** tanh μ: half of the policy lies on either side, in each action. */
function medians(
  { actor, spaces }: SacState,
  observations: readonly (readonly number[])[],
): number[][] {
  const columns = spaces.low.length, numbers = outputsOf(actor, observations, spaces.observations);
  return observations.map((_, i) =>
    Array.from({ length: columns }, (_, j) => Math.tanh(numbers[2 * columns * i + j]!))
  );
}

function sampled(
  state: SacState,
  observations: readonly (readonly number[])[],
  key: Key,
): Sampled {
  const { actor, spaces, config } = state, columns = spaces.low.length;
  return tf.tidy(() => {
    const numbers = outputsOf(actor, observations, spaces.observations);
    const policy = tf.tensor2d(numbers, [observations.length, 2 * columns]);
    const noise = noiseOf(state, observations.length, key);
    const { action, logDensity } = squashedGaussian(policy, noise, config.logStdRange);
    return { actions: action.arraySync(), logDensities: logDensity.arraySync() };
  });
}
