/** Control with softness, the slow way, for tests: paths one by one, dense tables, elimination. */
import { range, type World } from "./enumeration.ts";

/** π(a | s), `[S][A]`. */
export type Policy = readonly (readonly number[])[];

/** w of the soft maximum, `[S][A]`: the prior, or 1. */
export function weightsOf(world: World, bonus: "prior" | "entropy"): Policy {
  return bonus === "prior" ? world.prior : world.prior.map((row) => row.map(() => 1));
}

/** E_π[Σ r − α Σ log(π/w)], path by path. */
export function objective(
  world: World,
  policy: readonly Policy[],
  temperature: number,
  weights: Policy,
): number {
  const walk = (t: number, s: number, chance: number, sum: number): number => {
    if (chance === 0) return 0; // 0 · −∞ is not a number
    if (t === world.steps) return chance * sum;
    let average = 0;
    for (const a of range(world.actions)) {
      const pi = policy[t]![s]![a]!;
      if (pi === 0) continue;
      const paid = sum - temperature * Math.log(pi / weights[s]![a]!);
      for (const next of range(world.states)) {
        const p = world.transition[s]![a]![next]!;
        if (p > 0) {
          average += walk(t + 1, next, chance * pi * p, paid + world.reward[s]![a]![next]!);
        }
      }
    }
    return average;
  };
  return range(world.states).reduce((sum, s) => sum + walk(0, s, world.initial[s]!, 0), 0);
}

/** Where a function of one distribution is largest: golden sections between pairs of entries. */
export function bestDistribution(
  f: (p: readonly number[]) => number,
  start: readonly number[],
  rounds = 40,
): number[] {
  let best = [...start];
  for (let round = 0; round < (start.length === 2 ? 1 : rounds); round++) {
    for (const i of range(start.length)) {
      for (const j of range(i)) {
        const both = best[i]! + best[j]!;
        const at = (x: number) =>
          best.map((p, k) => k === i ? x * both : k === j ? both - x * both : p);
        best = at(goldenSection((x) => f(at(x))));
      }
    }
  }
  return best;
}

/** Where a function with one hump on [0, 1] is largest. */
function goldenSection(f: (x: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(left) > f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}

/** The policy that maximizes the objective, row by row from the last step, by golden sections. */
export function bestPolicy(world: World, temperature: number, weights: Policy): Policy[] {
  const even = world.prior.map((row) => row.map(() => 1 / row.length));
  const policy = range(world.steps).map(() => [...even.map((row) => [...row])]);
  for (const t of range(world.steps).reverse()) {
    for (const s of range(world.states)) {
      policy[t]![s] = bestDistribution((row) => {
        const tried = policy.map((table, u) =>
          u === t ? table.map((r, k) => k === s ? row : r) : table
        );
        return objective(world, tried, temperature, weights);
      }, policy[t]![s]!);
    }
  }
  return policy;
}

/** Σ_a π(a|s) r̄(s, a) and p_π(s' | s). */
export function chainOf(world: World, policy: Policy) {
  const reward = policy.map((row, s) =>
    sumOf(row.map((pi, a) => pi === 0 ? 0 : pi * meanReward(world, s, a)))
  );
  const chain = policy.map((row, s) =>
    range(world.states).map((next) =>
      sumOf(row.map((pi, a) => pi * world.transition[s]![a]![next]!))
    )
  );
  return { reward, chain };
}

/** (I − γ P_π)⁻¹ (r_π − α KL), the soft values of a policy; with weights 1, α times the entropy. */
export function policyValues(
  world: World,
  discount: number,
  policy: Policy,
  temperature: number,
  weights: Policy,
): number[] {
  const { reward, chain } = chainOf(world, policy);
  const paid = policy.map((row, s) =>
    sumOf(row.map((pi, a) => pi === 0 ? 0 : pi * Math.log(pi / weights[s]![a]!)))
  );
  const matrix = chain.map((row, s) => row.map((p, k) => (s === k ? 1 : 0) - discount * p));
  return eliminate(matrix, reward.map((r, s) => r - temperature * paid[s]!));
}

/** x with A x = b, by elimination with row pivots. */
function eliminate(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const pivot = range(n).slice(c).reduce((p, i) =>
      Math.abs(rows[i]![c]!) > Math.abs(rows[p]![c]!) ? i : p
    );
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const factor = rows[i]![c]! / rows[c]![c]!;
      rows[i] = rows[i]!.map((x, k) => x - factor * rows[c]![k]!);
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

/** Q of given values. */
export function lookAhead(world: World, discount: number, values: readonly number[]): number[][] {
  return range(world.states).map((s) =>
    range(world.actions).map((a) =>
      sumOf(
        range(world.states).map((next) => {
          const p = world.transition[s]![a]![next]!;
          if (p === 0) return 0;
          return p *
            (world.reward[s]![a]![next]! + (discount === 0 ? 0 : discount * values[next]!));
        }),
      )
    )
  );
}

/** The soft fixed point, by 2,000 sweeps of the formula as it stands. */
export function denseSoftValues(
  world: World,
  discount: number,
  temperature: number,
  weights: Policy,
): { values: number[]; actionValues: number[][] } {
  let values = range(world.states).map(() => 0);
  let actionValues: number[][] = [];
  for (let sweep = 0; sweep < 2000; sweep++) {
    actionValues = lookAhead(world, discount, values);
    values = actionValues.map((row, s) =>
      temperature * Math.log(sumOf(row.map((q, a) => {
        const weight = weights[s]![a]!;
        return weight === 0 ? 0 : weight * Math.exp(q / temperature);
      })))
    );
  }
  return { values, actionValues };
}

function meanReward(world: World, s: number, a: number): number {
  return lookAhead({ ...world }, 0, [])[s]![a]!;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** A distribution from a generator of uniform numbers, any one as likely as another. */
export function randomDistribution(next: () => number, size: number): number[] {
  const waits = range(size).map(() => -Math.log(1 - next()));
  return waits.map((wait) => wait / sumOf(waits));
}
