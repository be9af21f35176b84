/** The settings of soft Q-learning. */
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
 * The settings of {@link softQAgent}.
 *
 * - `hidden`: widths of the hidden layers
 * - `discount`: γ
 * - `learningRate`: η of Adam
 * - `averaging`: τ, how far the slow copy goes in an update
 * - `temperature`: α, reward per nat
 */
export const SOFT_Q_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  learningRate: setting(positive, 1e-3),
  averaging: setting(fraction, 0.01),
  temperature: setting(positive, 1),
});

/** What differs from the defaults, see {@link SOFT_Q_SETTINGS}. */
export type SoftQConfig = Given<typeof SOFT_Q_SETTINGS>;

/** {@link SoftQConfig} without gaps. */
export type ResolvedSoftQ = Resolved<typeof SOFT_Q_SETTINGS>;

/** The defaults of {@link SOFT_Q_SETTINGS}. */
export const softQDefaults = SOFT_Q_SETTINGS.defaults;
