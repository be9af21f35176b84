/** What the critics are told: by hand, beside the exact soft Bellman operator, and at both endings. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  actorLoss,
  addTransition,
  criticLoss,
  sacAgent,
  sampleBatch,
  softTargets,
  transitionReplay,
} from "lib/agents";
import { randomMdp, softBackup, softMaximum, softPolicy } from "lib/control";
import { key, ShapeError, uniform } from "lib/math";
import { mlp, mlpParameters, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, sum } from "../support/mod.ts";

await startBackend();

Deno.test("softTargets: r + γ m (Q − α log π), number by number", () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true }),
    unit = fc.double({ min: 0, max: 1 });
  const row = fc.record({ r: number, m: fc.constantFrom(0, 1), q: number, log: number });
  fc.assert(fc.property(fc.array(row, { minLength: 1 }), unit, unit, (rows, gamma, alpha) => {
    fc.pre(!Number.isNaN(gamma) && !Number.isNaN(alpha));
    const batch = {
      rewards: Float32Array.from(rows, ({ r }) => r),
      masks: Float32Array.from(rows, ({ m }) => m),
    };
    const next = { values: rows.map(({ q }) => q), logDensities: rows.map(({ log }) => log) };
    const expected = rows.map(({ r, m, q, log }) => m === 0 ? r : r + gamma * (q - alpha * log));
    // two roundings to float32, of numbers up to 150
    assertClose(softTargets(batch, next, gamma, alpha), expected, { atol: 2e-5 });
  }));
});

Deno.test("softTargets: with the soft policy every action gives softBackup's Q, none is better", () => {
  const [S, A, discount, temperature] = [5, 3, 0.9, 0.7];
  const world = randomMdp(key(4), { states: S, actions: A, successors: 2, discount });
  const ahead = Array.from(uniform(key(5), S * A, -4, 4)); // Q̄(s', a')
  const rowsOf = (s: number) => ahead.slice(s * A, (s + 1) * A);
  const values = Array.from({ length: S }, (_, s) => softMaximum(rowsOf(s), { temperature }));
  const backup = softBackup(world, values, { temperature, bonus: "entropy" });
  const policy = Array.from({ length: S }, (_, s) => softPolicy(rowsOf(s), { temperature })).flat();
  const { offsets, successor, probability } = world.outcomes;
  for (let row = 0; row < S * A; row++) {
    const places = Array.from(
      { length: offsets[row + 1]! - offsets[row]! },
      (_, i) => offsets[row]! + i,
    );
    for (let a = 0; a < A; a++) {
      const entries = places.map((k) => successor[k]! * A + a);
      const batch = {
        rewards: Float32Array.from(places, () => world.reward[row]!),
        masks: Float32Array.from(places, () => 1),
      };
      const next = {
        values: entries.map((entry) => ahead[entry]!),
        logDensities: entries.map((entry) => Math.log(policy[entry]!)),
      };
      const targets = softTargets(batch, next, discount, temperature);
      const expected = sum(places.map((k, i) => probability[k]! * targets[i]!));
      assertClose(expected, backup.actionValues[row]!, { atol: 1e-6 }); // float32 of numbers near 5
    }
  }
});

Deno.test("softTargets: a world that ended and one that was left differ by γ (Q − α log π)", () => {
  const one = { kind: "box", observations: 1, low: [-1], high: [1] } as const;
  const replay = transitionReplay(one, { capacity: 3 });
  const rest = { observation: [0.5], action: [0], reward: 2, observationNext: [1] };
  for (const kind of ["running", "truncated", "terminated"] as const) {
    addTransition(replay, { ...rest, ending: { kind } });
  }
  assertEquals(replay.rows.masks, Float32Array.of(1, 1, 0));
  const batch = sampleBatch(key(2), replay, 3);
  const same = (value: number) => Array.from(batch.rewards, () => value);
  const targets = softTargets(batch, { values: same(8), logDensities: same(-4) }, 0.5, 0.25);
  assertEquals(targets, batch.masks.map((mask) => mask === 1 ? 2 + 0.5 * (8 + 1) : 2));
  assertEquals(new Set(replay.rows.masks).size, 2);
});

Deno.test("softTargets: refuses lists of different lengths, by name", () => {
  const batch = { rewards: new Float32Array(3), masks: new Float32Array(3) };
  const fine = [1, 2, 3], short = [1, 2];
  const targets = (part: object) =>
    softTargets({ ...batch, ...part }, { values: fine, logDensities: fine, ...part }, 0.9, 1);
  assertEquals(targets({}).length, 3);
  for (const name of ["masks", "values", "logDensities"]) {
    const part = { [name]: Float32Array.from(short) };
    assertThrows(() => targets(part), ShapeError, `${name} is [2], expected [3]`);
    const missing = { [name]: undefined } as object;
    assertThrows(() => targets(missing), TypeError, `${name} is undefined, expected a vector`);
  }
});

Deno.test("sacAgent: after an end the critics learn the reward, and only the reward", () => {
  using agent = sacAgent(key(1), { kind: "box", observations: 1, low: [-1], high: [1] }, {
    hidden: [16],
    learningRate: 1e-2,
    discount: 1, // so that a mask of 1 has no fixed point at all
  });
  const actions = Float32Array.from(uniform(key(3), 32, -1, 1));
  const same = (value: number) => new Float32Array(32).fill(value);
  const columns = { observations: same(0.5), observationsNext: same(0.5), actions };
  const batch = { size: 32, ...columns, rewards: same(2), masks: same(0) };
  for (let step = 0; step < 400; step++) agent.update(key(step), batch, step);
  const values = agent.probe.values([[0.5], [0.5]], [[-0.9], [0.9]]).flat();
  assertClose(values, [2, 2, 2, 2], { atol: 0.02 }); // 400 steps of 0.01, and 32 actions
});

Deno.test("criticLoss: Σ over critics of mean ½ (Q − y)², of any number of critics", () => {
  const sizes = { inputs: 2, hidden: [3], outputs: 1 };
  for (const networks of [1, 2, 3]) {
    tf.tidy(() => {
      const critics = mlpParameters(key(6), { ...sizes, networks });
      const zero = {
        ...critics,
        output: { weight: tf.zeros([networks, 3, 1]), bias: tf.ones([networks, 1]) },
      };
      const [inputs, y] = [tf.ones([2, 2]), tf.tensor2d([[3], [-1]])];
      // every critic says 1: ½ (2² + 2²) / 2 = 2 each
      assertClose(criticLoss(mlp(zero, inputs), y).dataSync(), [2 * networks], { rtol: 1e-6 });
    });
  }
});

Deno.test("criticLoss: refuses targets that would be spread over the examples, and a single network", () => {
  tf.tidy(() => {
    const values = tf.ones([2, 4, 1]);
    assertThrows(() => criticLoss(values, tf.ones([4])), ShapeError, "targets is [4]");
    assertThrows(() => criticLoss(values, tf.ones([1, 4])), ShapeError, "targets is [1,4]");
    assertThrows(() => criticLoss(values, tf.ones([4, 2])), ShapeError, "is [4,2]");
    const single = tf.ones([4, 1]), policy = tf.ones<tf.Rank.R2>([4, 2]);
    assertThrows(() => criticLoss(single, tf.ones([4, 1])), ShapeError, "of a stack");
    const noise = tf.ones<tf.Rank.R2>([4, 1]);
    assertThrows(
      () => actorLoss(policy, () => single, noise, 1, [-20, 2]),
      ShapeError,
      "of a stack",
    );
  });
});
