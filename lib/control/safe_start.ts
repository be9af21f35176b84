/** A first policy that is not worth −∞ where a better one would not be. */
import type { Floats, Mdp } from "./mdp.ts";

/**
 * The weights as a policy, restricted to actions after which forbidden rewards can be avoided for
 * ever; rows of states without such an action are all 0. Policy iteration from a policy worth −∞
 * would stand still: all that leads there looks equally bad.
 */
export function safeStart(mdp: Mdp, weights: Floats): Floats {
  const [states, actions] = [mdp.states.length, mdp.actions.length];
  const policy = Float64Array.from(weights);
  const alive = new Uint8Array(states).fill(1);
  for (let lost = true; lost;) {
    lost = false;
    for (let row = 0; row < policy.length; row++) {
      if (policy[row]! > 0 && !isSafe(mdp, row, alive)) policy[row] = 0;
    }
    for (let s = 0; s < states; s++) {
      if (alive[s] === 1 && policy.subarray(s * actions, (s + 1) * actions).every((w) => w === 0)) {
        alive[s] = 0;
        lost = true;
      }
    }
  }
  return normalizeRows(policy, actions);
}

function isSafe({ reward, outcomes: { offsets, successor } }: Mdp, row: number, alive: Uint8Array) {
  if (reward[row] === -Infinity) return false;
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
    if (alive[successor[k]!] === 0) return false;
  }
  return true;
}

function normalizeRows(policy: Float64Array, actions: number): Floats {
  for (let from = 0; from < policy.length; from += actions) {
    const row = policy.subarray(from, from + actions);
    const sum = row.reduce((total, weight) => total + weight, 0);
    if (sum > 0) row.forEach((weight, a) => row[a] = weight / sum);
  }
  return policy;
}
