/** The settings of soft Q-learning with a sampling network. */
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
 * The settings of {@link steinQAgent}; like the paper's, with networks of 64 units for small worlds
 * and a slow copy that creeps.
 *
 * - `hidden`: widths of the hidden layers of values and sampler
 * - `discount`: γ
 * - `learningRate`: η of Adam, of values and sampler
 * - `averaging`: τ, how far the slow copy of the values goes in an update
 * - `temperature`: α, reward per nat
 * - `valueActions`: actions drawn uniformly that a soft value is estimated by
 * - `particles`: drawn in each state to teach the sampler; half of them are moved, half push
 */
export const STEIN_Q_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  learningRate: setting(positive, 1e-3),
  averaging: setting(fraction, 0.005),
  temperature: setting(positive, 1),
  valueActions: setting(whole(1), 16),
  particles: setting(whole(4), 32),
});

/** What differs from the defaults, see {@link STEIN_Q_SETTINGS}. */
export type SteinQConfig = Given<typeof STEIN_Q_SETTINGS>;

/** {@link SteinQConfig} without gaps. */
export type ResolvedSteinQ = Resolved<typeof STEIN_Q_SETTINGS>;

/** The defaults of {@link STEIN_Q_SETTINGS}. */
export const steinQDefaults = STEIN_Q_SETTINGS.defaults;
