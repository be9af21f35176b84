/** The settings of a policy gradient. */
import {
  atLeast,
  between,
  flag,
  fraction,
  type Given,
  list,
  numberWith,
  optional,
  positive,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { RANGE } from "../sac/sac_config.ts";

/** ε; so small that float32 holds its multiples. */
export const CLIP = numberWith(
  "a number above 0, at most 1e6",
  (value) => value > 0 && value <= 1e6,
);

/**
 * The settings of {@link policyGradientAgent}.
 *
 * - `hidden`: widths of the hidden layers of policy and value
 * - `discount`: γ
 * - `trace`: λ of the advantages, 0: one step and the value, 1: all that was paid
 * - `temperature`: α, reward per nat; 0: no entropy
 * - `learningRate`: η of Adam, of the policy; `valueLearningRate` takes its place for the value
 * - `clip`: ε, how far the ratio of new and old policy may go and still be paid; left out: no limit
 * - `epochs`: how often each experience is learned from
 * - `minibatch`: experiences of a step of Adam; left out: all of a rollout
 * - `maxNorm`: longer gradients are shortened to it
 * - `normalize`: advantages of a rollout are brought to mean 0 and spread 1
 * - `logStdRange`: the ends of log σ, for a box
 */
export const POLICY_GRADIENT_SETTINGS = settings({
  hidden: setting(list(whole(1)), [64, 64]),
  discount: setting(fraction, 0.99),
  trace: setting(between(0, 1), 0.95),
  temperature: setting(atLeast(0), 0.01),
  learningRate: setting(positive, 3e-4),
  valueLearningRate: optional(positive),
  clip: optional(CLIP),
  epochs: setting(whole(1), 1),
  minibatch: optional(whole(1)),
  maxNorm: setting(positive, 0.5),
  normalize: setting(flag, true),
  logStdRange: setting(RANGE, [-5, 2]),
});

/** What differs from the defaults, see {@link POLICY_GRADIENT_SETTINGS}. */
export type PolicyGradientConfig = Given<typeof POLICY_GRADIENT_SETTINGS>;

/** {@link PolicyGradientConfig} without gaps. */
export type ResolvedPolicyGradient = Resolved<typeof POLICY_GRADIENT_SETTINGS>;

/** The defaults of {@link POLICY_GRADIENT_SETTINGS}. */
export const policyGradientDefaults = POLICY_GRADIENT_SETTINGS.defaults;
