/** One update of soft Q-learning with a sampling network: targets, values, sampler, slow copy. */
import { fold, type Key, normal, record, ShapeError, uniform, vector } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  averageTowards,
  hostTensor,
  onHost,
  tensorScope,
  type TensorTree,
  type ValueAndGradients,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Turn } from "../learning/captured_update.ts";
import { batchTensors, learnCritics, type LearningCritics } from "../learning/critics.ts";
import type { Network } from "../shared/networks.ts";
import type { BoxSpaces } from "../shared/spaces.ts";
import type { Batch } from "../shared/transitions.ts";
import { sampledSoftTargets, samplerPushes } from "./losses.ts";
import type { ResolvedSteinQ } from "./stein_q_config.ts";

/** The chance of one update, row-major. */
export interface SteinQNoise {
  /** Actions that the next states' values are estimated by, uniform in [−1, 1], `[B, M, A]`. */
  readonly values: ArrayLike<number>;
  /** ξ of the particles that push, standard normal, `[B, n, A]`. */
  readonly fixed: ArrayLike<number>;
  /** ξ of the particles that are moved, standard normal, `[B, m, A]`. */
  readonly moved: ArrayLike<number>;
}

/** The noise that a caller brings along. */
export const STEIN_NOISE = record(
  { values: vector(), fixed: vector(), moved: vector() },
  "noise { values, fixed, moved }",
);

/** All parts of the agent. */
export interface SteinQState {
  readonly config: ResolvedSteinQ;
  readonly spaces: BoxSpaces;
  /** Q, a stack of one. */
  readonly critics: LearningCritics;
  readonly targets: TensorTree;
  readonly samplerNetwork: Network;
  readonly sampler: TensorTree;
  readonly samplerOptimizer: AdamOptimizer<TensorTree>;
}

/** What an update is given. */
export interface SteinQGiven {
  readonly batch: Batch;
  readonly noise: SteinQNoise;
}

/** How many of the particles push, and how many are moved. */
export function halves({ particles }: Pick<ResolvedSteinQ, "particles">) {
  const fixed = Math.floor(particles / 2);
  return { fixed, moved: particles - fixed };
}

/** The noise of an update, from folds of its key by name. */
export function steinQNoise(key: Key, rows: number, state: SteinQState): SteinQNoise {
  const { config, spaces: { low: { length: actions } } } = state, count = halves(config);
  return {
    values: uniform(fold(key, "values"), rows * config.valueActions * actions, -1, 1),
    fixed: normal(fold(key, "fixed"), rows * count.fixed * actions),
    moved: normal(fold(key, "moved"), rows * count.moved * actions),
  };
}

/** @throws {ShapeError} for noise of another length than the batch needs */
export function requireSteinNoise(noise: SteinQNoise, rows: number, state: SteinQState): void {
  const { config, spaces: { low: { length: actions } } } = state;
  const counts = { values: config.valueActions, ...halves(config) };
  for (const name of ["values", "fixed", "moved"] as const) {
    const wanted = rows * counts[name] * actions, { length } = noise[name];
    if (length !== wanted) throw new ShapeError("update", `noise.${name}`, [length], `[${wanted}]`);
  }
}

/**
 * One update of everything, in place. The sampler learns from the values as just updated. It leaves
 * the losses' values before their steps: the critic's, and the mean of Q at the particles.
 */
export function steinQUpdate(state: SteinQState, turn: Turn<SteinQGiven>): void {
  using scope = tensorScope();
  const { spaces, critics, targets, config } = state, actions = spaces.low.length;
  const { inputs } = batchTensors(scope, [spaces.observations, actions], turn);
  const critic = learnCritics(critics, inputs, scope.own(targetsOf(state, turn)));
  const value = learnSampler(state, turn);
  averageTowards(targets, critics.parameters, config.averaging);
  onHost(() => {
    turn.metrics = { criticLoss: critic.loss, value: value() };
  });
}

/** y of each transition, `[B, 1]`, by the slow copy at actions drawn uniformly. */
function targetsOf(
  { config, critics, targets, spaces }: SteinQState,
  turn: Turn<SteinQGiven>,
): tf.Tensor {
  const { size } = turn.given.batch, { valueActions: count } = config;
  const O = spaces.observations, A = spaces.low.length;
  return tf.tidy(() => {
    const inputs = hostTensor([size * count, O + A], () => {
      const { batch, noise } = turn.given;
      return besides(batch.observationsNext, O, noise.values, A, count);
    });
    const next = critics.network.apply(targets, inputs);
    return hostTensor([size, 1], () => {
      const values = next.dataSync();
      return sampledSoftTargets(turn.given.batch, values, config.discount, config.temperature, A);
    });
  });
}

/** A step of the sampler along Stein's directions; the mean of Q at the particles that push. */
function learnSampler(state: SteinQState, turn: Turn<SteinQGiven>): () => number {
  using scope = tensorScope();
  const { samplerNetwork, sampler, config, spaces } = state, count = halves(config);
  const { size } = turn.given.batch, O = spaces.observations, A = spaces.low.length;
  const drawnFor = (name: "fixed" | "moved") =>
    scope.own(hostTensor([size * count[name], O + A], () => {
      const { batch, noise } = turn.given;
      return besides(batch.observations, O, noise[name], A, count[name]);
    }));
  const movedInputs = drawnFor("moved");
  const fixed = scope.own(samplerNetwork.apply(sampler, drawnFor("fixed"))) as tf.Tensor2D;
  const moved = scope.own(samplerNetwork.apply(sampler, movedInputs));
  using at = slopesAt(state, turn, fixed);
  const pushes = scope.own(hostTensor(moved.shape, () =>
    samplerPushes({
      fixed: fixed.dataSync(),
      slopes: at.gradients.u.dataSync(),
      moved: moved.dataSync(),
    }, { states: size, dimensions: A, temperature: config.temperature })));
  using along = valueAndGradients(
    (parameters) =>
      tf.tidy(() => {
        const work = tf.sum(tf.mul(samplerNetwork.apply(parameters, movedInputs), pushes));
        return tf.mul<tf.Scalar>(work, -1 / (size * count.moved));
      }),
    sampler,
  );
  state.samplerOptimizer.update(along.gradients);
  return () => at.loss / (size * count.fixed);
}

/** Σ Q(s, tanh u) of the particles, and its slope by each u: the rows know nothing of each other. */
function slopesAt(
  { critics, spaces }: SteinQState,
  turn: Turn<SteinQGiven>,
  u: tf.Tensor2D,
): ValueAndGradients<{ readonly u: tf.Tensor2D }> {
  using scope = tensorScope();
  const { size } = turn.given.batch, O = spaces.observations, rows = u.shape[0];
  const seen = scope.own(
    hostTensor([rows, O], () => repeated(turn.given.batch.observations, O, rows / size)),
  );
  return valueAndGradients(
    (at) =>
      tf.tidy(() => {
        const inputs = tf.concat([seen, tf.tanh(at.u)], 1);
        return tf.sum<tf.Scalar>(critics.network.apply(critics.parameters, inputs));
      }),
    { u },
  );
}

/** Each row so many times. */
function repeated(rows: ArrayLike<number>, width: number, times: number): Float32Array {
  return besides(rows, width, [], 0, times);
}

/** Each row so many times, with numbers of its own beside it each time. */
function besides(
  rows: ArrayLike<number>,
  width: number,
  own: ArrayLike<number>,
  ownWidth: number,
  times: number,
): Float32Array {
  const count = times * rows.length / width, full = width + ownWidth;
  const made = new Float32Array(count * full);
  for (let i = 0; i < count; i++) {
    const from = Math.floor(i / times) * width;
    for (let j = 0; j < width; j++) made[i * full + j] = rows[from + j]!;
    for (let j = 0; j < ownWidth; j++) made[i * full + width + j] = own[i * ownWidth + j]!;
  }
  return made;
}
