/** What every soft Bellman function is asked for: how soft, and what softness is paid for. */
import { refusal, requireNumber, requireOptions } from "../../math/mod.ts";
import type { Floats, Mdp } from "./model.ts";

/**
 * What is paid beside the reward: `"prior"`, −α KL(π(·|s) ‖ p(·|s)), or `"entropy"`, α H(π(·|s)).
 * For a uniform prior the second is the first plus α log A at each step.
 */
export type Bonus = "prior" | "entropy";

/** How soft. */
export interface SoftOptions {
  /** α > 0, in reward units; 1 when left out. */
  readonly temperature?: number;
  /** `"prior"` when left out. */
  readonly bonus?: Bonus;
}

/** Refuses a temperature that is not above 0, and says what a temperature of 0 is called. */
export function requireTemperature(doing: string, temperature: unknown): void {
  requireNumber(doing, "temperature", temperature);
  if (temperature as number > 0) return;
  const wish = "a number above 0; for the hard maximum use valueIteration or hardBackward";
  throw new RangeError(refusal(doing, "temperature", temperature, wish));
}

/** Checks soft options and fills in their defaults; `more` names other options allowed. */
export function readSoftOptions(
  doing: string,
  options: SoftOptions,
  more: readonly string[] = [],
): Required<SoftOptions> {
  requireOptions(doing, options, ["temperature", "bonus", ...more]);
  const { temperature = 1, bonus = "prior" } = options;
  requireTemperature(doing, temperature);
  if (bonus !== "prior" && bonus !== "entropy") {
    throw new RangeError(refusal(doing, "bonus", bonus, '"prior" or "entropy"'));
  }
  return { temperature, bonus };
}

/** The weights of the soft maximum over actions: the prior, or 1. */
export function weightsOf(mdp: Mdp, bonus: Bonus): Weights {
  switch (bonus) {
    case "prior":
      return { table: mdp.prior, excess: 0 }; // a distribution
    case "entropy":
      return { table: new Float64Array(mdp.prior.length).fill(1), excess: mdp.actions.length - 1 };
    default:
      throw new RangeError(
        refusal("weigh actions", "bonus", bonus satisfies never, '"prior" or "entropy"'),
      );
  }
}

/** What each action weighs in a soft maximum, `[S·A]`, and what a row of weights sums to. */
export interface Weights {
  readonly table: Floats;
  /** Σ w − 1 of a row: kept apart from the 1, which would round it. */
  readonly excess: number;
}
