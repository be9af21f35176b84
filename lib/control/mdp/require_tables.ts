/** What values and policies that a caller hands in have to be; sizes are those of the door's MDP. */
import {
  type Fault,
  list,
  logarithm,
  refusal,
  type Shape,
  shapeOf,
  vector,
  wrongValue,
} from "../../math/mod.ts";
import type { Floats, Mdp } from "./model.ts";

/** How far the sum of a policy's row may be from 1, as for every table of probabilities. */
const SUM_TOLERANCE = 1e-9;

/** A value for each state: finite, or −∞. */
export const VALUES: Shape<ArrayLike<number>> = vector("S", logarithm);

const TABLE = vector("SA");

/**
 * A distribution over actions for each state, flat. A row of zeros is allowed: it says that no action
 * is possible there, as in states that cannot be optimal.
 */
export const POLICY: Shape<ArrayLike<number>> = shapeOf(TABLE.wish, (value, sizes = {}) => {
  const found = TABLE.fault(value, sizes);
  if (found !== undefined) return found;
  const policy = value as ArrayLike<number>, actions = sizes["A"] ?? policy.length;
  for (let from = 0; from < policy.length; from += actions) {
    let sum = 0, zeros = 0;
    for (let i = from; i < from + actions; i++) {
      if (policy[i]! < 0) return entryFault(policy[i]!, i, actions);
      sum += policy[i]!;
      if (policy[i] === 0) zeros++;
    }
    if (zeros === actions || Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    const wrong = wrongValue(sum, "1 (within 1e-9), or a row of zeros");
    return (doing, argument) => wrong(doing, `the sum of ${argument} in state ${from / actions}`);
  }
  return undefined;
});

function entryFault(chance: number, i: number, actions: number): Fault {
  const wrong = wrongValue(chance, "a probability in [0, 1]");
  const at = `(state ${Math.floor(i / actions)}, action ${i % actions})`;
  return (doing, argument) => wrong(doing, `${argument} of ${at}`);
}

/** A policy for each of T steps. */
export const POLICIES = list(POLICY, "T") as Shape<readonly Floats[]>;

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
