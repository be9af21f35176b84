/** One state of a soft backup, written from the definitions; imports nothing. */

export type List = readonly number[];

export const dot = (weights: List, values: List): number =>
  weights.reduce((total, w, i) => total + (w === 0 ? 0 : w * values[i]!), 0);

/** α log Σ w exp(v/α), with the largest value taken out first. */
export function soft(values: List, weights: List, temperature: number): number {
  const top = Math.max(...values);
  const shares = values.map((value) => Math.exp((value - top) / temperature));
  return top + temperature * Math.log(dot(weights, shares));
}

/** One state: r(s, a), p(s' | s, a) and the prior p(a | s). */
export interface OneState {
  readonly reward: List;
  readonly transition: readonly List[];
  readonly prior: List;
}

/** γ and α. */
export interface BackupOptions {
  readonly discount: number;
  readonly temperature: number;
}

export type BackupArgs = [OneState, List, BackupOptions];

export const actionValues = ({ reward, transition }: OneState, values: List, discount: number) =>
  reward.map((r, a) => r + discount * dot(transition[a]!, values));

export const backup = (state: OneState, values: List, { discount, temperature }: BackupOptions) =>
  soft(actionValues(state, values, discount), state.prior, temperature);

export const plain: OneState = {
  reward: [1, -0.5],
  transition: [[0.25, 0.75], [1, 0]],
  prior: [0.3, 0.7],
};
export const biased: OneState = {
  reward: [-1, 0.2, 0.5],
  transition: [[0.5, 0.5, 0], [0, 0.1, 0.9], [0.2, 0.3, 0.5]],
  prior: [0.2, 0.5, 0.3],
};
