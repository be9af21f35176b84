/** The parts of a Soft Actor-Critic. */
import { door, fold, type Key, keyShape, optional, settings } from "../../math/mod.ts";
import { type AdamOptimizer, adamOptimizer, copyTree, type TensorTree } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { LearningCritics } from "../learning/critics.ts";
import { kept, NETWORK, type Network, perceptron } from "../shared/networks.ts";
import { type BoxSpaces, requireBox, type Spaces } from "../shared/spaces.ts";
import { type ResolvedSac, resolveSac, type SacConfig } from "./sac_config.ts";

/** Networks of one's own in place of perceptrons; the actor gives μ and log σ, a critic one number. */
export interface SacNetworks {
  readonly actor?: Network;
  /** Must be able to be stacked. */
  readonly critics?: Network;
}

const checkStart = door("start Soft Actor-Critic", {
  key: keyShape,
  networks: settings({ actor: optional(NETWORK), critics: optional(NETWORK) }),
});

/** log α, as a tree of its own. */
export type Temperature = { readonly log: tf.Scalar };

/** Networks, slow copies, temperature, and the optimizers at work on them. */
export interface SacState {
  readonly config: ResolvedSac;
  readonly spaces: BoxSpaces;
  readonly actorNetwork: Network;
  readonly actor: TensorTree;
  readonly actorOptimizer: AdamOptimizer<TensorTree>;
  readonly critics: LearningCritics;
  /** Slow copies of the critics. */
  readonly targets: TensorTree;
  readonly temperature: Temperature;
  readonly temperatureOptimizer: AdamOptimizer<Temperature>;
}

/** All parts at their start; the caller owns them. */
export function sacState(
  key: Key,
  spaces: Spaces,
  config: SacConfig,
  networks: SacNetworks,
): SacState {
  checkStart({ key, networks });
  const box = requireBox("start Soft Actor-Critic", spaces), resolved = resolveSac(box, config);
  const { hidden, learningRate: rate, critics: count } = resolved;
  const { actor: actorNetwork = perceptron(hidden), critics: network = perceptron(hidden) } =
    networks;
  const { observations, low: { length: actions } } = box;
  const actorSizes = { inputs: observations, outputs: 2 * actions };
  const actor = kept(actorNetwork.init(fold(key, "actor"), actorSizes));
  const criticSizes = { inputs: observations + actions, outputs: 1, networks: count };
  const parameters = kept(network.init(fold(key, "critics"), criticSizes));
  const temperature = { log: tf.keep(tf.scalar(Math.log(initialTemperature(resolved)))) };
  const adam = <P extends TensorTree>(tree: P, own: number | undefined) =>
    adamOptimizer(tree, { learningRate: own ?? rate });
  return {
    config: resolved,
    spaces: box,
    actorNetwork,
    actor,
    actorOptimizer: adam(actor, resolved.actorLearningRate),
    critics: { network, parameters, optimizer: adam(parameters, resolved.criticLearningRate) },
    targets: kept(copyTree(parameters)),
    temperature,
    temperatureOptimizer: adam(temperature, resolved.temperatureLearningRate),
  };
}

/** A fixed temperature of 0 has no logarithm; it is never read then. */
function initialTemperature({ temperature }: ResolvedSac): number {
  return temperature.kind === "learned" ? temperature.initial : temperature.value || 1;
}

/** log α; −∞ of a fixed temperature of 0. */
export function logTemperatureOf({ config, temperature }: SacState): number {
  if (config.temperature.kind === "fixed") return Math.log(config.temperature.value);
  return temperature.log.dataSync()[0]!;
}

/** α, reward per nat. */
export function temperatureOf(state: SacState): number {
  const { temperature } = state.config;
  return temperature.kind === "fixed" ? temperature.value : Math.exp(logTemperatureOf(state));
}

/** Frees all of it. */
export function disposeSac(state: SacState): void {
  const { actor, critics, targets, temperature } = state;
  const optimizers = [state.actorOptimizer, critics.optimizer, state.temperatureOptimizer];
  for (const optimizer of optimizers) optimizer[Symbol.dispose]();
  tf.dispose([actor, critics.parameters, targets, temperature] as unknown as tf.TensorContainer);
}
