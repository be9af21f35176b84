/** Two wishes in one finite world, and both at once: exact soft values, what composing loses, bounds. */
import * as control from "lib/control";

type Rows = readonly (readonly number[])[];

/** A finite world without its rewards: p(s' | s, a). */
export interface Tables {
  /** `[S][A][S]`. */
  readonly moves: readonly Rows[];
  readonly discount: number;
  readonly temperature: number;
}

/** What composing two wishes comes to, state by state, action by action. */
export interface Composed {
  /** Q₁, Q₂ and Q_C, each `[S][A]`; soft, entropy counted. */
  readonly first: Rows;
  readonly second: Rows;
  readonly both: Rows;
  /** Q_Σ = ½(Q₁ + Q₂). */
  readonly mean: Rows;
  /** C of (SQL-12). */
  readonly ceiling: Rows;
  /** Q of the policy that Q_Σ makes, paid for both wishes. */
  readonly played: Rows;
  /** D of (SQL-13). */
  readonly bound: Rows;
}

/** Exact values by soft value iteration; bounds by sweeps until γᵏ has left nothing of them. */
export function composed(world: Tables, one: Rows, other: Rows): Composed {
  const { temperature } = world, paid = one.map((row, s) => halfSum(row, other[s]!));
  const [first, second, both] = [one, other, paid].map((rewards) => softValues(world, rewards));
  const mean = first!.map((row, s) => halfSum(row, second![s]!));
  const policy = mean.map((row) => control.softPolicy(row, { temperature }));
  const apart = first!.map((row, s) => {
    const [p, q] = [row, second![s]!].map((each) => control.softPolicy(each, { temperature }));
    return -temperature * Math.log(p!.reduce((sum, each, a) => sum + Math.sqrt(each * q![a]!), 0));
  });
  const ceiling = settled(world, (c, s) => apart[s]! + Math.max(...c[s]!));
  const bound = settled(
    world,
    (d, s) => policy[s]!.reduce((sum, p, a) => sum + p * (ceiling[s]![a]! + d[s]![a]!), 0),
  );
  const { actionValues } = control.softPolicyEvaluation(
    mdpOf(world, paid),
    Float64Array.from(policy.flat()),
    { temperature, bonus: "entropy", tolerance: 1e-12 },
  );
  return {
    first: first!,
    second: second!,
    both: both!,
    mean,
    ceiling,
    played: rowsOf(actionValues, one[0]!.length),
    bound,
  };
}

const halfSum = (p: readonly number[], q: readonly number[]) => p.map((x, i) => (x + q[i]!) / 2);

const rowsOf = (flat: ArrayLike<number>, width: number): Rows =>
  Array.from(
    { length: flat.length / width },
    (_, s) => Array.from({ length: width }, (_, a) => flat[s * width + a]!),
  );

function mdpOf({ moves, discount }: Tables, reward: Rows): control.Mdp {
  return control.mdp({
    states: moves.length,
    actions: reward[0]!.length,
    transition: moves,
    reward,
    discount,
  });
}

function softValues(world: Tables, reward: Rows): Rows {
  const { temperature } = world;
  const options = { temperature, bonus: "entropy", tolerance: 1e-12 } as const;
  const { actionValues } = control.softValueIteration(mdpOf(world, reward), options);
  return rowsOf(actionValues, reward[0]!.length);
}

/** The fixed point of X(s, a) = γ Σ p(s' | s, a) ahead(X, s'), from 0. */
function settled(
  { moves, discount }: Tables,
  ahead: (x: Rows, s: number) => number,
): Rows {
  let x: Rows = moves.map((rows) => rows.map(() => 0));
  for (let left = 1; left > 1e-14; left *= discount) {
    const next = moves.map((_, s) => ahead(x, s));
    x = moves.map((rows) =>
      rows.map((row) => discount * row.reduce((sum, p, n) => sum + p * next[n]!, 0))
    );
  }
  return x;
}

/** A square room of free cells: stay, or a step to the north, east, south or west; walls stop. */
export function room(side: number, discount: number, temperature: number): Tables {
  const ways = [[0, 0], [-1, 0], [0, 1], [1, 0], [0, -1]] as const;
  const inside = (at: number) => Math.min(Math.max(at, 0), side - 1);
  const moves = Array.from({ length: side * side }, (_, s) =>
    ways.map(([down, right]) => {
      const row = inside(Math.floor(s / side) + down), column = inside(s % side + right);
      return Array.from({ length: side * side }, (_, n) => n === row * side + column ? 1 : 0);
    }));
  return { moves, discount, temperature };
}
