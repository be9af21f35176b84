/** What every soft Bellman function is asked for: how soft, and what softness is paid for. */
import {
  type Given,
  numberWith,
  oneOf,
  setting,
  settings,
  type Shape,
  unknownKind,
} from "../../math/mod.ts";
import type { Floats, Mdp } from "./model.ts";

/**
 * What is paid beside the reward: `"prior"`, −α KL(π(·|s) ‖ p(·|s)), or `"entropy"`, α H(π(·|s)).
 * For a uniform prior the second is the first plus α log A at each step.
 */
export type Bonus = "prior" | "entropy";

/** α; a temperature of 0 has another name. */
export const TEMPERATURE: Shape<number> = numberWith(
  "a number above 0; for the hard maximum use valueIteration or hardBackward",
  (value) => value > 0,
);

/** How soft, where nothing is chosen. */
export const TEMPERED = settings({
  /** α > 0, in reward units. */
  temperature: setting(TEMPERATURE, 1),
});

/** How soft, and what is paid for it. */
export const SOFT = settings({
  ...TEMPERED.table,
  /** What is paid beside the reward. */
  bonus: setting(oneOf("prior", "entropy"), "prior"),
});

/** How soft; `undefined` for the defaults: temperature 1, bonus `"prior"`. */
export type SoftOptions = Given<typeof SOFT>;

/** The weights of the soft maximum over actions: the prior, or 1. */
export function weightsOf(mdp: Mdp, bonus: Bonus): Weights {
  switch (bonus) {
    case "prior":
      return { table: mdp.prior, excess: 0 }; // a distribution
    case "entropy":
      return { table: new Float64Array(mdp.prior.length).fill(1), excess: mdp.actions.length - 1 };
    default:
      throw unknownKind("weigh actions", "bonus", bonus);
  }
}

/** What each action weighs in a soft maximum, `[S·A]`, and what a row of weights sums to. */
export interface Weights {
  readonly table: Floats;
  /** Σ w − 1 of a row: kept apart from the 1, which would round it. */
  readonly excess: number;
}
