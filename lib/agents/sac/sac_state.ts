/** The parts of a Soft Actor-Critic. */
import { fold, type Key } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  adamOptimizer,
  copyTree,
  type MlpParameters,
  mlpParameters,
  tf,
} from "../../nn/mod.ts";
import { keptNetwork } from "../shared/networks.ts";
import type { ResolvedSac } from "./sac_config.ts";
import type { Spaces } from "../shared/spaces.ts";

/** log α, as a tree of its own. */
export type Temperature = { readonly log: tf.Scalar };

/** Networks, slow copies, temperature, and the optimizers at work on them. */
export interface SacState {
  readonly config: ResolvedSac;
  readonly spaces: Spaces;
  readonly actor: MlpParameters;
  readonly critics: MlpParameters;
  /** Slow copies of the critics. */
  readonly targets: MlpParameters;
  readonly temperature: Temperature;
  readonly actorOptimizer: AdamOptimizer<MlpParameters>;
  readonly criticOptimizer: AdamOptimizer<MlpParameters>;
  readonly temperatureOptimizer: AdamOptimizer<Temperature>;
}

/** All parts at their start; the caller owns them. */
export function sacState(key: Key, spaces: Spaces, config: ResolvedSac): SacState {
  const { observations, low: { length: actions } } = spaces;
  const { hidden, learningRate } = config;
  const actorSizes = { inputs: observations, hidden, outputs: 2 * actions };
  const actor = keptNetwork(mlpParameters(fold(key, "actor"), actorSizes));
  const criticSizes = { inputs: observations + actions, hidden, outputs: 1 };
  const networks = config.critics;
  const critics = keptNetwork(mlpParameters(fold(key, "critics"), { ...criticSizes, networks }));
  const targets = keptNetwork(copyTree(critics));
  const temperature = { log: tf.keep(tf.scalar(Math.log(initialTemperature(config)))) };
  return {
    config,
    spaces,
    actor,
    critics,
    targets,
    temperature,
    actorOptimizer: adamOptimizer(actor, { learningRate }),
    criticOptimizer: adamOptimizer(critics, { learningRate }),
    temperatureOptimizer: adamOptimizer(temperature, { learningRate }),
  };
}

/** A fixed temperature of 0 has no logarithm; it is never read then. */
function initialTemperature({ temperature }: ResolvedSac): number {
  return temperature.kind === "learned" ? temperature.initial : temperature.value || 1;
}

/** α, reward per nat. */
export function temperatureOf({ config, temperature }: SacState): number {
  if (config.temperature.kind === "fixed") return config.temperature.value;
  return Math.exp(temperature.log.dataSync()[0]!);
}
