/** The settings of deep Q-learning. */
import {
  fraction,
  type Given,
  list,
  positive,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";

/**
 * The settings of {@link deepQAgent}.
 *
 * - `hidden`: widths of the hidden layers
 * - `discount`: γ
 * - `learningRate`: η of Adam
 * - `averaging`: τ, how far the slow copy goes in an update
 * - `randomness`: ε, the chance of a random action while learning
 */
export const DEEP_Q_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  learningRate: setting(positive, 1e-3),
  averaging: setting(fraction, 0.01),
  randomness: setting(fraction, 0.1),
});

/** What differs from the defaults, see {@link DEEP_Q_SETTINGS}. */
export type DeepQConfig = Given<typeof DEEP_Q_SETTINGS>;

/** {@link DeepQConfig} without gaps. */
export type ResolvedDeepQ = Resolved<typeof DEEP_Q_SETTINGS>;

/** The defaults of {@link DEEP_Q_SETTINGS}. */
export const deepQDefaults = DEEP_Q_SETTINGS.defaults;
