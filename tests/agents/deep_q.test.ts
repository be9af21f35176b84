import { assert, assertEquals, assertThrows } from "@std/assert";
import { actionValueLoss, deepQAgent, maximumTargets, spacesOf } from "lib/agents";
import { pendulum } from "lib/envs";
import { key, split } from "lib/math";
import { overwrite, requireSameReplay, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../support/mod.ts";

await startBackend();
const SPACES = { kind: "discrete", observations: 2, actions: 2 } as const;

/** Two places; action 1 in the first pays 1 and ends, action 0 leads to the second, which pays 3 and ends. */
const batch = {
  size: 4,
  observations: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1),
  actions: Float32Array.of(0, 1, 0, 1),
  rewards: Float32Array.of(0, 1, 3, 3),
  observationsNext: Float32Array.of(0, 1, 1, 0, 0, 1, 0, 1),
  masks: Float32Array.of(1, 0, 0, 0),
};

Deno.test("deepQAgent: learns the exact values of a game of two places, from five starts", () => {
  for (const each of split(key(1), 5)) {
    using agent = deepQAgent(each, SPACES, {
      hidden: [16],
      discount: 0.5,
      learningRate: 0.01,
      averaging: 0.05,
    });
    for (let i = 0; i < 1500; i++) agent.update(each, batch, i);
    // 0 + ½ · 3, 1; 3, 3: left over is what Adam's steps of 0.01 shake
    assertClose(agent.actionValues([[1, 0], [0, 1]]).flat(), [1.5, 1, 3, 3], { atol: 0.05 });
    assertEquals(agent.exploit([[1, 0]]), [0]);
  }
});

Deno.test("deepQAgent: a replayed update is the update as written, also when the reading has changed", () => {
  const scale = tf.tensor2d([[1, 1]]);
  const reading = { width: 2, read: (x: tf.Tensor2D) => tf.mul<tf.Tensor2D>(x, scale) };
  const agent = deepQAgent(key(2), SPACES, { hidden: [4] }, reading);
  for (let i = 0; i < 4; i++) agent.update(key(3), batch, i);
  overwrite(scale, [2, -1]); // as an autoencoder does that learns along
  requireSameReplay(agent.captured!()!, 4, agent.tensors);
  agent[Symbol.dispose]();
  scale.dispose(); // the agent has not
});

Deno.test("deepQAgent: explores at its chance, at random", () => {
  using agent = deepQAgent(key(4), { ...SPACES, actions: 4 }, { randomness: 0.4 });
  const [greedy] = agent.exploit([[1, 0]]);
  const other = split(key(5), 2000).filter((each) => agent.explore(each, [1, 0]) !== greedy).length;
  assertClose(other / 2000, 0.3, { atol: 5 * Math.sqrt(0.21 / 2000) }); // three of four random ones
});

Deno.test("deepQAgent: gives its memory back, and never the reading's", () => {
  withoutLeaks(() => {
    using agent = deepQAgent(key(6), SPACES, { hidden: [4] });
    for (let i = 0; i < 3; i++) agent.update(key(7), batch, i);
    agent.actionValues([[1, 1]]);
  });
});

Deno.test("deepQAgent: refuses a box of actions, a reading that is none, and unknown options", () => {
  assertThrows(
    () => deepQAgent(key(0), spacesOf(pendulum())),
    TypeError,
    "discrete, numbered actions",
  );
  assertThrows(() => deepQAgent(key(0), SPACES, {}, { width: 2 } as never), TypeError, "reading");
  assertThrows(() => deepQAgent(key(0), SPACES, { epsilon: 0.1 } as never), TypeError, "epsilon");
});

Deno.test("maximumTargets: r + γ m max, and lengths that do not fit are refused", () => {
  const made = maximumTargets({ rewards: batch.rewards, masks: batch.masks }, [
    1,
    2,
    9,
    9,
    9,
    9,
    9,
    9,
  ], 0.5);
  assertEquals(made, Float32Array.of(1, 1, 3, 3));
  const two = { rewards: Float32Array.of(1, 2), masks: Float32Array.of(1, 1) };
  assertThrows(() => maximumTargets(two, [1, 2, 3], 0.5), RangeError, "next is [3]");
  assertThrows(() => maximumTargets(two, [1, NaN], 0.5), Error, "next");
});

Deno.test("actionValueLoss: looks at the action taken alone; targets are not spread over the batch", () => {
  const loss = actionValueLoss(
    tf.tensor2d([[5, 1], [2, 7]]),
    tf.tensor2d([[0, 1], [1, 0]]),
    tf.tensor2d([[4], [0]]),
  );
  assertEquals(loss.dataSync()[0], 0.25 * (9 + 4));
  assertThrows(
    () => actionValueLoss(tf.zeros([2, 2]), tf.zeros([2, 2]), tf.zeros([2])),
    RangeError,
    "targets is [2]",
  );
  assert(loss.shape.length === 0);
});
