/** Soft Q-learning for boxes of actions: values, and a network that draws from e^{Q/α}. */
import { door, fold, type Key, keyShape, normal, vector, whole } from "../../math/mod.ts";
import { adamOptimizer, copyTree, type TensorTree } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { capturedUpdate } from "../learning/captured_update.ts";
import type { Metrics, Observations, ReplayLearner } from "../shared/agent.ts";
import { kept, outputsOf, perceptron, valuesOf } from "../shared/networks.ts";
import { type BoxSpaces, requireBox, type Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import { type ResolvedSteinQ, STEIN_Q_SETTINGS, type SteinQConfig } from "./stein_q_config.ts";
import {
  requireSteinNoise,
  STEIN_NOISE,
  type SteinQGiven,
  type SteinQNoise,
  steinQNoise,
  type SteinQState,
  steinQUpdate,
} from "./stein_q_update.ts";

/** What soft Q-learning with a sampler can be asked beside what every learner can. */
export interface SteinQAgent extends ReplayLearner<number[], ResolvedSteinQ> {
  readonly kind: "stein-q";
  readonly spaces: BoxSpaces;
  /** An action in each state, `[B][A]` in [−1, 1], drawn by the sampler. */
  readonly sample: (key: Key, observations: Observations) => number[][];
  /** Q(s, a) of actions, `[B]`, soft return. */
  readonly actionValues: (observations: Observations, actions: Observations) => number[];
  /** Values, slow copy and sampler by name: for `readTree` and `writeTree`. */
  readonly networks: TensorTree;
  /** An update with chance from outside: to compare with another implementation. */
  readonly updateWith: (noise: SteinQNoise, batch: Batch, step: number) => Metrics;
}

const DOING = "start soft Q-learning";
/** Particles that `exploit` chooses among. */
const CHOICES = 32;

/**
 * An agent of soft Q-learning as Haarnoja et al. 2017 have it, algorithm 1. Values Q(s, a) learn from
 * y = r + γ m V̂(s'), see `sampledSoftTargets`; a sampler a = tanh f(s, ξ), ξ normal, follows Stein's
 * directions towards e^{Q/α}, see `samplerPushes`. It explores by an action of the sampler, and
 * exploits the best of 32 of them, whose ξ are drawn once. What differs from the paper's code: the
 * directions are found in u = artanh a, and the slow copy creeps.
 *
 * @param key the networks start from folds of it by their names
 * @param spaces of a world whose actions are a box
 * @param config what differs from `steinQDefaults`
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options, and for numbered actions
 *
 * @example
 * ```ts
 * import { spacesOf, steinQAgent } from "lib/agents";
 * import { multigoal } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function drawn() {
 *   using agent = steinQAgent(key(0), spacesOf(multigoal()), { hidden: [16] });
 *   return agent.sample(key(1), [[0, 0], [0, 0]]);
 * }
 * assertEquals(drawn().map((action) => action.length), [2, 2]);
 * ```
 */
export function steinQAgent(key: Key, spaces: Spaces, config: SteinQConfig = {}): SteinQAgent {
  const state = steinQState(key, spaces, config), { critics, spaces: box } = state;
  const sizes = [box.observations, box.low.length] as const;
  const networks = { critics: critics.parameters, targets: state.targets, sampler: state.sampler };
  const memory = { critics: critics.optimizer.memory, sampler: state.samplerOptimizer.memory };
  const choices = normal(fold(key, "choices"), CHOICES * sizes[1]);
  const learned = { batch: batchShape(box), step: whole(0) };
  const checkUpdate = door("learn", { key: keyShape, ...learned });
  const checkUpdateWith = door("learn", { noise: STEIN_NOISE, ...learned });
  const judge = (inputs: tf.Tensor) => critics.network.apply(critics.parameters, inputs);
  const values = (observations: Observations, actions: Observations) =>
    valuesOf(judge, sizes, observations, actions)[0] ?? [];
  const sample = (key: Key, observations: Observations) =>
    drawn(state, observations, normal(key, observations.length * sizes[1]));
  const learning = capturedUpdate<SteinQGiven>((turn) => steinQUpdate(state, turn));
  return {
    kind: "stein-q",
    spaces: box,
    config: state.config,
    explore: (key, observation) => sample(key, [observation])[0]!,
    exploit: (observations) => bestOfChoices(state, values, observations, choices),
    sample,
    actionValues: values,
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learning.take({ batch, noise: steinQNoise(key, batch.size, state) }, step);
    },
    updateWith: (noise, batch, step) => {
      checkUpdateWith({ noise, batch, step });
      requireSteinNoise(noise, batch.size, state);
      return learning.take({ batch, noise }, step);
    },
    networks,
    tensors: { ...networks, memory },
    captured: learning.captured,
    [Symbol.dispose]: () => {
      learning[Symbol.dispose]();
      for (const each of [critics.optimizer, state.samplerOptimizer]) each[Symbol.dispose]();
      tf.dispose(Object.values(networks) as unknown as tf.TensorContainer);
    },
  };
}

function steinQState(key: Key, given: Spaces, options: SteinQConfig): SteinQState {
  keyShape.check(DOING, "key", key);
  const spaces = requireBox(DOING, given), config = STEIN_Q_SETTINGS.read(DOING, options);
  const { observations, low: { length: actions } } = spaces, network = perceptron(config.hidden);
  const inputs = observations + actions, { learningRate } = config;
  const parameters = kept(
    network.init(fold(key, "critics"), { inputs, outputs: 1, networks: 1 }),
  );
  const sampler = kept(network.init(fold(key, "sampler"), { inputs, outputs: actions }));
  return {
    config,
    spaces,
    critics: { network, parameters, optimizer: adamOptimizer(parameters, { learningRate }) },
    targets: kept(copyTree(parameters)),
    samplerNetwork: network,
    sampler,
    samplerOptimizer: adamOptimizer(sampler, { learningRate }),
  };
}

/** tanh f(s, ξ), with A numbers of ξ for each state. */
function drawn(
  { samplerNetwork, sampler, spaces }: SteinQState,
  observations: Observations,
  noise: ArrayLike<number>,
): number[][] {
  if (observations.length === 0) return [];
  const A = spaces.low.length, own = (i: number) => Array.from({ length: A }, (_, d) => i * A + d);
  const shape = vector(spaces.observations);
  observations.forEach((seen, i) => shape.check("ask the agent", `observation ${i}`, seen));
  const rows = observations.map((seen, i) => [...seen, ...own(i).map((at) => noise[at]!)]);
  const apply = (x: tf.Tensor) => samplerNetwork.apply(sampler, x);
  const u = outputsOf(apply, rows, spaces.observations + A);
  return rows.map((_, i) => own(i).map((at) => Math.tanh(u[at]!)));
}

/** The best of some actions of the sampler, by Q. */
function bestOfChoices(
  state: SteinQState,
  values: (observations: Observations, actions: Observations) => number[],
  observations: Observations,
  choices: ArrayLike<number>,
): number[][] {
  const A = state.spaces.low.length, count = choices.length / A;
  const each = observations.flatMap((seen) => Array.from({ length: count }, () => seen));
  const noise = Float64Array.from(
    { length: each.length * A },
    (_, i) => choices[i % choices.length]!,
  );
  const actions = drawn(state, each, noise), q = values(each, actions);
  return observations.map((_, i) => {
    const own = q.slice(i * count, (i + 1) * count);
    return actions[i * count + own.indexOf(Math.max(...own))]!;
  });
}
