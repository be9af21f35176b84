/** Small worlds as dense tables, on which the exercises of chapter 14 are tried. */

export type List = readonly number[];
export type Table = readonly List[];
export interface Tables {
  readonly transition: readonly Table[];
  readonly reward: Table;
  readonly prior: Table;
}

export const total = (values: List): number => values.reduce((sum, each) => sum + each, 0);
export const share = (weights: List): List => weights.map((each) => each / total(weights));
/** log Σ exp, from its largest term. */
export function logSum(logs: List): number {
  const top = Math.max(...logs);
  return top === -Infinity ? top : top + Math.log(total(logs.map((each) => Math.exp(each - top))));
}

export const twoRooms: Tables = {
  transition: [[[0.9, 0.1], [0.2, 0.8]], [[0, 1], [0.5, 0.5]]],
  reward: [[-1, -2], [0, -0.5]],
  prior: [[0.5, 0.5], [0.3, 0.7]],
};
export const gated: Tables = {
  transition: [[[1, 0, 0], [0, 0.5, 0.5]], [[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [0, 0, 1]]],
  reward: [[-1, -3], [-0.5, -0.5], [-2, -Infinity]],
  prior: [[0.25, 0.75], [1, 0], [0.5, 0.5]],
};
