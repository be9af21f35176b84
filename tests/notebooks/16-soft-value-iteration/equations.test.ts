/** Chapter 16: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import { assertClose, integral, sum } from "../../support/mod.ts";
import * as o from "./dynamic_programming.ts";
import {
  alpha,
  best,
  correctRoom,
  custom,
  gamma,
  multiplier,
  posteriorValues,
  printedRoom,
  prior,
  slope,
  taste,
  world,
} from "./oracle.ts";

const objective = (q: o.List, p: o.List = custom) => o.dot(q, taste) - alpha * o.kl(q, p);
const tables = (w: o.World) => ({
  states: w.pays.length,
  actions: w.pays[0]!.length,
  transition: w.moves,
  reward: w.pays,
  prior: w.prior,
  initial: w.initial,
});
const finite = (w: o.World, steps: number) => control.mdp({ ...tables(w), steps });
const forEver = (w: o.World, discount = gamma) => control.mdp({ ...tables(w), discount });

/** A world of 4 states, 3 actions, any rewards and priors; a temperature. */
function someWorld(seed: number): { world: o.World; temperature: number } {
  const draw = o.otherUniforms(9973 * seed);
  const row = (n: number) => o.someDistribution(draw, n);
  const lists = <T>(n: number, f: () => T) => Array.from({ length: n }, f);
  return {
    world: {
      moves: lists(4, () => lists(3, () => row(4))),
      pays: lists(4, () => lists(3, () => 4 * draw() - 2)),
      prior: lists(4, () => row(3)),
      initial: row(4),
    },
    temperature: 0.2 + 2 * draw(),
  };
}
const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

Deno.test("SVI-1: reward minus divergence; for a uniform prior reward plus entropy minus a constant", () => {
  const third = [1 / 3, 1 / 3, 1 / 3];
  for (const q of [[0.3, 0.6, 0.1], [0, 1, 0], custom]) {
    const plus = o.dot(q, taste) + alpha * o.entropy(q) - alpha * Math.log(3);
    assertClose(objective(q, third), plus, { atol: 1e-14 });
  }
  assertClose(objective([0, 1, 0]), 1.5 - 0.5 * Math.log(5), { atol: 1e-15 });
});

const lagrangian = (q: o.List, price: number) => objective(q) + price * (1 - sum(q));

Deno.test("SVI-2: on distributions the Lagrangian is J at any price; at the right price nothing beats q*", () => {
  const draw = o.otherUniforms(3);
  for (let i = 0; i < 200; i++) {
    const q = o.someDistribution(draw, 3);
    assertClose(lagrangian(q, 20 * draw() - 10), objective(q), { atol: 1e-13 });
    const loose = q.map((each) => 3 * draw() * each); // need not sum to one
    assert(lagrangian(loose, multiplier) <= lagrangian(best, multiplier) + 1e-14);
  }
});

Deno.test("SVI-3: the derivative, by central differences", () => {
  const h = 1e-5;
  for (const q of [[0.3, 0.3, 0.3], [0.2, 0.7, 0.4], best]) {
    for (const a of [0, 1, 2]) {
      const at = (by: number) => lagrangian(q.map((each, b) => each + (a === b ? by : 0)), 0.4);
      const formula = taste[a]! - alpha * Math.log(q[a]! / custom[a]!) - alpha - 0.4;
      assertClose((at(h) - at(-h)) / (2 * h), formula, { atol: 1e-7 }); // h²·α/(3q²), q ≥ .02
    }
  }
});

Deno.test("SVI-4: q* is the best mixture on a fine grid of mixtures, and sums to one; λ* makes all slopes zero", () => {
  let top = { value: -Infinity, q: [0, 0, 0] };
  for (let i = 0; i <= 400; i++) {
    for (let j = 0; j <= 400 - i; j++) {
      const q = [i / 400, j / 400, (400 - i - j) / 400];
      if (objective(q) > top.value) top = { value: objective(q), q };
    }
  }
  assertClose(top.q, best, { atol: 1 / 400 }); // the grid's width
  const lib = control.softPolicy(taste, { weights: custom, temperature: alpha });
  assertClose(lib, best, { atol: 1e-15 });
  assertClose(sum(lib), 1, { atol: 1e-15 });
  for (const a of [0, 1, 2]) {
    const slope = taste[a]! - alpha * Math.log(lib[a]! / custom[a]!) - alpha - multiplier;
    assertClose(slope, 0, { atol: 1e-14 });
  }
});

Deno.test("SVI-5: the value is α log Σ p exp(r/α), and every other q loses α KL(q ‖ q*)", () => {
  const draw = o.otherUniforms(5);
  for (let i = 0; i < 300; i++) {
    const values = [0, 1, 2, 3].map(() => 10 * draw() - 5);
    const p = o.someDistribution(draw, 4), temperature = 0.1 + 3 * draw();
    const value = control.softMaximum(values, { weights: p, temperature });
    const chosen = control.softPolicy(values, { weights: p, temperature });
    const J = (q: o.List) => o.dot(q, values) - temperature * o.kl(q, p);
    assertClose(value, J(chosen), { atol: 1e-12 });
    const q = o.someDistribution(draw, 4);
    assertClose(value - J(q), temperature * o.kl(q, chosen), { atol: 1e-12 });
  }
});

Deno.test("SVI-5 erratum 003.6: Q large is not V → max: (100, 100) keeps log 2; −50 a² lies below its maximum", () => {
  for (const q of [1, 100, 1e4]) {
    assertClose(control.softMaximum([q, q]) - q, Math.LN2, { atol: 1e-11 });
  }
  const log = (k: number) => Math.log(integral((a) => Math.exp(-k * a * a), -2, 2, 40_000));
  assertClose(log(50), -1.384, { atol: 5e-4 }); // the errata give three decimals
  assertLess(log(5000), log(50)); // "larger" Q, further below
  const cooled = [1, 0.1, 0.01, 0.001].map((t) =>
    t * Math.log(integral((a) => 0.5 * Math.exp(-50 * a * a / t), -1, 1, 400_000))
  );
  cooled.forEach((v, i) => assert(v < 0 && (i === 0 || v > cooled[i - 1]!)));
});

Deno.test("SVI-6: Q is the reward plus the average of the next V", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const lib = control.variationalBackward(finite(w, 4), { temperature });
    const { values } = o.backward(w, 4, temperature);
    values.slice(1).forEach((v, t) => {
      assertClose(lib.actionValues[t]!, o.lookAhead(w, v, 1).flat(), { atol: 1e-13 });
    });
  }
});

Deno.test("SVI-7: V and π; the value is what the policy earns, over all trajectories", () => {
  for (const seed of seeds.slice(0, 4)) {
    const { world: w, temperature } = someWorld(seed);
    const lib = control.variationalBackward(finite(w, 3), { temperature });
    const { values, policies } = o.backward(w, 3, temperature);
    values.forEach((v, t) => assertClose(lib.values[t]!, v, { atol: 1e-13 }));
    policies.forEach((pi, t) => assertClose(lib.policy[t]!, pi.flat(), { atol: 1e-13 }));
    const earned = o.average(
      w,
      policies,
      (t, s, a) => w.pays[s]![a]! - temperature * Math.log(policies[t]![s]![a]! / w.prior[s]![a]!),
    );
    assertClose(earned, o.dot(w.initial, values[0]!), { atol: 1e-12 });
  }
});

Deno.test("SVI-8: any policy loses α times its divergences from the best, where it goes", () => {
  for (const seed of seeds.slice(0, 4)) {
    const { world: w, temperature } = someWorld(seed);
    const draw = o.otherUniforms(seed);
    const policy = [0, 1, 2].map(() => w.pays.map(() => o.someDistribution(draw, 3)));
    const { values, policies } = o.backward(w, 3, temperature);
    const earned = o.average(
      w,
      policy,
      (t, s, a) => w.pays[s]![a]! - temperature * Math.log(policy[t]![s]![a]! / w.prior[s]![a]!),
    );
    const lost = o.average(
      w,
      policy,
      (t, s) => temperature * o.kl(policy[t]![s]!, policies[t]![s]!),
    );
    assertClose(o.dot(w.initial, values[0]!) - earned, lost, { atol: 1e-12 });
    assertGreater(lost, 0);
    const lib = control.controlBound(
      finite(w, 3),
      policy.map((pi) => Float64Array.from(pi.flat())),
      { temperature },
    );
    assertClose(temperature * lib.bound, earned, { atol: 1e-12 });
  }
});

Deno.test("SVI-9: E V ≤ α log E exp(V/α), so posterior values are never below; equal when nothing is left to chance", () => {
  const draw = o.otherUniforms(9);
  for (let i = 0; i < 100; i++) {
    const v = [0, 1, 2].map(() => 8 * draw() - 4), p = o.someDistribution(draw, 3);
    assert(o.dot(p, v) <= o.soft(v, p, 0.7) + 1e-14);
  }
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const sure = {
      ...w,
      moves: w.moves.map((rows) => rows.map((_, a) => [0, 1, 2, 3].map((n) => n === a ? 1 : 0))),
    };
    for (const [which, equal] of [[w, false], [sure, true]] as const) {
      const optimist = posteriorValues(which, 4, temperature);
      const { stateBackward } = control.posteriorMessages(finite(which, 4), { temperature });
      const { values } = o.backward(which, 4, temperature);
      values.forEach((v, t) => {
        assertClose(Array.from(stateBackward[t]!, (b) => temperature * b), optimist[t]!, {
          atol: 1e-12,
        });
        v.forEach((each, s) => assert(optimist[t]![s]! >= each - 1e-13));
        if (equal) assertClose(optimist[t]!, v, { atol: 1e-13 });
      });
    }
  }
});

/** The world with a chance 1 − γ to end after each step, in a state that pays nothing. */
const mortal = (w: o.World, g: number): o.World => ({
  moves: [
    ...w.moves.map((rows) => rows.map((row) => [...row.map((p) => g * p), 1 - g])),
    w.pays[0]!.map(() => [...w.pays.map(() => 0), 1]),
  ],
  pays: [...w.pays, w.pays[0]!.map(() => 0)],
  prior: [...w.prior, w.prior[0]!],
  initial: [...w.initial, 0],
});

Deno.test("SVI-10: the fixed point; k sweeps are k steps of a world that ends with chance 1 − γ", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const { values } = control.softValueIteration(forEver(w), { temperature });
    assertClose(values, o.sweep(w, [...values], gamma, temperature), { atol: 1e-10 });
    let v: number[] = [0, 0, 0, 0];
    for (let k = 1; k <= 8; k++) {
      v = o.sweep(w, v, gamma, temperature);
      assertClose(o.backward(mortal(w, gamma), k, temperature).values[0]!, [...v, 0], {
        atol: 1e-13,
      });
      const lib = control.variationalBackward(control.absorbDiscount(forEver(w), k), {
        temperature,
      });
      assertClose(lib.values[0]!, [...v, 0], { atol: 1e-13 });
    }
  }
});

Deno.test("SVI-11: a sweep brings tables closer by γ at least; a shift by γ exactly; stopping is safe", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const draw = o.otherUniforms(seed + 100);
    const backup = (v: o.List) => control.softBackup(forEver(w), v, { temperature }).values;
    for (let i = 0; i < 50; i++) {
      const [v, u] = [0, 1].map(() => [0, 1, 2, 3].map(() => 40 * draw() - 20));
      assert(o.distance(backup(v!), backup(u!)) <= gamma * o.distance(v!, u!) + 1e-12);
      assertClose(
        backup(v!.map((each) => each + 7)),
        Array.from(backup(v!), (each) => each + 7 * gamma),
        { atol: 1e-12 },
      );
    }
    const exact = o.settle((v) => o.sweep(w, v, gamma, temperature), 4).v;
    for (const tolerance of [1e-2, 1e-5]) {
      const { values, changes } = control.softValueIteration(forEver(w), {
        temperature,
        tolerance,
      });
      assert(o.distance(values, exact) <= gamma / (1 - gamma) * changes.at(-1)! + 1e-12);
    }
  }
});

const someRows = (seed: number, states = 4, actions = 3): o.Rows => {
  const draw = o.otherUniforms(seed + 500);
  return Array.from({ length: states }, () => o.someDistribution(draw, actions));
};

Deno.test("SVI-12: soft policy evaluation is the discounted sum of rewards and divergences", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const policy = someRows(seed);
    const lib = control.softPolicyEvaluation(forEver(w), Float64Array.from(policy.flat()), {
      temperature,
    });
    assertClose(lib.values, o.worth(w, policy, gamma, temperature), { atol: 2e-9 }); // 1e-10 · γ/(1−γ)
    const charged = { // by following it for 300 steps: a sum, no fixed point
      ...w,
      pays: w.pays.map((row, s) =>
        row.map((r, a) => r - temperature * Math.log(policy[s]![a]! / w.prior[s]![a]!))
      ),
    };
    const { visits } = o.follow(charged, Array(300).fill(policy));
    const discounted = sum(
      visits.slice(0, 300).map((at, t) =>
        gamma ** t * sum(at.map((p, s) => p * o.dot(policy[s]!, charged.pays[s]!)))
      ),
    );
    assertClose(o.dot(w.initial, [...lib.values]), discounted, { atol: 2e-9 }); // .9³⁰⁰ is 2e-14
  }
});

Deno.test("SVI-13: improvement is never worse in any state, and ends at the optimum", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    let v = o.worth(w, someRows(seed), gamma, temperature);
    for (let round = 0; round < 8; round++) {
      const next = o.worth(w, o.greedy(w, v, gamma, temperature), gamma, temperature);
      next.forEach((each, s) => assert(each >= v[s]! - 1e-12));
      v = next;
    }
    const lib = control.softPolicyIteration(forEver(w), { temperature });
    assertClose(lib.values, v, { atol: 2e-9 });
    assertClose(control.softValueIteration(forEver(w), { temperature }).values, v, { atol: 2e-9 });
  }
});

Deno.test("SVI-14: hard − α log(1/p_min)/(1−γ) ≤ soft ≤ hard, and α → 0 closes it, α → ∞ leaves the habit", () => {
  for (const seed of seeds) {
    const { world: w } = someWorld(seed);
    const hard = o.settle((v) => o.hardSweep(w, v, gamma), 4).v;
    assertClose(control.valueIteration(forEver(w)).values, hard, { atol: 2e-9 }); // 1e-10 · γ/(1−γ)
    const chosen = o.hardGreedy(w, hard, gamma);
    const rarest = Math.min(...chosen.map((row, s) => w.prior[s]![row.indexOf(1)]!));
    for (const temperature of [1e-3, 0.03, 0.5, 5]) {
      const lib = control.softValueIteration(forEver(w), { temperature }).values;
      hard.forEach((each, s) => {
        assert(lib[s]! <= each + 2e-9);
        assert(lib[s]! >= each - temperature * Math.log(1 / rarest) / (1 - gamma) - 2e-9);
      });
    }
    const hot = control.softValueIteration(forEver(w), { temperature: 1e6 }).values;
    assertClose(hot, o.worth(w, w.prior, gamma, 0), { atol: 1e-4 }); // variance of Q / (2α(1−γ))
  }
});

Deno.test("SVI-15: energies −Q/α − log p give the soft-optimal policy; a constant a state changes nothing", () => {
  for (const seed of seeds) {
    const { world: w, temperature } = someWorld(seed);
    const { actionValues, policy } = control.softValueIteration(forEver(w), { temperature });
    const byEnergy = w.pays.map((row, s) => {
      const energies = row.map((_, a) =>
        -actionValues[3 * s + a]! / temperature - Math.log(w.prior[s]![a]!) + s
      );
      const least = Math.min(...energies);
      const weights = energies.map((each) => Math.exp(least - each));
      return weights.map((each) => each / sum(weights));
    });
    assertClose(policy, byEnergy.flat(), { atol: 1e-12 });
  }
});

Deno.test("SVI-16: the gradient is visits times probability times what the action is ahead, by differences", () => {
  for (const seed of seeds.slice(0, 3)) {
    const { world: w, temperature } = someWorld(seed);
    const policy = someRows(seed);
    const v = o.worth(w, policy, gamma, temperature), q = o.lookAhead(w, v, gamma);
    const { visits } = o.follow(w, Array(300).fill(policy));
    for (const s of [0, 3]) {
      const often = sum(visits.map((at, t) => gamma ** t * at[s]!));
      for (const a of [0, 1, 2]) {
        const ahead = q[s]![a]! - temperature * Math.log(policy[s]![a]! / w.prior[s]![a]!) - v[s]!;
        assertClose(often * policy[s]![a]! * ahead, slope(w, policy, s, a, temperature), {
          atol: 1e-6,
        }); // ~ h²
      }
    }
  }
});

Deno.test("SVI-17: own energy, best value, zero gradient: all three at the optimum, none elsewhere", () => {
  for (const seed of seeds.slice(0, 4)) {
    const { world: w, temperature } = someWorld(seed);
    const optimum = o.settle((v) => o.sweep(w, v, gamma, temperature), 4).v;
    const three = (policy: o.Rows) => {
      const v = o.worth(w, policy, gamma, temperature);
      return [
        o.distance(policy.flat(), o.greedy(w, v, gamma, temperature).flat()),
        o.distance(v, optimum),
        Math.max(
          ...[0, 1, 2, 3].flatMap((s) =>
            [0, 1, 2].map((a) => Math.abs(slope(w, policy, s, a, temperature)))
          ),
        ),
      ];
    };
    assertClose(three(o.greedy(w, optimum, gamma, temperature)), [0, 0, 0], { atol: 1e-6 }); // h²
    for (const policy of [w.prior, someRows(seed)]) {
      for (const each of three(policy)) assertGreater(each, 1e-3);
    }
  }
});

Deno.test("SVI-1 erratum 003.4: without −log A a step an agent that may stop lingers instead", () => {
  assertGreater(printedRoom.steps, 17);
  assertLess(correctRoom.steps, 0.5);
  assertGreater(correctRoom.leaves, 0.7);
  assertLess(printedRoom.leaves, 1e-3);
  const room = control.mdp({ // inside, outside; one way out, four ways to stay
    states: 2,
    actions: 5,
    transition: [[[0, 1], [1, 0], [1, 0], [1, 0], [1, 0]], Array(5).fill([0, 1])],
    reward: [[0, -1, -1, -1, -1], [0, ...Array(4).fill(-Infinity)]],
    prior: [Array(5).fill(0.2), [1, 0, 0, 0, 0]],
    steps: 20,
  });
  for (const [bonus, own] of [["entropy", printedRoom], ["prior", correctRoom]] as const) {
    const { policy } = control.variationalBackward(room, { bonus });
    assertClose(policy[0]![0]!, own.leaves, { atol: 1e-13 });
    assertClose(-control.expectedReturn(room, policy), own.steps, { atol: 1e-12 });
  }
  // with a length that is fixed the constant changes nothing: the same policy under both bonuses
  const uniform = { ...world, prior: prior.map(() => [0.5, 0.5]) };
  const [by, plus] = (["prior", "entropy"] as const).map((bonus) =>
    control.variationalBackward(finite(uniform, 3), { bonus })
  );
  by!.policy.forEach((pi, t) => assertClose(pi, plus!.policy[t]!, { atol: 1e-13 }));
  assertClose(plus!.values[0]![0]! - by!.values[0]![0]!, 3 * Math.LN2, { atol: 1e-13 });
});
