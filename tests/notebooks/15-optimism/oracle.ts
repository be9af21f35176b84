/** Chapter 15: trajectories counted, and dynamic programming on its own reading of the map; imports nothing of lib. */
import { sum } from "../../support/mod.ts";

export type List = readonly number[];
export type Table = readonly List[]; // [S][A]
export const moves = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // north, east, south, west
export const quarter = [0.25, 0.25, 0.25, 0.25];

/** A map as dense rows p(s' | s, a) and rewards of (s, a, s'), read without lib. */
export function world(
  rows: readonly string[],
  costs: Record<string, number>,
  slip: number,
  pit = -30,
) {
  const columns = rows[0]!.length;
  const letter = (s: number) => rows[Math.floor(s / columns)]![s % columns]!;
  const size = rows.length * columns;
  const p = (s: number, a: number): List => {
    const row = Array<number>(size).fill(0);
    if (letter(s) === "G" || letter(s) === "!") return row.with(s, 1);
    for (const [turn, chance] of [[0, 1 - slip], [1, slip / 2], [3, slip / 2]] as const) {
      const [dr, dc] = moves[(a + turn) % 4]!;
      const [r, c] = [Math.floor(s / columns) + dr, (s % columns) + dc];
      row[rows[r]?.[c] === undefined ? s : r * columns + c]! += chance;
    }
    return row;
  };
  const r = (s: number, next: number, _a: number) =>
    letter(next) === "!" && letter(s) !== "!" ? pit : costs[letter(s)]!;
  const transition = Array.from({ length: size }, (_, s) => quarter.map((_, a) => p(s, a)));
  return { size, letter, transition, r };
}
export type World = ReturnType<typeof world>;

export const small = world(["S.~", ".GS"], { S: -1, ".": -1, "~": -3, G: 0 }, 0.2);
export const starts = [0, 5];
export const T = 3;

export type Tau = { states: List; actions: List; prior: number; return: number };
export function enumerate({ transition, r }: World, from: List, steps: number): Tau[] {
  let all: Tau[] = from.map((s) => ({
    states: [s],
    actions: [],
    prior: 1 / from.length,
    return: 0,
  }));
  for (let t = 0; t < steps; t++) {
    all = all.flatMap((tau) => {
      const s = tau.states.at(-1)!;
      return quarter.flatMap((w, a) =>
        transition[s]![a]!.flatMap((p, next) =>
          p === 0 ? [] : [{
            states: [...tau.states, next],
            actions: [...tau.actions, a],
            prior: tau.prior * w * p,
            return: tau.return + r(s, next, a),
          }]
        )
      );
    });
  }
  return all;
}
export const taus = enumerate(small, starts, T);
export const evidence = sum(taus.map((tau) => tau.prior * Math.exp(tau.return)));
export const posterior = taus.map((tau) => tau.prior * Math.exp(tau.return) / evidence);

/** Σ of the posterior's weights over the trajectories that satisfy a condition. */
export const mass = (holds: (tau: Tau) => boolean) =>
  sum(taus.map((tau, i) => (holds(tau) ? posterior[i]! : 0)));

/** Q and V backward, with the future averaged as the caller says; V is the soft maximum. */
export function backward(
  { size, transition, r }: World,
  steps: number,
  alpha: number,
  future: Future,
) {
  let V: List = Array<number>(size).fill(0);
  const policies: Table[] = [];
  for (let t = 0; t < steps; t++) {
    const later = V;
    const Q = transition.map((rows, s) =>
      rows.map((row, a) =>
        future(row.flatMap((p, n) => p === 0 ? [] : [[p, r(s, n, a) + later[n]!] as const]), alpha)
      )
    );
    V = Q.map((q) => alpha * logMean(q.map((each) => [0.25, each / alpha] as const)));
    policies.unshift(Q.map((q, s) => q.map((each) => 0.25 * Math.exp((each - V[s]!) / alpha))));
  }
  return { V, policies };
}
export type Terms = readonly (readonly [number, number])[];
export type Future = (terms: Terms, alpha: number) => number;
export const logMean = (terms: Terms) => {
  const top = Math.max(...terms.map(([, x]) => x));
  return top + Math.log(sum(terms.map(([p, x]) => p * Math.exp(x - top))));
};
export const average: Future = (terms) => sum(terms.map(([p, x]) => p * x));
export const wishful: Future = (terms, alpha) =>
  alpha * logMean(terms.map(([p, x]) => [p, x / alpha] as const));

export const dreamt = backward(small, T, 1, wishful).policies;
export const best = backward(small, T, 1, average).policies;

/** E_q of the definition, its KL to the posterior, by counting. */
export function judge(policies: readonly Table[]) {
  const q = taus.map((tau) =>
    tau.actions.reduce((p, a, t) => p * policies[t]![tau.states[t]!]![a]! / 0.25, tau.prior)
  );
  const bound = sum(q.map((p, i) => p * (Math.log(taus[i]!.prior / p) + taus[i]!.return)));
  const gap = sum(q.map((p, i) => p * Math.log(p / posterior[i]!)));
  return { q, bound, gap };
}

/** The luck part by counting: E_q Σ_t KL(world ‖ world given success). */
export function luckOf(policies: readonly Table[]): number {
  const { q } = judge(policies);
  return sum(
    taus.map((tau, i) =>
      q[i]! *
      sum(tau.actions.map((a, t) => {
        const [s, next] = [tau.states[t]!, tau.states[t + 1]!];
        const same = (other: Tau) => other.states[t] === s && other.actions[t] === a;
        const given = mass((other) => same(other) && other.states[t + 1] === next) / mass(same);
        return Math.log(small.transition[s]![a]![next]! / given);
      }))
    ),
  );
}

export const mixed = dreamt.map((table) => table.map((row) => row.map((p) => 0.5 * p + 0.125)));

// the edge of the pit
export const cliff = (slip: number) =>
  world([".......", ".......", "S!!!!!G"], { S: -1, ".": -1, "!": 0, G: 0 }, slip);
export const [steps, alpha] = [24, 0.5];
export const edge = cliff(0.2);

/** The same edge with the expected cost of each step in place of what happens. */
export const averaged: World = {
  ...edge,
  r: (s, _, a) => sum(edge.transition[s]![a]!.map((p, n) => p === 0 ? 0 : p * edge.r(s, n, a))),
};

/** Where a policy leads in the real world, and what it earns. */
export function walk(
  { size, letter, transition, r }: World,
  policies: readonly Table[],
  start = 14, // where the chapter's map has its S
) {
  let here: List = Array<number>(size).fill(0).with(start, 1);
  let earned = 0;
  for (const table of policies) {
    const next = Array<number>(size).fill(0);
    here.forEach((p, s) =>
      table[s]!.forEach((pi, a) =>
        transition[s]![a]!.forEach((chance, n) => {
          next[n]! += p * pi * chance;
          if (chance > 0) earned += p * pi * chance * r(s, n, a);
        })
      )
    );
    here = next;
  }
  const share = (wanted: string) => sum(here.map((p, s) => (letter(s) === wanted ? p : 0)));
  return { earned, falls: share("!"), arrives: share("G") };
}
