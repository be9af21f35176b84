/** Chapter 17: the knee, the plane and random worlds, written anew; nothing of lib. */
export type List = readonly number[];
export type Rows = readonly List[];

export const average = (values: List): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
/** The middle half: of ten values the two least and the two greatest are dropped. */
export const middleHalf = (values: List): number => {
  const sorted = values.toSorted((a, b) => a - b), cut = Math.floor(sorted.length / 4);
  return average(sorted.slice(cut, sorted.length - cut));
};
export const median = (values: List): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Uniform numbers from a plain congruential generator, whose high bits are taken. */
export function coins(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  for (let i = 0; i < 20; i++) next(); // near seeds begin alike
  return next;
}

/** α log Σ w exp(q/α). */
export function soft(q: List, alpha: number, weights?: List): number {
  const best = Math.max(...q);
  const sum = q.reduce((all, x, a) => all + (weights?.[a] ?? 1) * Math.exp((x - best) / alpha), 0);
  return best + alpha * Math.log(sum);
}
export const policy = (q: List, alpha: number): List =>
  q.map((x) => Math.exp((x - soft(q, alpha)) / alpha));
export const entropy = (p: List): number => -p.reduce((sum, x) => sum + x * Math.log(x), 0);

/** The runner's knee: rewards, and where each action leads. */
export const knee = {
  reward: [[2, 0], [1, 0], [-2, 0]],
  moves: [[[0.7, 0.3, 0], [1, 0, 0]], [[0, 0.5, 0.5], [0.8, 0.2, 0]], [[0, 0, 1], [0, 0.5, 0.5]]],
  habit: [0.7, 0.3],
} as const;

/** A finite world with one reward. */
export interface World {
  readonly moves: readonly Rows[];
  readonly reward: Rows;
  readonly discount: number;
}

/** Q at the fixed point of Q = r + γ E[value(Q)], by sweeps from 0. */
export function fixedPoint(
  { moves, reward, discount }: World,
  value: (q: List, s: number) => number,
  sweeps = 600,
): Rows {
  let q: Rows = reward.map((row) => row.map(() => 0));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const v = q.map(value);
    q = reward.map((row, s) =>
      row.map((r, a) => r + discount * moves[s]![a]!.reduce((sum, p, n) => sum + p * v[n]!, 0))
    );
  }
  return q;
}

/** Lives in the knee by fair coins; the largest distance from a Q after so many days. */
export function lifeInKnee(
  seed: number,
  rate: (n: number) => number,
  days: number,
  exact: Rows,
): number {
  const coin = coins(seed), q = [[0, 0], [0, 0], [0, 0]], visits = [[0, 0], [0, 0], [0, 0]];
  for (let day = 0, s = 0; day < days; day++) {
    const a = coin() < 0.5 ? 0 : 1, row = knee.moves[s]![a]!;
    let left = coin(), n = 0;
    while (n < 2 && left >= row[n]!) left -= row[n++]!;
    const y = knee.reward[s]![a]! + 0.9 * soft(q[n]!, 0.5, knee.habit);
    q[s]![a]! += rate(++visits[s]![a]!) * (y - q[s]![a]!);
    s = n;
  }
  return Math.max(...q.flatMap((row, s) => row.map((x, a) => Math.abs(x - exact[s]![a]!))));
}

/** Two wishes in a world: Q of each, of both, of the mean's policy, and the two bounds. */
export function compose(world: Omit<World, "reward">, one: Rows, other: Rows, alpha: number) {
  const mix = (p: Rows, q: Rows) => p.map((row, s) => row.map((x, a) => (x + q[s]![a]!) / 2));
  const solve = (reward: Rows) => fixedPoint({ ...world, reward }, (q) => soft(q, alpha));
  const [first, second, both] = [solve(one), solve(other), solve(mix(one, other))];
  const mean = mix(first, second), pi = mean.map((row) => policy(row, alpha));
  const nothing = one.map((row) => row.map(() => 0));
  const apart = first.map((row, s) => {
    const [p, r] = [policy(row, alpha), policy(second[s]!, alpha)];
    return -alpha * Math.log(p.reduce((sum, x, a) => sum + Math.sqrt(x * r[a]!), 0));
  });
  const zero = { ...world, reward: nothing };
  const ceiling = fixedPoint(zero, (c, s) => apart[s]! + Math.max(...c));
  const bound = fixedPoint(
    zero,
    (d, s) => pi[s]!.reduce((sum, p, a) => sum + p * (ceiling[s]![a]! + d[a]!), 0),
  );
  const played = fixedPoint(
    { ...world, reward: mix(one, other) },
    (q, s) => pi[s]!.reduce((sum, p, a) => sum + p * q[a]!, 0) + alpha * entropy(pi[s]!),
  );
  return { first, second, both, mean, ceiling, bound, played };
}

/** A random world of eight states and three actions, and two wishes; not lib's draws. */
export function chanceWorld(seed: number) {
  const coin = coins(seed);
  const row = () => {
    const waits = Array.from({ length: 8 }, () => (-Math.log(coin())) ** 3);
    const all = waits.reduce((sum, x) => sum + x, 0);
    return waits.map((x) => x / all);
  };
  const moves = Array.from({ length: 8 }, () => [row(), row(), row()]);
  const wish = () => moves.map(() => [coin(), coin(), coin()]);
  return { world: { moves, discount: 0.9 }, one: wish(), other: wish() };
}

/** What a step in the plane pays, and where it ends; written from the chapter's words. */
export function planeStep(x: number, y: number, right: number, up: number) {
  const bounded = (each: number) => Math.max(-7, Math.min(7, each));
  const [toX, toY] = [bounded(x + right), bounded(y + up)];
  const near = Math.min(
    ...[[5, 0], [-5, 0], [0, 5], [0, -5]].map(([gx, gy]) => Math.hypot(toX - gx!, toY - gy!)),
  );
  const pays = -3 * (right * right + up * up) - near * near / 10;
  return { toX, toY, there: near < 1, reward: near < 1 ? pays + 1 : pays };
}

/** V of the plane by sweeps over the quarter x, y ≥ 0: places every 0.2, 17 × 17 actions by the trapezium rule. */
export function planeValue(): (x: number, y: number) => number {
  const side = 36, step = 0.2, table = new Float64Array(side * side);
  const at = (x: number, y: number) => {
    const [u, v] = [Math.abs(x) / step, Math.abs(y) / step];
    const i = Math.min(side - 2, Math.floor(u)), j = Math.min(side - 2, Math.floor(v));
    const [du, dv] = [u - i, v - j], of = (a: number, b: number) => table[b * side + a]!;
    return (1 - dv) * ((1 - du) * of(i, j) + du * of(i + 1, j)) +
      dv * ((1 - du) * of(i, j + 1) + du * of(i + 1, j + 1));
  };
  const ends = Array.from({ length: 17 }, (_, k) => ({ a: -1 + k / 8, w: k % 16 === 0 ? 0.5 : 1 }));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        let sum = 0;
        for (const { a, w } of ends) {
          for (const { a: b, w: own } of ends) {
            sum += w * own * Math.exp(planeQ(at, i * step, j * step, a, b));
          }
        }
        table[j * side + i] = Math.log(sum / 64);
      }
    }
  }
  return at;
}

/** Q of the plane from its V. */
export function planeQ(
  value: (x: number, y: number) => number,
  x: number,
  y: number,
  right: number,
  up: number,
): number {
  const { toX, toY, there, reward } = planeStep(x, y, right, up);
  return reward + (there ? 0 : 0.99 * value(toX, toY));
}

/** Particles in one dimension, all at once, with the median rule; `by` turns a field into a move. */
export function svgd(
  start: List,
  score: (x: number) => number,
  rounds: number,
  size: number,
  by: (x: number) => number = () => 1,
): List {
  let x = [...start];
  const n = x.length;
  for (let round = 0; round < rounds; round++) {
    const squares = x.flatMap((a) => x.map((b) => (a - b) ** 2)).sort((a, b) => a - b);
    const h = (squares[n * n / 2 - 1]! + squares[n * n / 2]!) / 2 / Math.log(n);
    x = x.map((y) => {
      let sum = 0;
      for (const z of x) sum += Math.exp(-((z - y) ** 2) / h) * (score(z) + 2 * (y - z) / h);
      return y + size * by(y) * sum / n;
    });
  }
  return x;
}
