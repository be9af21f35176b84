/** Small worlds, slow backups and enumerations for chapter 16. Imports nothing. */

export type List = readonly number[];
/** p(s' | s, a), r(s, a), p(a | s), p(s₁). */
export interface World {
  readonly moves: readonly (readonly List[])[];
  readonly pays: readonly List[];
  readonly prior: readonly List[];
  readonly initial: List;
}
/** π[s][a] */
export type Rows = readonly List[];

export const dot = (a: List, b: List): number =>
  a.reduce((sum, each, i) => sum + (each === 0 ? 0 : each * b[i]!), 0);

export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (each, i) => Math.abs(each - b[i]!)));

export const kl = (q: List, p: List): number =>
  q.reduce((sum, each, i) => sum + (each === 0 ? 0 : each * Math.log(each / p[i]!)), 0);

export const entropy = (q: List): number => -kl(q, q.map(() => 1));

/** α log Σ w exp(v/α), over what has weight. */
export function soft(values: List, weights: List, alpha: number): number {
  const top = Math.max(...values.filter((_, i) => weights[i]! > 0));
  return top + alpha * Math.log(dot(weights, values.map((v) => Math.exp((v - top) / alpha))));
}

export function boltzmann(values: List, weights: List, alpha: number): number[] {
  const top = Math.max(...values);
  const tilted = values.map((v, i) => weights[i]! * Math.exp((v - top) / alpha));
  const total = tilted.reduce((sum, each) => sum + each, 0);
  return tilted.map((each) => each / total);
}

export const lookAhead = ({ moves, pays }: World, v: List, gamma: number): number[][] =>
  moves.map((rows, s) => rows.map((row, a) => pays[s]![a]! + gamma * dot(row, v)));

export const sweep = (world: World, v: List, gamma: number, alpha: number): number[] =>
  lookAhead(world, v, gamma).map((q, s) => soft(q, world.prior[s]!, alpha));

export const hardSweep = (world: World, v: List, gamma: number): number[] =>
  lookAhead(world, v, gamma).map((q) => Math.max(...q));

export const greedy = (world: World, v: List, gamma: number, alpha: number): number[][] =>
  lookAhead(world, v, gamma).map((q, s) => boltzmann(q, world.prior[s]!, alpha));

/** All mass on the first of the best. */
export const hardGreedy = (world: World, v: List, gamma: number): number[][] =>
  lookAhead(world, v, gamma).map((q) => {
    const best = q.indexOf(Math.max(...q));
    return q.map((_, a) => (a === best ? 1 : 0));
  });

/** Applies f until nothing moves by more than `still`; counts. */
export function settle(
  f: (v: List) => number[],
  states: number,
  still = 1e-14,
): { readonly v: number[]; readonly count: number } {
  let v: number[] = Array(states).fill(0);
  for (let count = 1; count < 20_000; count++) {
    const next = f(v);
    if (distance(next, v) <= still) return { v: next, count };
    v = next;
  }
  return { v, count: Infinity };
}

/** V^π with −α KL a step; α = 0 for the plain return. */
export function worth(world: World, policy: Rows, gamma: number, alpha: number): number[] {
  const once = (v: List) =>
    lookAhead(world, v, gamma).map((q, s) =>
      dot(policy[s]!, q) - (alpha === 0 ? 0 : alpha * kl(policy[s]!, world.prior[s]!))
    );
  return settle(once, world.pays.length).v;
}

/** Backward over T steps: the values and policies, first step first. */
export function backward(world: World, steps: number, alpha: number) {
  let v: number[] = world.pays.map(() => 0);
  const values: number[][] = [v], policies: number[][][] = [];
  for (let t = steps; t >= 1; t--) {
    policies.unshift(alpha === 0 ? hardGreedy(world, v, 1) : greedy(world, v, 1, alpha));
    v = alpha === 0 ? hardSweep(world, v, 1) : sweep(world, v, 1, alpha);
    values.unshift(v);
  }
  return { values, policies };
}

/** Σ over every trajectory of p(τ) Σ_t score(t, s_t, a_t). */
export function average(
  world: World,
  policies: readonly Rows[],
  score: (t: number, s: number, a: number) => number,
): number {
  const walk = (t: number, s: number, chance: number, total: number): number =>
    chance === 0 ? 0 : t === policies.length ? chance * total : policies[t]![s]!.reduce(
      (sum, pa, a) =>
        pa === 0 ? sum : world.moves[s]![a]!.reduce(
          (more, p, n) => more + walk(t + 1, n, chance * pa * p, total + score(t, s, a)),
          sum,
        ),
      0,
    );
  return world.initial.reduce((sum, p, s) => sum + walk(0, s, p, 0), 0);
}

/** State probabilities step by step, forward, and the expected sum of rewards. */
export function follow(world: World, policies: readonly Rows[]) {
  let here: number[] = [...world.initial], income = 0;
  const visits = [here];
  for (const policy of policies) {
    const next = here.map(() => 0);
    here.forEach((mass, s) =>
      policy[s]!.forEach((pa, a) => {
        if (mass * pa === 0) return;
        income += mass * pa * world.pays[s]![a]!;
        world.moves[s]![a]!.forEach((p, n) => next[n]! += mass * pa * p);
      })
    );
    here = next;
    visits.push(here);
  }
  return { visits, income };
}

const ways = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // north, east, south, west

export interface Map extends World {
  readonly cells: readonly {
    readonly row: number;
    readonly column: number;
    readonly letter: string;
  }[];
  readonly at: (row: number, column: number) => number;
}

/** A gridworld by its rules: −1 a step, `pit` on falling in, goal and pit absorbing. */
export function fromMap(text: string, slip: number, pit = 0): Map {
  const cells = text.trim().split("\n").flatMap((line, row) =>
    [...line.trim()].map((letter, column) => ({ row, column, letter }))
  ).filter(({ letter }) => letter !== "#");
  const at = (row: number, column: number) =>
    cells.findIndex((cell) => cell.row === row && cell.column === column);
  const moves = cells.map(() => ways.map(() => cells.map(() => 0)));
  const pays = cells.map(() => ways.map(() => 0));
  cells.forEach(({ row, column, letter }, s) =>
    ways.forEach((_, a) => {
      if ("G!".includes(letter)) return void (moves[s]![a]![s] = 1);
      for (const [turn, p] of [[0, 1 - slip], [1, slip / 2], [3, slip / 2]] as const) {
        const [down, right] = ways[(a + turn) % 4]!;
        const n = at(row + down, column + right), to = n < 0 ? s : n;
        moves[s]![a]![to]! += p;
        pays[s]![a]! += p * (cells[to]!.letter === "!" ? pit : -1);
      }
    })
  );
  const prior = cells.map(() => ways.map(() => 0.25));
  return {
    cells,
    at,
    moves,
    pays,
    prior,
    initial: cells.map(({ letter }) => letter === "S" ? 1 : 0),
  };
}

/** A plain congruential generator of numbers in (0, 1). */
export function otherUniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
}

/** A random distribution over n values. */
export function someDistribution(draw: () => number, n: number): number[] {
  const raw = Array.from({ length: n }, () => -Math.log(draw()));
  const total = raw.reduce((sum, each) => sum + each, 0);
  return raw.map((each) => each / total);
}
