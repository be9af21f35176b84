/** Chapter 18: every equation, held against oracles that import nothing of lib. */
import { assert, assertGreater } from "@std/assert";
import { softAdvantages } from "lib/agents";
import * as control from "lib/control";
import { assertClose } from "../../support/mod.ts";
import * as oracle from "./oracle.ts";
import { alpha, dot, gamma, initial, moves, pays, pi, type Row, type Rows, sum } from "./oracle.ts";

const tables = {
  states: ["fresh", "sore", "hurt"],
  actions: ["run", "rest"],
  transition: moves,
  reward: pays,
  initial,
};
const bonus = { temperature: alpha, bonus: "entropy" } as const;
const flat = Float64Array.from(pi.flat());
const nudged = (k: number, by: number) =>
  oracle.theta.map((row, s) => row.map((each, a) => each + (2 * s + a === k ? by : 0)))
    .map(oracle.softmax);
const slope = oracle.slopeOfThreeDays(pi);

Deno.test("MPG-1: reward and entropy of three days, by lib's backward pass", () => {
  const { values } = control.softBackwardEvaluation(
    control.mdp({ ...tables, steps: 3 }),
    [flat, flat, flat],
    bonus,
  );
  assertClose(dot(initial, Array.from(values[0]!)), oracle.worthOfThreeDays(pi), { atol: 1e-14 });
});

Deno.test("MPG-2: score times soft return less α, over all paths, is the slope", () => {
  const differences = slope.map((_, k) =>
    (oracle.worthOfThreeDays(nudged(k, 1e-5)) - oracle.worthOfThreeDays(nudged(k, -1e-5))) / 2e-5
  );
  assertClose(slope, differences, { atol: 1e-9 }); // h² and rounding over h
  const mean = meanOf((before, toGo) => before + toGo - alpha);
  assertClose(mean, slope, { atol: 1e-13 });
});

Deno.test("MPG-3: scores average to zero in every state", () => {
  for (const row of pi) {
    const score = (a: number) => row.map((p, b) => (a === b ? 1 : 0) - p);
    assertClose(row.map((_, b) => sum(row.map((p, a) => p * score(a)[b]!))), [0, 0], {
      atol: 1e-16,
    });
  }
});

Deno.test("MPG-4: a reward-to-go with any baseline has the same mean; without the day's own entropy not", () => {
  for (const b of [0, alpha, -3, 10]) {
    assertClose(meanOf((_, toGo) => toGo - b), slope, { atol: 1e-12 });
  }
  const days = oracle.backwards(pi, 3, 1);
  assertClose(meanOf((_, toGo, t, s) => toGo - days[t]!.v[s]!), slope, { atol: 1e-13 });
  const without = meanOf((_, toGo, __, s, a) => toGo + alpha * Math.log(pi[s]![a]!));
  assertGreater(oracle.norm(without.map((each, k) => each - slope[k]!)), 0.01);
});

Deno.test("MPG-4 erratum 003.11: path by path the whole return and the reward-to-go differ", () => {
  const whole = oracle.scatter(pi, (before, toGo) => before + toGo - alpha);
  const toGo = oracle.scatter(pi, (_, later) => later - alpha);
  assertGreater(whole, 2 * toGo); // equal path by path they would scatter alike
});

Deno.test("MPG-5: a parabola in b; dropping the −1 raises the variance of a coin", () => {
  const p = 0.7, returns = [-Math.log(0.3), -Math.log(0.7)], kappa = [-p, 1 - p];
  const chance = [1 - p, p];
  const variance = (b: number) => {
    const mean = sum(chance.map((c, z) => c * kappa[z]! * (returns[z]! - b)));
    return sum(chance.map((c, z) => c * (kappa[z]! * (returns[z]! - b) - mean) ** 2));
  };
  const square = sum(chance.map((c, z) => c * kappa[z]! ** 2));
  const best = sum(chance.map((c, z) => c * kappa[z]! ** 2 * returns[z]!)) / square;
  for (const b of [-1, 0, 0.5, 1, 3]) {
    assertClose(variance(b), variance(best) + (b - best) ** 2 * square, { atol: 1e-14 });
  }
  assertClose(variance(best), 0, { atol: 1e-15 }); // two tosses can be made to say the same
});

Deno.test("MPG-5 erratum 003.11: .0005 with the −1, .189 without", () => {
  const spread = (b: number) =>
    0.21 * (0.3 * (-Math.log(0.7) - b) + 0.7 * (-Math.log(0.3) - b)) ** 2;
  assertClose(spread(1), 0.0005, { atol: 5e-5 });
  assertClose(spread(0), 0.189, { atol: 5e-4 });
});

Deno.test("MPG-6: advantages average to zero, and are zero at the soft optimum", () => {
  const [first] = oracle.backwards(pi, 3, 1);
  const advantages = first!.q.map((row, s) =>
    row.map((q, a) => q - alpha * Math.log(pi[s]![a]!) - first!.v[s]!)
  );
  assertClose(advantages.map((row, s) => dot(row, pi[s]!)), [0, 0, 0], { atol: 1e-14 });
  const best = control.softValueIteration(control.mdp({ ...tables, discount: gamma }), {
    ...bonus,
    tolerance: 1e-13,
  });
  const policy = [0, 1, 2].map((s) => Array.from(best.policy.subarray(2 * s, 2 * s + 2)));
  const { q, v } = oracle.backwards(policy, 600, gamma)[0]!;
  q.forEach((row, s) =>
    row.forEach((each, a) =>
      assertClose(each - alpha * Math.log(policy[s]![a]!) - v[s]!, 0, { atol: 1e-10 })
    )
  );
});

Deno.test("MPG-7: the bonus rests at exp(Qʳ/α), the soft advantage at exp(Q/α)", () => {
  const policy = [0.5, 0.5], entropy = Math.log(4); // corridor, square: at the bonus's rest
  const weight = (later: number) => policy.map((p, a) => (a === 1 ? later : 0) - Math.log(p)); // α = 1
  const rise = (gain: Row) => policy.map((p, a) => p * (gain[a]! - dot(policy, gain)));
  assertClose(rise(weight(0)), [0, 0], { atol: 1e-16 });
  assertGreater(rise(weight(entropy))[1]!, 0.1);
  const soft = [0.2, 0.8].map((p, a) => (a === 1 ? entropy : 0) - Math.log(p));
  assertClose(soft[0]!, soft[1]!, { atol: 1e-15 });
});

Deno.test("MPG-8: lib's recursion is the sum of discounted surprises", () => {
  const path = {
    worlds: 1,
    rewards: [1, -2, 0.5, 3],
    logDensities: [-0.3, -2, 0.4, -1],
    values: [0.2, 1, -1, 2],
    valuesNext: [1, -1, 2, 5],
    masks: [1, 1, 1, 0],
    cuts: [0, 0, 0, 1],
  };
  const delta = path.rewards.map((r, t) =>
    r - 0.7 * path.logDensities[t]! + 0.8 * path.masks[t]! * path.valuesNext[t]! - path.values[t]!
  );
  const sums = delta.map((_, t) => sum(delta.slice(t).map((each, l) => (0.8 * 0.6) ** l * each)));
  const options = { discount: 0.8, trace: 0.6, temperature: 0.7 };
  assertClose(softAdvantages(path, options).advantages, sums, { atol: 1e-14 });
});

Deno.test("MPG-9: the bias of λ, against moments by iteration", () => {
  const critic = [3, -1, 2];
  for (const lambda of [0, 0.3, 0.9, 1]) {
    const keep = gamma * lambda;
    let later: Row = [0, 0, 0], found: Rows = [];
    for (let i = 0; i < 600; i++) {
      const next = later;
      found = pi.map((row, s) =>
        row.map((p, a) =>
          pays[s]![a]! - alpha * Math.log(p) - critic[s]! +
          dot(moves[s]![a]!, critic.map((each, n) => gamma * each + keep * next[n]!))
        )
      );
      later = found.map((row, s) => dot(row, pi[s]!));
    }
    const slopes = pi.flatMap((row, s) =>
      row.map((p, a) => initial[s]! * p * (found[s]![a]! - dot(row, found[s]!)))
    );
    assertClose(slopes, oracle.firstStep(critic, lambda).slope, { atol: 1e-10 });
  }
});

Deno.test("MPG-10: the clipped loss in its two forms, and what it never cuts", () => {
  for (const rho of [0.1, 0.8, 1, 1.2, 5]) {
    for (const gain of [-3, -1, 0, 1, 3]) {
      const clipped = Math.min(Math.max(rho, 0.8), 1.2) * gain;
      const least = Math.min(rho * gain, gain + 0.2 * Math.abs(gain));
      assertClose(least, Math.min(rho * gain, clipped), { atol: 1e-15 });
      assert(least <= rho * gain);
    }
  }
});

/** Numbers with a slope: value and derivative by each parameter. */
type Dual = readonly [number, Row];
const plus = ([a, da]: Dual, [b, db]: Dual): Dual => [a + b, da.map((each, k) => each + db[k]!)];
const times = ([a, da]: Dual, [b, db]: Dual): Dual => [a * b, da.map((x, k) => x * b + a * db[k]!)];
const of = (f: number, df: number, [, da]: Dual): Dual => [f, da.map((each) => df * each)];
const tanh = (x: Dual) => of(Math.tanh(x[0]), 1 - Math.tanh(x[0]) ** 2, x);
const scaled = (c: number, x: Dual) => of(c * x[0], c, x);

/** Q(s, ·) of a small network with shared weights, by forward differentiation. */
function network(weights: Row, s: number): readonly Dual[] {
  const dual = (k: number): Dual => [weights[k]!, weights.map((_, i) => (i === k ? 1 : 0))];
  const x = [[1, 0.3], [-0.5, 0.8], [0.2, -1]][s]!;
  const hidden = [0, 1].map((h) =>
    tanh(plus(scaled(x[0]!, dual(2 * h)), scaled(x[1]!, dual(2 * h + 1))))
  );
  return [0, 1].map((a) =>
    plus(times(hidden[0]!, dual(4 + 2 * a)), times(hidden[1]!, dual(5 + 2 * a)))
  );
}

const weights = [0.7, -1.1, 0.4, 0.9, 1.3, -0.6, 0.2, 0.8];
function level(row: readonly Dual[]): Dual { // its slope: π-weighed slopes of Q
  const value = alpha * oracle.logSum(row.map(([q]) => q / alpha));
  const weighed = row.map((each) => scaled(Math.exp((each[0] - value) / alpha), each));
  return [value, weighed.reduce(plus)[1]];
}

Deno.test("MPG-11: any table is a value and a policy", () => {
  for (const s of [0, 1, 2]) {
    const row = network(weights, s), [v] = level(row);
    assertClose(sum(row.map(([q]) => Math.exp((q - v) / alpha))), 1, { atol: 1e-14 });
  }
});

Deno.test("MPG-12: in a network, too, each weight moves by both steps' sum, to 1e-12", () => {
  for (const [s, a, n] of [[0, 0, 1], [1, 1, 0], [2, 0, 2]] as const) {
    const row = network(weights, s), q = row[a]!, v = level(row);
    const [ahead] = level(network(weights, n)), y = pays[s]![a]! + gamma * ahead;
    const bySoftQ = q[1].map((slope) => (y - q[0]) * slope);
    const logPolicy = scaled(1 / alpha, plus(q, scaled(-1, v)));
    const delta = pays[s]![a]! - alpha * logPolicy[0] + gamma * ahead - v[0];
    const both = logPolicy[1].map((slope, k) => alpha * delta * slope + delta * v[1][k]!);
    assertClose(bySoftQ, both, { atol: 1e-12 });
  }
});

Deno.test("MPG-12 erratum 003.13: at Q = r = (1, 0) nothing is left to learn; as printed .393 is", () => {
  const q = [1, 0], v = Math.log(Math.E + 1), p = q.map((each) => Math.exp(each - v));
  const rise = (weight: (a: number) => number) =>
    sum(q.map((_, a) => p[a]! * ((a === 0 ? 1 : 0) - p[0]!) * weight(a)));
  assertClose(rise((a) => q[a]! - q[a]! + v), 0, { atol: 1e-15 });
  assertClose(rise((a) => 2 * q[a]! - v), 0.393, { atol: 5e-4 });
});

Deno.test("MPG-11 erratum 003.12: the average of Q is not V, but for the entropy", () => {
  const mean = 0, v = Math.log(2); // Q = (0, 0)
  assertClose(v - mean, -Math.log(0.5), { atol: 1e-15 });
});

/** The mean of score times weight over all paths. */
function meanOf(
  weight: (before: number, toGo: number, t: number, s: number, a: number) => number,
): Row {
  const found = [0, 0, 0, 0, 0, 0];
  const walk = (
    t: number,
    s: number,
    chance: number,
    path: readonly [number, number, number][],
  ) => {
    if (t === 3) {
      path.forEach(([state, action], day) => {
        const gains = path.map(([, , gain]) => gain);
        const w = weight(sum(gains.slice(0, day)), sum(gains.slice(day)), day, state, action);
        [0, 1].forEach((b) =>
          found[2 * state + b]! += chance * w * ((b === action ? 1 : 0) - pi[state]![b]!)
        );
      });
      return;
    }
    pi[s]!.forEach((p, a) =>
      moves[s]![a]!.forEach((q, n) => {
        if (q > 0) {
          walk(t + 1, n, chance * p * q, [...path, [s, a, pays[s]![a]! - alpha * Math.log(p)]]);
        }
      })
    );
  };
  initial.forEach((p, s) => walk(0, s, p, []));
  return found;
}
