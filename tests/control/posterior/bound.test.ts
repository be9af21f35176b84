import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  controlBound,
  type Floats,
  lottery,
  mdp,
  posteriorMessages,
  posteriorPolicy,
  shiftRewards,
  variationalBackward,
} from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose, sum } from "../../support/mod.ts";
import {
  allPaths,
  dynamics,
  evidence,
  policy as posterior,
  range,
  type World,
} from "../enumeration.ts";
import { objective, type Policy, randomDistribution } from "../soft_oracle.ts";
import { generator, randomWorld, WORLDS } from "../worlds.ts";

const TEMPERATURES = [0.4, 1, 5];
const OPEN = WORLDS.filter(([, world]) => world.reward.flat(2).every(Number.isFinite));

/** Random policies with zeros where the prior has them, nested and flat. */
function somePolicy(world: World, seed: number) {
  const next = generator(seed);
  const nested = range(world.steps).map(() =>
    world.prior.map((row) => {
      const drawn = randomDistribution(next, world.actions).map((p, a) => row[a]! > 0 ? p : 0);
      return drawn.map((p) => p / sum(drawn));
    })
  );
  return { nested, flat: flatten(nested) };
}

function flatten(policy: readonly Policy[]): Floats[] {
  return policy.map((table) => Float64Array.from(table.flat()));
}

/** Every path with q(τ) and p(τ | O), and the parts of log q/p, from enumerations alone. */
function gapByPaths(world: World, policy: readonly Policy[], temperature: number) {
  const { states, actions } = world;
  const marginal = evidence(world, temperature);
  const paths = allPaths(world, temperature);
  const start = range(states).map((s) =>
    sum(paths.map((path) => path.states[0] === s ? path.weight : 0)) / marginal
  );
  const act = range(world.steps).map((t) => posterior(world, temperature, t));
  const move = range(world.steps).map((t) => dynamics(world, temperature, t));
  const parts = { initial: 0, dynamics: 0, action: 0, whole: 0 };
  for (const path of paths) {
    const [first] = path.states;
    let q = world.initial[first!]!;
    const log = { initial: Math.log(q / start[first!]!), dynamics: 0, action: 0 };
    path.actions.forEach((a, t) => {
      const [s, next] = [path.states[t]!, path.states[t + 1]!];
      const [pi, p] = [policy[t]![s]![a]!, world.transition[s]![a]![next]!];
      q *= pi * p;
      log.action += Math.log(pi / act[t]![s * actions + a]!);
      log.dynamics += Math.log(p / move[t]![s * actions + a]![next]!);
    });
    if (q === 0) continue;
    for (const part of ["initial", "dynamics", "action"] as const) parts[part] += q * log[part];
    parts.whole += q * Math.log(q / (path.weight / marginal));
  }
  return parts;
}

Deno.test("controlBound: each number by enumeration of the paths", () => {
  for (const [, world] of OPEN) {
    for (const temperature of TEMPERATURES) {
      const { nested, flat } = somePolicy(world, 9);
      const found = controlBound(mdp(world), flat, { temperature });
      const close = { atol: 1e-11 }; // 1,300 paths of size 10, and their logarithms
      const expected = gapByPaths(world, nested, temperature);
      assertClose(found.gap.initial, expected.initial, close);
      assertClose(found.gap.dynamics, expected.dynamics, close);
      assertClose(found.gap.action, expected.action, close);
      assertClose(found.logEvidence, Math.log(evidence(world, temperature)), close);
      assertClose(found.expectedReturn, objective(world, nested, 0, world.prior), close);
      const bound = objective(world, nested, temperature, world.prior) / temperature;
      assertClose(found.bound, bound, close);
      assertClose(found.logEvidence - bound, expected.whole, close);
    }
  }
});

Deno.test("controlBound: bound + initial + dynamics + action = log-evidence, none below 0", () => {
  for (const [, world] of OPEN) {
    for (const temperature of TEMPERATURES) {
      for (const seed of range(5)) {
        const { bound, gap, logEvidence, ...rest } = controlBound(
          mdp(world),
          somePolicy(world, seed).flat,
          { temperature },
        );
        const whole = bound + gap.initial + gap.dynamics + gap.action;
        assertClose(whole, logEvidence, { atol: 1e-12 });
        assertClose(bound, rest.expectedReturn / temperature - rest.divergenceFromPrior, {
          atol: 0,
        });
        for (const part of [...Object.values(gap), rest.divergenceFromPrior]) {
          assert(part >= -1e-13);
        }
      }
    }
  }
});

Deno.test("controlBound: largest for variationalBackward; there it is Σ p(s₁) V₁/α", () => {
  for (const [, world] of OPEN) {
    for (const temperature of TEMPERATURES) {
      const problem = mdp(world);
      const { policy, values } = variationalBackward(problem, { temperature });
      const best = controlBound(problem, policy, { temperature }).bound;
      assertClose(best, sum(world.initial.map((p, s) => p * values[0]![s]!)) / temperature, {
        atol: 1e-12,
      });
      for (const seed of range(200)) {
        const { bound } = controlBound(problem, somePolicy(world, seed).flat, { temperature });
        assert(bound <= best + 1e-12);
      }
      const wishful = posteriorPolicy(problem, posteriorMessages(problem, { temperature }));
      assert(controlBound(problem, wishful, { temperature }).bound <= best + 1e-12);
    }
  }
});

Deno.test("controlBound: tight where nothing is left to chance; the two inferences agree there", () => {
  const [, world] = WORLDS.find(([name]) => name === "deterministic, one start")!;
  for (const temperature of TEMPERATURES) {
    const problem = mdp(world);
    const { policy } = variationalBackward(problem, { temperature });
    const { bound, gap, logEvidence } = controlBound(problem, policy, { temperature });
    assertClose([gap.initial, gap.dynamics, gap.action], [0, 0, 0], { atol: 1e-13 });
    assertClose(bound, logEvidence, { atol: 1e-13 });
    const wishful = posteriorPolicy(problem, posteriorMessages(problem, { temperature }));
    policy.forEach((table, t) => assertClose(table, wishful[t]!, { atol: 1e-13 }));
  }
});

Deno.test("controlBound: stochastic dynamics leave a gap that the best policy cannot close", () => {
  const world = mdp(randomWorld(63));
  const { gap } = controlBound(world, variationalBackward(world).policy);
  assert(gap.initial > 1e-3 && gap.dynamics > 1e-3);
});

Deno.test("controlBound: high stakes, where probabilities underflow and logarithms do not", () => {
  const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
  const buy = [Float64Array.of(0, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)];
  const { expectedReturn, bound, gap, logEvidence } = controlBound(ticket, buy);
  assertClose(expectedReturn, -890, { rtol: 1e-14 });
  assertClose(bound, -890 - Math.LN2, { rtol: 1e-14 });
  // log(½ + ½ (0.01 e^10000 + …)): the losing outcome is below e^-11000 of it
  assertClose(logEvidence, 10_000 + Math.log(0.005), { rtol: 1e-14 });
  assertClose(bound + gap.initial + gap.dynamics + gap.action, logEvidence, { rtol: 1e-13 });
  assertClose(gap.dynamics, 10_890 + Math.log(0.01), { rtol: 1e-13 });
});

Deno.test("controlBound: r + c moves bound and evidence by T c/α, and no part of the gap", () => {
  const world = randomWorld(64);
  const { flat } = somePolicy(world, 2);
  const before = controlBound(mdp(world), flat, { temperature: 0.5 });
  const after = controlBound(shiftRewards(mdp(world), 4), flat, { temperature: 0.5 });
  assertClose(after.bound - before.bound, 3 * 4 / 0.5, { atol: 1e-12 });
  assertClose(after.logEvidence - before.logEvidence, 3 * 4 / 0.5, { atol: 1e-12 });
  assertClose(Object.values(after.gap), Object.values(before.gap), { atol: 1e-12 });
});

Deno.test("controlBound: a policy that can meet what is forbidden has bound −∞ and an infinite gap", () => {
  for (const [name, world] of WORLDS) {
    const problem = mdp(world);
    const { bound, gap, expectedReturn } = controlBound(problem, somePolicy(world, 4).flat);
    const parts = Object.values(gap);
    assert(parts.every((part) => !Number.isNaN(part)), name);
    assertEquals(bound === -Infinity, parts.includes(Infinity), name);
    assertEquals(bound === -Infinity, expectedReturn === -Infinity, name);
  }
  const idle = range(3).map(() => Float64Array.of(0, 0, 0.5, 0.5, 0.5, 0.5)); // does nothing in 0
  const lost = controlBound(mdp(randomWorld(66)), idle);
  assertEquals([lost.expectedReturn, lost.bound, lost.gap.action], [
    -Infinity,
    -Infinity,
    Infinity,
  ]);
  const [, dead] = WORLDS.find(([name]) => name === "a state that cannot be left well")!;
  const wishful = posteriorPolicy(mdp(dead), posteriorMessages(mdp(dead)));
  const { bound, gap } = controlBound(mdp(dead), wishful); // hopes to stay out of it, in vain
  assertEquals([bound, gap.dynamics], [-Infinity, Infinity]);
});

Deno.test("controlBound: a hopeless state where no episode begins is no part of the gap", () => {
  const apart = mdp({
    states: 2,
    actions: 1,
    transition: [[[1, 0]], [[0, 1]]],
    reward: [[-1], [-Infinity]],
    initial: [1, 0],
    steps: 2,
  });
  const sure = Float64Array.of(1, 1);
  const { bound, gap, logEvidence } = controlBound(apart, [sure, sure]);
  assertEquals([bound, logEvidence], [-2, -2]);
  assertEquals(gap, { initial: 0, dynamics: 0, action: 0 });
});

Deno.test("controlBound: refuses bad policies, temperatures and horizons by name", () => {
  const world = { ...randomWorld(65), prior: [[1, 0], [0.5, 0.5], [0.5, 0.5]] };
  const even = new Float64Array(6).fill(0.5), fine = Float64Array.of(1, 0, 0.5, 0.5, 0.5, 0.5);
  const refuses = (policy: Floats[], options: object, message: string) =>
    assertThrows(() => controlBound(mdp(world), policy, options), RangeError, message);
  refuses([fine, even, fine], {}, "policy[1] of (state 0, action 1) is 0.5, expected 0");
  refuses([fine, fine, fine], { temperature: 0 }, "temperature is 0, expected a number above 0");
  assertThrows(() => controlBound(mdp(world), [fine]), ShapeError, "policy is [1], expected [3]");
  const { steps: _, ...rest } = world;
  const endless = mdp({ ...rest, discount: 0.9 });
  assertThrows(() => controlBound(endless, [fine]), RangeError, "use absorbDiscount");
  const hopeless = mdp({
    states: 1,
    actions: 1,
    transition: [[[1]]],
    reward: [[-Infinity]],
    steps: 1,
  });
  assertThrows(() => controlBound(hopeless, [Float64Array.of(1)]), RangeError, "the evidence is 0");
});
