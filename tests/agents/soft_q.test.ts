import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  deepQAgent,
  sampledSoftTargets,
  samplerPushes,
  softMaximumTargets,
  softQAgent,
  spacesOf,
  steinQAgent,
} from "lib/agents";
import { cartPole, multigoal, pendulum } from "lib/envs";
import { key, split } from "lib/math";
import { requireSameReplay, startBackend, withoutLeaks } from "lib/nn";
import { assertClose, integral, spreadOf } from "../support/mod.ts";

await startBackend();
const SPACES = { kind: "discrete", observations: 2, actions: 2 } as const;
const BOX = { kind: "box", observations: 1, low: [-1], high: [1] } as const;

/** Two places; action 1 in the first pays 1 and ends, action 0 leads to the second, which pays 3 and ends. */
const batch = {
  size: 4,
  observations: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1),
  actions: Float32Array.of(0, 1, 0, 1),
  rewards: Float32Array.of(0, 1, 3, 3),
  observationsNext: Float32Array.of(0, 1, 1, 0, 0, 1, 0, 1),
  masks: Float32Array.of(1, 0, 0, 0),
};

Deno.test("softQAgent: learns the exact soft values and policy of a game of two places, from five starts", () => {
  const alpha = 2, ahead = 0.5 * (3 + alpha * Math.LN2);
  for (const each of split(key(1), 5)) {
    using agent = softQAgent(each, SPACES, {
      hidden: [16],
      discount: 0.5,
      learningRate: 0.01,
      averaging: 0.05,
      temperature: alpha,
    });
    for (let i = 0; i < 1500; i++) agent.update(each, batch, i);
    // left over is what Adam's steps of 0.01 shake
    assertClose(agent.actionValues([[1, 0], [0, 1]]).flat(), [ahead, 1, 3, 3], { atol: 0.05 });
    const first = 1 / (1 + Math.exp((1 - ahead) / alpha));
    assertClose(agent.policy([[1, 0]]).flat(), [first, 1 - first], { atol: 0.02 });
    assertEquals(agent.exploit([[1, 0]]), [0]);
    const left = split(key(2), 1000).filter((k) => agent.explore(k, [1, 0]) === 0).length;
    assertClose(left / 1000, first, { atol: 0.02 + 5 * Math.sqrt(0.25 / 1000) });
  }
});

Deno.test("softQAgent: cold, it aims where deepQAgent aims; both start from the same network", () => {
  using soft = softQAgent(key(3), SPACES, { temperature: 1e-3 });
  using deep = deepQAgent(key(3), SPACES);
  assertEquals(soft.actionValues([[1, 0]]), deep.actionValues([[1, 0]]));
  const [a, b] = [soft.update(key(4), batch, 0).loss!, deep.update(key(4), batch, 0).loss!];
  assertClose(a, b, { atol: 1e-2 * Math.LN2 }); // α log 2 above a maximum at most, times errors of a few
});

Deno.test("softQAgent, steinQAgent: a replayed update is the update as written; memory comes back", () => {
  const moves = { ...batch, observations: batch.observations.slice(0, 4) };
  const boxed = { ...moves, observationsNext: batch.observationsNext.slice(0, 4) };
  withoutLeaks(() => {
    using soft = softQAgent(key(5), SPACES, { hidden: [4] });
    using stein = steinQAgent(key(5), BOX, { hidden: [4], particles: 8 });
    for (let i = 0; i < 4; i++) soft.update(key(i), batch, i), stein.update(key(i), boxed, i);
    requireSameReplay(soft.captured!()!, 4, soft.tensors);
    requireSameReplay(stein.captured!()!, 4, stein.tensors);
    stein.exploit([[1], [0]]);
    stein.sample(key(6), [[1]]);
    assertEquals(stein.sample(key(6), []), []);
    soft.policy([]);
  });
});

Deno.test("softMaximumTargets: no exponential overflows, ends count nothing, bad lengths are refused", () => {
  const { rewards, masks } = batch;
  const y = softMaximumTargets({ rewards, masks }, [1e4, 1e4, 0, 0, 0, 0, 0, 0], 0.5, 1e-2);
  assertClose(y, [5000 + 0.005 * Math.LN2, 1, 3, 3], { rtol: 1e-6 });
  assertThrows(() => softMaximumTargets({ rewards, masks }, [1, 2, 3], 0.5, 1), RangeError, "next");
  assertThrows(() => softMaximumTargets({ rewards, masks }, [], 0.5, 1), RangeError, "next");
  assertThrows(
    () => softMaximumTargets({ rewards, masks }, rewards, 0.5, 0),
    RangeError,
    "temperature",
  );
});

Deno.test("sampledSoftTargets: with many actions the integral; with few too low on average", () => {
  const q = (a: number) => -3 * (a - 0.3) ** 2, alpha = 0.5;
  const exact = alpha * Math.log(integral((a) => Math.exp(q(a) / alpha), -1, 1));
  const one = { rewards: Float32Array.of(0), masks: Float32Array.of(1) };
  const grid = Array.from({ length: 4000 }, (_, i) => q((i + 0.5) / 2000 - 1));
  assertClose(sampledSoftTargets(one, grid, 1, alpha, 1)[0]!, exact, { atol: 1e-5 }); // float32
  const few = split(key(7), 400).map(([a]) => {
    const draws = Array.from(
      { length: 4 },
      (_, i) => q(((a * (i + 1) * 0.6180339887) % 1) * 2 - 1),
    );
    return sampledSoftTargets(one, draws, 1, alpha, 1)[0]!;
  });
  assert(spreadOf(few).mean < exact - 0.02);
  assertThrows(() => sampledSoftTargets(one, [], 1, alpha, 1), RangeError, "next");
});

Deno.test("samplerPushes: each state for itself; particles that do not fit their states are refused", () => {
  const [a, b] = [{ fixed: [-1, 0.5], slopes: [1, 2], moved: [0, 0.2] }, {
    fixed: [2, 0],
    slopes: [0, -1],
    moved: [1, -1],
  }];
  const sizes = { dimensions: 1, temperature: 0.5 };
  const both = {
    fixed: [...a.fixed, ...b.fixed],
    slopes: [...a.slopes, ...b.slopes],
    moved: [...a.moved, ...b.moved],
  };
  const apart = [a, b].flatMap((each) => [...samplerPushes(each, { states: 1, ...sizes })]);
  assertEquals([...samplerPushes(both, { states: 2, ...sizes })], apart);
  assertThrows(() => samplerPushes(both, { states: 3, ...sizes }), RangeError, "states");
});

Deno.test("steinQAgent: learns to draw from a two-peaked e^{Q/α}, and chooses the higher peak", () => {
  const q = (a: number) => 2 * Math.cos(5 * (a - 0.1)) + 0.5 * a; // peaks near 0.1 ± 1.257 … cut: 0.12 and the ends
  using agent = steinQAgent(key(8), BOX, { hidden: [32, 32], learningRate: 3e-3, particles: 32 });
  const size = 64;
  for (let i = 0; i < 1500; i++) {
    const [[seed]] = split(key(i), 1) as unknown as [[number]];
    const actions = Float32Array.from(
      { length: size },
      (_, j) => 2 * ((j + (seed % 997) / 997) / size) - 1,
    );
    const rewards = actions.map(q), masks = new Float32Array(size), zeros = new Float32Array(size);
    const each = { size, observations: zeros, actions, rewards, observationsNext: zeros, masks };
    agent.update(key(i), each, i);
  }
  const total = integral((a) => Math.exp(q(a)), -1, 1);
  const drawn = agent.sample(key(9), Array.from({ length: 4000 }, () => [0])).flat();
  const cells = Array.from({ length: 10 }, (_, c) => [-1 + c / 5, -0.8 + c / 5] as const);
  const apart = cells.map(([low, high]) =>
    Math.abs(
      drawn.filter((a) => a >= low && a < high).length / 4000 -
        integral((a) => Math.exp(q(a)), low, high) / total,
    )
  );
  const variation = apart.reduce((sum, each) => sum + each, 0) / 2;
  assert(variation < 0.15, `total variation ${variation}`); // uniform draws are 0.41 away
  const [[best]] = agent.exploit([[0]]) as [[number]];
  assertClose(best, 0.12, { atol: 0.1 });
  assertClose(agent.actionValues([[0]], [[0.5]])[0]!, q(0.5), { atol: 0.3 });
});

Deno.test("steinQAgent: an action of two numbers for each state, from noise of its own", () => {
  using agent = steinQAgent(key(0), spacesOf(multigoal()), { hidden: [8] });
  const drawn = agent.sample(key(1), [[1, 2], [1, 2], [-3, 0]]);
  assertEquals(drawn.map((action) => action.length), [2, 2, 2]);
  assertEquals(drawn.flat().every((a) => a > -1 && a < 1), true);
  assertEquals(new Set(drawn.flat()).size, 6);
});

Deno.test("softQAgent, steinQAgent: refuse the other kind of actions, and unknown options", () => {
  assertThrows(() => softQAgent(key(0), spacesOf(pendulum())), TypeError, "discrete");
  assertThrows(() => softQAgent(key(0), SPACES, { epsilon: 1 } as never), TypeError, "epsilon");
  assertThrows(() => softQAgent(key(0), SPACES, { temperature: 0 }), RangeError, "temperature");
  assertThrows(() => steinQAgent(key(0), spacesOf(cartPole())), TypeError, "box");
  assertThrows(() => steinQAgent(key(0), BOX, { particles: 2 }), RangeError, "particles");
  using agent = steinQAgent(key(0), spacesOf(multigoal()), { hidden: [4] });
  assertThrows(() => agent.explore(key(0), [1]), RangeError, "observation 0");
});
