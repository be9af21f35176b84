/** Chapter 13: every behaviour at the desk, counted; imports nothing of lib. */
import { sum } from "../../support/mod.ts";

export type List = readonly number[];
export type Behaviour = { readonly actions: List; readonly offsets: List; readonly return: number };

/** All behaviours of the dry desk: offsets after each step, and the return. */
export function behaviours(steps: number): Behaviour[] {
  let all: Behaviour[] = [{ actions: [], offsets: [0], return: 0 }];
  for (let t = 1; t <= steps; t++) {
    all = all.flatMap(({ actions, offsets, return: soFar }) =>
      [-1, 0, 1].map((a) => {
        const y = offsets.at(-1)! + a;
        const cost = 0.5 * a * a + (t === steps ? 2 * y * y : 0);
        return { actions: [...actions, a], offsets: [...offsets, y], return: soFar - cost };
      })
    );
  }
  return all;
}

export const share = (weights: List) => weights.map((each) => each / sum(weights));
export const given = (all: readonly Behaviour[], alpha = 1) =>
  share(all.map((each) => Math.exp(each.return / alpha)));

export const three = behaviours(3);
export const eight = behaviours(8);
export const posterior = given(three);
export const evidence = sum(three.map((each) => Math.exp(each.return))) / 27;
export const straight = three.findIndex(({ actions }) => actions.every((a) => a === 0));

export const slips = [[-1, 0.15], [0, 0.7], [1, 0.15]] as const;

/** The best closed-loop value by dynamic programming over a table of offsets. */
export function policyValue(steps: number): number {
  let value = new Map<number, number>();
  for (let y = -9; y <= 9; y++) value.set(y, -2 * y * y);
  for (let t = 0; t < steps; t++) {
    const before = new Map<number, number>();
    for (let y = -7 + 2 * t; y <= 7 - 2 * t; y++) {
      const q = [-1, 0, 1].map((a) =>
        -0.5 * a * a + sum(slips.map(([slip, p]) => p * value.get(y + a + slip)!))
      );
      before.set(y, Math.max(...q));
    }
    value = before;
  }
  return value.get(0)!;
}

/** A uniform number from a normal one, by its distribution function (Abramowitz & Stegun 7.1.26). */
export function uniformFrom(normal: () => number): number {
  const z = normal();
  const t = 1 / (1 + 0.3275911 * Math.abs(z) / Math.SQRT2);
  const tail = t * (0.254829592 +
    t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-z * z / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}
