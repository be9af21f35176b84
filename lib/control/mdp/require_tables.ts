/** Checks of values and policies that a caller hands in. */
import { refusal, ShapeError } from "../../math/mod.ts";
import type { Floats, Mdp } from "./model.ts";
import { requireRow } from "./outcomes.ts";

/** How far the sum of a policy's row may be from 1, as for every table of probabilities. */
const SUM_TOLERANCE = 1e-9;

/** Refuses anything but a value for each state: finite, or −∞. */
export function requireValues(
  doing: string,
  argument: string,
  values: ArrayLike<number>,
  mdp: Mdp,
): void {
  requireRow(doing, argument, values, mdp.states.length);
  for (let s = 0; s < values.length; s++) {
    const value = values[s]!;
    if (typeof value !== "number" || !(value < Infinity)) {
      throw new RangeError(refusal(doing, `${argument}[${s}]`, value, "a finite number, or −∞"));
    }
  }
}

/**
 * Refuses anything but a distribution over actions for each state, flat. A row of zeros is allowed:
 * it says that no action is possible there, as in states that cannot be optimal.
 */
export function requirePolicy(
  doing: string,
  argument: string,
  policy: ArrayLike<number>,
  mdp: Mdp,
): void {
  const actions = mdp.actions.length;
  requireRow(doing, argument, policy, mdp.prior.length);
  for (let s = 0; s < mdp.states.length; s++) {
    let sum = 0, zeros = 0;
    for (let a = 0; a < actions; a++) {
      const chance = policy[s * actions + a]!;
      if (!(typeof chance === "number" && chance >= 0 && chance < Infinity)) {
        const at = `${argument} of (state ${s}, action ${a})`;
        throw new RangeError(refusal(doing, at, chance, "a probability in [0, 1]"));
      }
      sum += chance;
      if (chance === 0) zeros++;
    }
    if (zeros < actions && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      const at = `the sum of ${argument} in state ${s}`;
      throw new RangeError(refusal(doing, at, sum, "1 (within 1e-9), or a row of zeros"));
    }
  }
}

/** Refuses anything but a policy for each of T steps. */
export function requirePolicies(
  doing: string,
  policy: readonly Floats[],
  mdp: Mdp,
  steps: number,
): void {
  if (!Array.isArray(policy)) {
    throw new TypeError(refusal(doing, "policy", policy, "a list with a table for each step"));
  }
  if (policy.length !== steps) {
    throw new ShapeError(doing, "policy", [policy.length], `[${steps}], a table for each step`);
  }
  policy.forEach((table, t) => requirePolicy(doing, `policy[${t}]`, table, mdp));
}

/** Refuses a policy that does what the prior never would. */
export function requireWithinPrior(
  doing: string,
  argument: string,
  policy: Floats,
  mdp: Mdp,
): void {
  const actions = mdp.actions.length;
  for (let i = 0; i < policy.length; i++) {
    if (policy[i]! === 0 || mdp.prior[i]! > 0) continue;
    const at = `${argument} of (state ${Math.floor(i / actions)}, action ${i % actions})`;
    const wish = "0, as in the prior (the divergence would be infinite)";
    throw new RangeError(refusal(doing, at, policy[i]!, wish));
  }
}
