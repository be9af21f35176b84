/** The settings of DDPG. */
import {
  atLeast,
  fraction,
  type Given,
  list,
  optional,
  positive,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";

/**
 * The settings of {@link ddpgAgent}; the defaults are those of the comparison: SAC's, and a tenth of
 * noise.
 *
 * - `hidden`: widths of the hidden layers of actor and critic
 * - `discount`: γ
 * - `learningRate`: η of Adam; `actorLearningRate` and `criticLearningRate` take its place for one
 * - `averaging`: τ, how far the slow copies of actor and critic go in an update
 * - `noise`: standard deviation of what is added to an action while learning, in units of [−1, 1]
 */
export const DDPG_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  learningRate: setting(positive, 3e-4),
  actorLearningRate: optional(positive),
  criticLearningRate: optional(positive),
  averaging: setting(fraction, 0.005),
  noise: setting(atLeast(0), 0.1),
});

/** What differs from the defaults, see {@link DDPG_SETTINGS}. */
export type DdpgConfig = Given<typeof DDPG_SETTINGS>;

/** {@link DdpgConfig} without gaps. */
export type ResolvedDdpg = Resolved<typeof DDPG_SETTINGS>;

/** The defaults of {@link DDPG_SETTINGS}. */
export const ddpgDefaults = DDPG_SETTINGS.defaults;
