/** The contract carries numbered actions: a table learns to walk along a corridor, in the same loop. */
import { assert, assertEquals } from "@std/assert";
import {
  type AgentEnvironment,
  type Batch,
  encodeTraining,
  evaluate,
  predict,
  type ReplayLearner,
  restoreTraining,
  spacesOf,
  train,
  trainingInit,
} from "lib/agents";
import { fold, key, uniform } from "lib/math";
import { startBackend, writeTree } from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const CELLS = 5, ACTIONS = 3; // left, stay, right

/** A corridor: −1 a step until the last cell is reached. It sees which cell it is in, one-hot. */
const corridor: AgentEnvironment<number, number> = {
  name: "corridor",
  actions: { kind: "discrete", count: ACTIONS },
  observations: { kind: "vector", size: CELLS },
  reset: () => ({ state: 0, observation: seen(0) }),
  step: (cell, action) => {
    const state = Math.max(0, Math.min(CELLS - 1, cell + action - 1));
    const ending = { kind: state === CELLS - 1 ? "terminated" : "running" } as const;
    return { state, observation: seen(state), reward: -1, ending };
  },
};

function seen(cell: number): number[] {
  return Array.from({ length: CELLS }, (_, i) => i === cell ? 1 : 0);
}

/** Q-learning in a table: Q ← Q + ½ (r + γ m max Q′ − Q); explores by chance alone. */
function tableLearner(): ReplayLearner<number> {
  const table = tf.keep(tf.zeros([CELLS, ACTIONS]));
  const rowOf = (values: ArrayLike<number>, observation: ArrayLike<number>, at = 0) => {
    const cell = Array.from({ length: CELLS }, (_, i) => observation[at * CELLS + i]!).indexOf(1);
    return Array.from(values).slice(cell * ACTIONS, (cell + 1) * ACTIONS);
  };
  const best = (row: readonly number[]) => row.indexOf(Math.max(...row));
  return {
    kind: "table",
    spaces: spacesOf(corridor),
    config: {},
    explore: (key) => Math.floor(uniform(key, 1, 0, ACTIONS)[0]!),
    exploit: (observations) => observations.map((each) => best(rowOf(table.dataSync(), each))),
    update: (_key, batch: Batch) => {
      const values = table.dataSync().slice();
      for (let i = 0; i < batch.size; i++) {
        const cell = Array.from({ length: CELLS }, (_, c) => batch.observations[i * CELLS + c]!)
          .indexOf(1);
        const at = cell * ACTIONS + batch.actions[i]!;
        const ahead = Math.max(...rowOf(values, batch.observationsNext, i));
        values[at]! += 0.5 * (batch.rewards[i]! + 0.9 * batch.masks[i]! * ahead - values[at]!);
      }
      writeTree({ table }, { table: values });
      return {};
    },
    tensors: { table },
    [Symbol.dispose]: () => table.dispose(),
  };
}

const grid = { starts: [{ state: 0, observation: seen(0) }], maxSteps: 50 };
const settings = { batch: 16, capacity: 500, randomSteps: 16, evaluateEvery: 200 };

Deno.test("training: numbered actions are drawn, remembered, learned from; the corridor is walked in 4 steps", async () => {
  using learner = tableLearner();
  const training = trainingInit(key(1), corridor, learner, grid, settings);
  assert(await train(training, 600));
  assertEquals(training.record.evaluations[0]!.returns, [-50]); // an empty table goes left for ever
  assertEquals(training.record.evaluations.at(-1)!.returns, [-4]);
  assertEquals(evaluate(key(2), corridor, learner, grid), [-4]);
  assertEquals([0, 1, 2, 3].map((cell) => predict(learner, seen(cell))), [2, 2, 2, 2]);
  // Q of the best action, exactly: −1 − .9 − .81 − .729 from the start
  const values = learner.tensors.table as tf.Tensor2D;
  const starts = [0, 1, 2, 3].map((cell) => values.arraySync()[cell]![2]!);
  [-3.439, -2.71, -1.9, -1].forEach((q, i) => assert(Math.abs(starts[i]! - q) < 1e-5));
  const counts = [0, 1, 2].map((a) =>
    training.replay.rows.actions.filter((each) => each === a).length
  );
  assert(counts.every((count) => count > 100)); // chance: a third of 500 each
});

Deno.test("training: with numbered actions it stops and goes on to the same bytes", async () => {
  const fresh = () => trainingInit(fold(key(1), "again"), corridor, tableLearner(), grid, settings);
  const [straight, first, second] = [fresh(), fresh(), fresh()];
  await train(straight, 90);
  await train(first, 40);
  restoreTraining(second, encodeTraining(first));
  await train(second, 90);
  assertEquals(encodeTraining(second), encodeTraining(straight));
  for (const { learner } of [straight, first, second]) learner[Symbol.dispose]();
});
