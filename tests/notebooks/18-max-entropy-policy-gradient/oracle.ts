/** Chapter 18's numbers by other ways: backwards in time and by iteration. Imports nothing of lib. */
export type Row = readonly number[];
export type Rows = readonly Row[];

export const pays: Rows = [[2, 0], [1, 0], [-2, 0]];
export const moves: readonly Rows[] = [
  [[0.7, 0.3, 0], [1, 0, 0]],
  [[0, 0.5, 0.5], [0.8, 0.2, 0]],
  [[0, 0, 1], [0, 0.5, 0.5]],
];
export const initial: Row = [0.6, 0.3, 0.1];
export const theta: Rows = [[0.4, -0.2], [0.1, 0.5], [-0.6, 0.3]];
export const [alpha, gamma] = [0.5, 0.9];

export const sum = (list: Row) => list.reduce((total, each) => total + each, 0);
export const dot = (a: Row, b: Row) => sum(a.map((each, i) => each * b[i]!));
export const average = (list: Row) => sum(list) / list.length;
export const norm = (list: Row) => Math.hypot(...list);

export function softmax(row: Row): Row {
  const raw = row.map((each) => Math.exp(each));
  return raw.map((each) => each / sum(raw));
}
export const pi: Rows = theta.map(softmax);
export const logSum = (row: Row) =>
  Math.max(...row) + Math.log(sum(row.map((each) => Math.exp(each - Math.max(...row)))));

/** V and Q of a policy: `rounds` of looking ahead, from nothing. The last round stands first. */
export function backwards(policy: Rows, rounds: number, discount: number, temperature = alpha) {
  const days: { readonly q: Rows; readonly v: Row }[] = [];
  let v: Row = [0, 0, 0];
  for (let i = 0; i < rounds; i++) {
    const next = v;
    const q = pays.map((row, s) => row.map((r, a) => r + discount * dot(moves[s]![a]!, next)));
    v = q.map((row, s) =>
      sum(row.map((each, a) => policy[s]![a]! * (each - temperature * Math.log(policy[s]![a]!))))
    );
    days.unshift({ q, v });
  }
  return days;
}

/** ∂J/∂θ(s, a) of three days: visits, times the policy, times the advantage, day by day. */
export function slopeOfThreeDays(policy: Rows): Row {
  const days = backwards(policy, 3, 1), found = [0, 0, 0, 0, 0, 0];
  let at = initial;
  for (const { q, v } of days) {
    q.forEach((row, s) =>
      row.forEach((each, a) => {
        const p = policy[s]![a]!;
        found[2 * s + a]! += at[s]! * p * (each - alpha * Math.log(p) - v[s]!);
      })
    );
    const before = at;
    at = [0, 1, 2].map((n) =>
      sum(before.flatMap((d, s) => moves[s]!.map((row, a) => d * policy[s]![a]! * row[n]!)))
    );
  }
  return found;
}

export const worthOfThreeDays = (policy: Rows) => dot(initial, backwards(policy, 3, 1)[0]!.v);

/** E‖ĝ‖² − ‖∇J‖² over all paths, walked depth first; `weight(sum before, sum from t on, t, s)`. */
export function scatter(
  policy: Rows,
  weight: (before: number, toGo: number, t: number, s: number) => number,
): number {
  let squares = 0;
  const walk = (
    t: number,
    s: number,
    chance: number,
    path: readonly [number, number, number][],
  ) => {
    if (t === 3) {
      const g = [0, 0, 0, 0, 0, 0];
      path.forEach(([state, action], day) => {
        const toGo = sum(path.slice(day).map(([, , gain]) => gain));
        const before = sum(path.slice(0, day).map(([, , gain]) => gain));
        const w = weight(before, toGo, day, state);
        [0, 1].forEach((b) =>
          g[2 * state + b]! += w * ((b === action ? 1 : 0) - policy[state]![b]!)
        );
      });
      squares += chance * dot(g, g);
      return;
    }
    policy[s]!.forEach((p, a) =>
      moves[s]![a]!.forEach((q, n) => {
        const gain = pays[s]![a]! - alpha * Math.log(p);
        if (q > 0) walk(t + 1, n, chance * p * q, [...path, [s, a, gain]]);
      })
    );
  };
  initial.forEach((p, s) => walk(0, s, p, []));
  const slope = slopeOfThreeDays(policy);
  return squares - dot(slope, slope);
}

const flow: Rows = moves.map((rows, s) =>
  [0, 1, 2].map((n) => sum(rows.map((row, a) => pi[s]![a]! * row[n]!)))
);

/** Slope of the first step and its variance for a critic and a λ: (MPG-9) added up, and iteration. */
export function firstStep(critic: Row, lambda: number) {
  const truth = backwards(pi, 600, gamma)[0]!, keep = gamma * lambda;
  const errors = critic.map((each, s) => each - truth.v[s]!);
  const expected = pi.map((row, s) =>
    row.map((p, a) => {
      let ahead = moves[s]![a]!, biased = 0;
      for (let l = 0; l < 400; l++) {
        biased += gamma * (1 - lambda) * keep ** l * dot(ahead, errors);
        const now = ahead;
        ahead = [0, 1, 2].map((n) => sum(now.map((each, m) => each * flow[m]![n]!)));
      }
      return truth.q[s]![a]! - alpha * Math.log(p) - truth.v[s]! - errors[s]! + biased;
    })
  );
  const delta = (s: number, a: number, n: number) =>
    pays[s]![a]! - alpha * Math.log(pi[s]![a]!) + gamma * critic[n]! - critic[s]!;
  let first: Row = [0, 0, 0], second: Row = [0, 0, 0], squares: Rows = [];
  for (let i = 0; i < 600; i++) {
    const [one, two] = [first, second];
    const each = (s: number, a: number, f: (d: number, n: number) => number) =>
      sum(moves[s]![a]!.map((p, n) => (p === 0 ? 0 : p * f(delta(s, a, n), n))));
    squares = pi.map((row, s) =>
      row.map((_, a) =>
        each(s, a, (d, n) => d * d + 2 * keep * d * one[n]! + keep * keep * two[n]!)
      )
    );
    first = pi.map((row, s) =>
      dot(row, row.map((_, a) => each(s, a, (d, n) => d + keep * one[n]!)))
    );
    second = pi.map((row, s) => dot(row, squares[s]!));
  }
  const slope = pi.flatMap((row, s) =>
    row.map((p, a) => initial[s]! * p * (expected[s]![a]! - dot(row, expected[s]!)))
  );
  const size = sum(
    pi.flatMap((row, s) => row.map((p, a) => initial[s]! * p * squares[s]![a]! * 2 * (1 - p) ** 2)),
  );
  return { slope, spread: Math.sqrt(size - dot(slope, slope)) };
}

/** What a policy loses, at most, of the best soft value of the endless knee. */
export function lost(policy: Rows): number {
  let best: Row = [0, 0, 0];
  for (let i = 0; i < 600; i++) {
    const now = best;
    best = pays.map((row, s) =>
      alpha * logSum(row.map((r, a) => (r + gamma * dot(moves[s]![a]!, now)) / alpha))
    );
  }
  const own = backwards(policy, 600, gamma)[0]!.v;
  return Math.max(...best.map((each, s) => each - own[s]!));
}

const lookAhead = (v: Row): Rows =>
  pays.map((row, s) => row.map((r, a) => r + gamma * dot(moves[s]![a]!, v)));
const level = (row: Row) => alpha * logSum(row.map((each) => each / alpha));
export const odds = (row: Row) => row.map((each) => Math.exp((each - level(row)) / alpha));

/** Where the policy gradient alone rests: Q is the look-ahead less its mean over the actions. */
export function aloneAtRest(): Rows {
  let q: Rows = [[0, 0], [0, 0], [0, 0]];
  for (let i = 0; i < 2000; i++) {
    const y = lookAhead(q.map(level));
    q = y.map((row) => row.map((each) => each - average(row)));
  }
  return q;
}

/** Two thousand steps of on-policy soft Q-learning, each entry towards its target. */
export function softQ(start: number): Rows {
  let q: Rows = [[start, start], [start, start], [start, start]];
  for (let i = 0; i < 2000; i++) {
    const y = lookAhead(q.map(level));
    q = q.map((row, s) => row.map((each, a) => each + 0.1 * odds(row)[a]! * (y[s]![a]! - each)));
  }
  return q;
}

/** Two thousand steps of an actor-critic with two tables, its actor by the covariance of the score. */
export function actorCritic(): Rows {
  let logits: Rows = [[0, 0], [0, 0], [0, 0]], v: Row = [0, 0, 0];
  for (let i = 0; i < 2000; i++) {
    const y = lookAhead(v), policy = logits.map(odds);
    const soft = y.map((row, s) => row.map((each, a) => each - alpha * Math.log(policy[s]![a]!)));
    const usual = soft.map((row, s) => dot(row, policy[s]!));
    logits = logits.map((row, s) =>
      row.map((each, a) => each + 0.1 * policy[s]![a]! * (soft[s]![a]! - usual[s]!))
    );
    v = v.map((each, s) => each + 0.1 * (usual[s]! - each));
  }
  return logits;
}

/** Chances over three days of the best soft policy's first choice, with no habit. */
export function plannedRunSore(): number {
  let v: Row = [0, 0, 0], q: Rows = [];
  for (let t = 0; t < 3; t++) {
    const next = v;
    q = pays.map((row, s) => row.map((r, a) => r + dot(moves[s]![a]!, next)));
    v = q.map(level);
  }
  return odds(q[1]!)[0]!;
}
