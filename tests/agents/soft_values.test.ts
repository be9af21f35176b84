/** Values that are known exactly, and that the critics must come to. */
import { assert } from "@std/assert";
import { type Batch, type SacAgent, sacAgent } from "lib/agents";
import { fold, key, uniform } from "lib/math";
import { startBackend } from "lib/nn";
import { assertClose, maximizer, midpointGrid, normalPdf, sum } from "../support/mod.ts";

await startBackend();

/**
 * Two states, −1 and 1, that follow upon each other whatever is done; r(s, a) = −g_s (a − c_s)².
 * So Q(s, a) = r(s, a) + γ V(−s) and V(s) = M(s) + γ V(−s), where M(s) is the most that a squashed
 * Gaussian can have of E[r(s, a) − α log π(a)].
 */
const [discount, alpha] = [0.5, 0.3];
const centre = (state: number) => state > 0 ? 0.6 : -0.2;
const gain = (state: number) => state > 0 ? 4 : 1;
const rewardOf = (state: number, a: number) => -gain(state) * (a - centre(state)) ** 2;

const points = midpointGrid(-7, 7, 140), chances = points.map((e) => normalPdf(e, 0, 1));
const width = 0.1, logChances = chances.map(Math.log);

/** E[r − α log π] of tanh(μ + σ ε), by quadrature over ε. */
function worth(state: number, mean: number, logStd: number): number {
  return sum(points.map((e, i) => {
    const u = mean + Math.exp(logStd) * e;
    const logSlope = Math.log(4) - 2 * (Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))));
    const logDensity = logChances[i]! - logStd - logSlope;
    return width * chances[i]! * (rewardOf(state, Math.tanh(u)) - alpha * logDensity);
  }));
}

/** The best squashed Gaussian of a state: log σ within, μ around. */
function bestOf(state: number) {
  const widest = (mean: number) => maximizer((logStd) => worth(state, mean, logStd), -3, 1);
  const mean = maximizer((m) => worth(state, m, widest(m)), -1.5, 1.5);
  return { mean, most: worth(state, mean, widest(mean)) };
}

/** Best policies and exact values; computed once, it takes a second. */
function exact() {
  const [low, high] = [bestOf(-1), bestOf(1)];
  const values = (own: number, other: number) => (own + discount * other) / (1 - discount ** 2);
  return new Map([
    [-1, { mean: low.mean, next: values(high.most, low.most) }],
    [1, { mean: high.mean, next: values(low.most, high.most) }],
  ]);
}

function transitions(seed: number, size: number): Batch {
  const own = fold(key(2), seed);
  const observations = Float32Array.from(uniform(fold(own, "s"), size), (u) => u < 0.5 ? -1 : 1);
  const actions = Float32Array.from(uniform(fold(own, "a"), size, -1, 1));
  const rewards = actions.map((a, i) => rewardOf(observations[i]!, a));
  const observationsNext = observations.map((s) => -s), masks = new Float32Array(size).fill(1);
  return { size, observations, actions, rewards, observationsNext, masks };
}

const places = midpointGrid(-1, 1, 10);

/** What each critic says on a grid of actions of both states, `[T][20]`. */
function said(agent: SacAgent): number[][] {
  const grid = [-1, 1].flatMap((s) => places.map((a) => [s, a] as const));
  return agent.probe.values(grid.map(([s]) => [s]), grid.map(([, a]) => [a]));
}

Deno.test("sacAgent: soft policy iteration, to the exact soft values of the best squashed Gaussians", () => {
  const config = {
    hidden: [32, 32],
    discount,
    learningRate: 3e-3,
    averaging: 0.05,
    temperature: { kind: "fixed", value: alpha },
  } as const;
  using agent = sacAgent(key(1), { kind: "box", observations: 1, low: [-1], high: [1] }, config);
  const [steps, last] = [1800, 600];
  const means = [0, 0], critics = [0, 1].map(() => new Float64Array(2 * places.length));
  let samples = 0;
  for (let step = 0; step < steps; step++) {
    agent.update(fold(key(3), step), transitions(step, 64), step);
    if (step < steps - last || step % 10 > 0) continue; // Adam goes to and fro: take the middle
    samples++;
    agent.exploit([[-1], [1]]).forEach(([a], i) => means[i]! += a!);
    said(agent).forEach((row, i) => row.forEach((value, j) => critics[i]![j]! += value));
  }
  const known = exact();
  const expected = [-1, 1].flatMap((s) =>
    places.map((a) => rewardOf(s, a) + discount * known.get(s)!.next)
  );
  // 32 kinks for a curve of height 10, and the least of two critics, whose targets are noisy
  for (const row of critics) {
    assertClose(row.map((each) => each / samples), expected, { atol: 0.06 });
  }
  for (const row of critics) {
    const high = sum(row.map((each, i) => each / samples - expected[i]!)) / row.length;
    assert(Math.abs(high) < 0.03, `the critics are ${high} too high on average`);
  }
  const best = [-1, 1].map((s) => Math.tanh(known.get(s)!.mean));
  // near its best an action that is off by 0.03 costs a thousandth of the reward
  assertClose(means.map((mean) => mean / samples), best, { atol: 0.03 });
});

Deno.test("sacAgent: hanging still for ever is worth −π²/(1 − γ) = −986.96", () => {
  using agent = sacAgent(key(1), { kind: "box", observations: 3, low: [-2], high: [2] }, {
    hidden: [32],
    learningRate: 1e-2,
    averaging: 0.5,
    temperature: { kind: "fixed", value: 0 },
  });
  const size = 16,
    hanging = Float32Array.from({ length: 3 * size }, (_, i) => i % 3 === 0 ? -1 : 0);
  const same = (value: number) => new Float32Array(size).fill(value);
  for (let step = 0; step < 1300; step++) {
    const actions = Float32Array.from(uniform(fold(key(2), step), size, -1, 1));
    const columns = { observations: hanging, observationsNext: hanging, actions };
    const batch = { size, ...columns, rewards: same(-(Math.PI ** 2)), masks: same(1) };
    agent.update(fold(key(3), step), batch, step);
  }
  const still = [-1, 0, 1].map(() => [-1, 0, 0]);
  const values = agent.probe.values(still, [[-0.9], [0], [0.9]]).flat();
  // a shift of Q by 1 moves its target by 0.99 of it: what is left after the last steps of Adam
  assertClose(values, values.map(() => -986.96), { atol: 1 });
});
