// Three ways to say the same policy: energies, soft optimality, a vanishing policy gradient.
import { assert } from "@std/assert";
import { mdp, softPolicy, softPolicyEvaluation, softValueIteration } from "lib/control";
import { assertClose, sum } from "../../support/mod.ts";
import { endless } from "../endless.ts";
import { range, type World } from "../enumeration.ts";
import { bestDistribution, lookAhead, policyValues, randomDistribution } from "../soft_oracle.ts";
import { generator, randomWorld } from "../worlds.ts";

const DISCOUNT = 0.9;
const TEMPERATURE = 0.6;
const OPTIONS = { temperature: TEMPERATURE, bonus: "entropy", tolerance: 1e-13 } as const;
const WORLD = randomWorld(71);
const ONES = WORLD.prior.map((row) => row.map(() => 1));

/** π(a|s) = exp(−E(s, a)) / Σ, from the definition. */
function ofEnergies(energies: readonly (readonly number[])[]): number[][] {
  return energies.map((row) => {
    const weights = row.map((energy) => Math.exp(-energy));
    return weights.map((weight) => weight / sum(weights));
  });
}

/** Σ p(s₁) V^π(s₁) with entropies, of π ∝ exp(θ), by elimination. */
function softReturn(world: World, theta: readonly (readonly number[])[]): number {
  const policy = ofEnergies(theta.map((row) => row.map((x) => -x)));
  const values = policyValues(world, DISCOUNT, policy, TEMPERATURE, ONES);
  return sum(values.map((v, s) => world.initial[s]! * v));
}

/** ∂/∂θ of the same, by central differences. */
function gradient(world: World, theta: readonly (readonly number[])[], step = 1e-5): number[] {
  return theta.flatMap((row, s) =>
    row.map((_, a) => {
      const nudged = (by: number) =>
        theta.map((r, k) => k === s ? r.map((x, b) => b === a ? x + by : x) : r);
      return (softReturn(world, nudged(step)) - softReturn(world, nudged(-step))) / (2 * step);
    })
  );
}

Deno.test("equivalence 1: exp(−E)/Σ, from any energies, maximizes E_π[−E] + H(π)", () => {
  const next = generator(72);
  for (let trial = 0; trial < 5; trial++) {
    const energies = range(4).map(() => 6 * next() - 3);
    const [policy] = ofEnergies([energies]);
    const free = (pi: readonly number[]) =>
      sum(pi.map((p, a) => p === 0 ? 0 : -p * energies[a]! - p * Math.log(p)));
    for (let k = 0; k < 10_000; k++) {
      assert(free(randomDistribution(next, 4)) <= free(policy!) + 1e-14);
    }
    const found = bestDistribution(free, [0.25, 0.25, 0.25, 0.25], 100);
    assertClose(free(policy!), free(found), { atol: 1e-12 });
    assertClose(policy!, softPolicy(energies.map((energy) => -energy)), { atol: 1e-15 });
  }
});

Deno.test("equivalence 2: the soft-optimal policy is energy-based, with E = −Q/α", () => {
  const { policy, actionValues } = softValueIteration(endless(WORLD, DISCOUNT), OPTIONS);
  const energies = range(3).map((s) =>
    [...actionValues.slice(2 * s, 2 * s + 2)].map((q) => -q / TEMPERATURE)
  );
  assertClose(policy, ofEnergies(energies).flat(), { atol: 1e-14 });
});

Deno.test("equivalence 3: the entropy-regularized policy gradient vanishes there, and only there", () => {
  const { actionValues } = softValueIteration(endless(WORLD, DISCOUNT), OPTIONS);
  const optimum = range(3).map((s) =>
    [...actionValues.slice(2 * s, 2 * s + 2)].map((q) => q / TEMPERATURE)
  );
  // differences of numbers near 10 over 2e-5: 1e-15 · 10 / 2e-5 = 5e-10, and (1e-5)² of a third derivative
  assertClose(gradient(WORLD, optimum), Array(6).fill(0), { atol: 5e-9 });
  const elsewhere = optimum.map((row, s) => s === 1 ? [row[0]! + 0.1, row[1]!] : row);
  assert(Math.max(...gradient(WORLD, elsewhere).map(Math.abs)) > 1e-3);
});

Deno.test("equivalence 3: climbing the gradient from anywhere ends at the soft optimum", () => {
  let theta = [[2, -1], [0, 0], [-3, 1]];
  for (let step = 0; step < 3000; step++) {
    const slope = gradient(WORLD, theta);
    theta = theta.map((row, s) => row.map((x, a) => x + 2 * slope[2 * s + a]!));
  }
  const { policy } = softValueIteration(endless(WORLD, DISCOUNT), OPTIONS);
  // the slope's own error of 5e-9, over a curvature of 1e-2 and more
  assertClose(ofEnergies(theta.map((row) => row.map((x) => -x))).flat(), policy, { atol: 1e-6 });
});

Deno.test("equivalence: any policy of full support is soft-optimal, for r = α log π + V − γ E[V]", () => {
  const next = generator(73);
  for (let trial = 0; trial < 20; trial++) {
    const pi = range(3).map(() => randomDistribution(next, 2));
    const values = range(3).map(() => 10 * next() - 5);
    const still = { ...WORLD, reward: WORLD.reward.map((t) => t.map((row) => row.map(() => 0))) };
    const ahead = lookAhead(still, DISCOUNT, values);
    const reward = pi.map((row, s) =>
      row.map((p, a) => TEMPERATURE * Math.log(p) + values[s]! - ahead[s]![a]!)
    );
    const { steps: _, reward: __, ...tables } = WORLD;
    const made = mdp({ ...tables, reward, discount: DISCOUNT });
    const found = softValueIteration(made, OPTIONS);
    assertClose(found.policy, pi.flat(), { atol: 1e-10 }); // 9e-13/α, and rounding of Q up to 30
    assertClose(found.values, values, { atol: 1e-10 });
  }
});

Deno.test("equivalence: no other policy has the soft-optimal one's value in any state", () => {
  const next = generator(74);
  const world = endless(WORLD, DISCOUNT);
  const best = softValueIteration(world, OPTIONS).values;
  for (let trial = 0; trial < 200; trial++) {
    const other = Float64Array.from(range(3).flatMap(() => randomDistribution(next, 2)));
    const { values } = softPolicyEvaluation(world, other, { ...OPTIONS, tolerance: 1e-10 });
    assert(values.every((v, s) => v <= best[s]! + 1e-9));
  }
});
