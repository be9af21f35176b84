/** Chapter 14: every trajectory of the little map, counted; imports nothing of lib. */
import { sum } from "../../support/mod.ts";

export type List = readonly number[];

/** The six cells of the little map, row by row, as the test understands them. */
export const letters = ["S.~", ".G."];
export const moves = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // north, east, south, west
export const [S, A, T] = [6, 4, 4];
export const east = 1, start = 0, goal = 4, mud = 2;
export const letterOf = (s: number) => letters[Math.floor(s / 3)]![s % 3]!;
export const costOf = (s: number) => ({ G: 0, "~": -3, ".": -1, S: -1 })[letterOf(s)]!;

/** p(s' | s, a) as a dense row: 0.8 ahead, 0.1 to either side, walls and the goal hold. */
export function row(s: number, a: number): List {
  const p = Array<number>(S).fill(0);
  if (s === goal) return p.with(goal, 1);
  for (const [turn, chance] of [[0, 0.8], [1, 0.1], [3, 0.1]] as const) {
    const [dr, dc] = moves[(a + turn) % 4]!;
    const [r, c] = [Math.floor(s / 3) + dr, (s % 3) + dc];
    const next = r < 0 || r > 1 || c < 0 || c > 2 ? s : 3 * r + c;
    p[next]! += chance;
  }
  return p;
}

export type Tau = { states: List; actions: List; weight: number; light: number };

/** Every trajectory from a state, with p(τ) and exp(Σ r / α). */
export function enumerate(
  steps: number,
  from: number,
  prior: List = [0.25, 0.25, 0.25, 0.25],
  alpha = 1,
) {
  let all: Tau[] = [{ states: [from], actions: [], weight: 1, light: 1 }];
  for (let t = 0; t < steps; t++) {
    all = all.flatMap((tau) => {
      const s = tau.states.at(-1)!;
      return prior.flatMap((p, a) =>
        row(s, a).flatMap((q, next) =>
          q === 0 ? [] : [{
            states: [...tau.states, next],
            actions: [...tau.actions, a],
            weight: tau.weight * p * q,
            light: tau.light * Math.exp(costOf(s) / alpha),
          }]
        )
      );
    });
  }
  return all;
}

export const lit = (taus: readonly Tau[]) => sum(taus.map(({ weight, light }) => weight * light));
export const mass = (taus: readonly Tau[]) => sum(taus.map(({ weight }) => weight));
export const betaOf = (s: number, a: number, steps: number) => {
  const own = enumerate(steps, s).filter(({ actions }) => actions[0] === a);
  return lit(own) / mass(own);
};
export const all = enumerate(T, start);
export const evidence = lit(all);
export const marginal = (t: number) => {
  const p = Array<number>(S).fill(0);
  for (const { states, weight, light } of all) p[states[t - 1]!]! += weight * light / evidence;
  return p;
};
export const policyAt = (t: number, s: number, taus = all) => {
  const here = taus.filter(({ states }) => states[t - 1] === s);
  return Array.from(
    { length: A },
    (_, a) => lit(here.filter(({ actions }) => actions[t - 1] === a)) / lit(here),
  );
};
export const at = (table: ArrayLike<number>, s: number) =>
  Array.from({ length: A }, (_, a) => table[s * A + a]!);

export const habits = [0.2, 0.1, 0.2, 0.5];

/** p(s_t | O_1:t−1): trajectories of t − 1 steps, weighted by their lights. */
export function past(t: number): List {
  const early = enumerate(t - 1, start);
  const p = Array<number>(S).fill(0);
  for (const { states, weight, light } of early) p[states.at(-1)!]! += weight * light / lit(early);
  return p;
}

export const withoutLights = enumerate(T, start);
export const unlitGoal = mass(withoutLights.filter(({ states }) => states[T] === goal));
