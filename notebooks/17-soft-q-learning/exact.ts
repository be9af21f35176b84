/** The plane of four goals without learning: soft values by sweeps over a grid, and shares of actions. */
import { multigoalGoals } from "lib/envs";
import { REWARDS } from "./plane.ts";

/** V(x, y) of the plane at a temperature of 1, nats. */
export type PlaneValue = (x: number, y: number) => number;

/** Middles of the cells of a square grid over the actions [−1, 1]², row after row. */
export function actionCells(count: number): readonly (readonly [number, number])[] {
  const middle = (i: number) => -1 + (2 * i + 1) / count;
  return Array.from({ length: count * count }, (_, i) => [
    middle(i % count),
    middle(Math.floor(i / count)),
  ]);
}

const EDGE = 7, DISCOUNT = 0.99, STEP = 0.25, SIDE = 2 * EDGE / STEP + 1;
const inside = (x: number) => Math.min(Math.max(x, -EDGE), EDGE);
const squareTo = (x: number, y: number) =>
  Math.min(...multigoalGoals.map(([right, up]) => (x - right) ** 2 + (y - up) ** 2));

/** What an action pays at a place, and whether the episode goes on. */
function stepFrom(x: number, y: number, [right, up]: readonly [number, number]) {
  const to = [inside(x + right), inside(y + up)] as const, square = squareTo(...to);
  const there = square < 1, { goalReward, actionCost, distanceCost } = REWARDS;
  const cost = actionCost * (right ** 2 + up ** 2) + distanceCost * square;
  return { to, there, reward: (there ? goalReward : 0) - cost };
}

/** Q(s, a) of every cell of actions at a place, nats. */
export function exactActionValues(
  value: PlaneValue,
  [x, y]: readonly [number, number],
  cells: readonly (readonly [number, number])[],
): number[] {
  return cells.map((action) => {
    const { to, there, reward } = stepFrom(x, y, action);
    return reward + (there ? 0 : DISCOUNT * value(...to));
  });
}

/** log ∫ e^Q da by the middles of the cells of [−1, 1]². */
export function logIntegral(q: readonly number[]): number {
  const top = Math.max(...q), sum = q.reduce((all, each) => all + Math.exp(each - top), 0);
  return top + Math.log(sum * 4 / q.length);
}

/** The share of each cell, e^Q over their sum. */
export function sharesOf(q: readonly number[]): number[] {
  const top = Math.max(...q), powers = q.map((each) => Math.exp(each - top));
  const all = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / all);
}

/** The share of actions in each cell of {@link actionCells}. */
export function countedShares(actions: readonly (readonly number[])[], count: number): number[] {
  const shares = new Array<number>(count * count).fill(0);
  const place = (a: number) => Math.min(count - 1, Math.floor((a + 1) / 2 * count));
  for (const [right, up] of actions) {
    shares[place(up!) * count + place(right!)]! += 1 / actions.length;
  }
  return shares;
}

/** Shares of a square of cells, put together to fewer: a square of them, whose side divides the first. */
export function blocksOf(shares: readonly number[], count: number): number[] {
  const side = Math.round(Math.sqrt(shares.length)), width = side / count;
  const blocks = new Array<number>(count * count).fill(0);
  for (const [i, share] of shares.entries()) {
    const across = Math.floor((i % side) / width), up = Math.floor(Math.floor(i / side) / width);
    blocks[up * count + across]! += share;
  }
  return blocks;
}

/** Half of Σ |p − q|: the largest difference that two distributions have on any set. */
export const totalVariation = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, each, i) => sum + Math.abs(each - q[i]!), 0) / 2;

/** V between the places of the grid, from the four around. */
function between(table: Float64Array): PlaneValue {
  return (x, y) => {
    const across = (x + EDGE) / STEP, upward = (y + EDGE) / STEP;
    const i = Math.min(SIDE - 2, Math.floor(across)), j = Math.min(SIDE - 2, Math.floor(upward));
    const [u, v] = [across - i, upward - j], at = j * SIDE + i;
    return (1 - v) * ((1 - u) * table[at]! + u * table[at + 1]!) +
      v * ((1 - u) * table[at + SIDE]! + u * table[at + SIDE + 1]!);
  };
}

/**
 * Soft value iteration of the plane, places every 0.25 and 13 × 13 actions, by the plane's symmetry
 * over an eighth of it; sweeps until no value moves by 1e-6.
 */
export function exactPlane(): PlaneValue {
  const table = new Float64Array(SIDE * SIDE), cells = actionCells(13), value = between(table);
  const middle = (SIDE - 1) / 2;
  for (let change = Infinity; change > 1e-6;) {
    change = 0;
    for (let i = 0; i <= middle; i++) {
      for (let j = 0; j <= i; j++) {
        const place = [i * STEP, j * STEP] as const;
        const next = logIntegral(exactActionValues(value, place, cells));
        change = Math.max(change, Math.abs(next - table[(middle + j) * SIDE + middle + i]!));
        for (const [a, b] of [[i, j], [j, i]] as const) {
          for (const [p, q] of [[a, b], [-a, b], [a, -b], [-a, -b]] as const) {
            table[(middle + q) * SIDE + middle + p] = next;
          }
        }
      }
    }
  }
  return value;
}
