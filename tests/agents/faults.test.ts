/** What must not be learned from: it is named, with the step, and nothing is changed or left behind. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Batch,
  ddpgAgent,
  type ReplayLearner,
  sacAgent,
  trainingInit,
  trainingStep,
} from "lib/agents";
import { key, NonFiniteError, ShapeError, uniform } from "lib/math";
import { NonFiniteTensorError, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { place } from "./golden.ts";
import { line, lineGrid, type LineOptions, lineSpaces, notingLearner, numbersOf } from "./toys.ts";

await startBackend();

const makers = {
  sac: (own = key(1)) => sacAgent(own, lineSpaces, { hidden: [6] }),
  ddpg: (own = key(1)) => ddpgAgent(own, lineSpaces, { hidden: [6] }),
} as const;

const batch: Batch = {
  size: 8,
  observations: Float32Array.from(uniform(key(2), 16, -1, 1)),
  actions: Float32Array.from(uniform(key(3), 8, -1, 1)),
  rewards: Float32Array.from(uniform(key(4), 8, -1, 0)),
  observationsNext: Float32Array.from(uniform(key(5), 16, -1, 1)),
  masks: new Float32Array(8).fill(1),
};

/** The batch with one number spoiled. */
function spoiled(name: Exclude<keyof Batch, "size">, value: number): Batch {
  const column = batch[name].slice();
  column[1] = value;
  return { ...batch, [name]: column };
}

for (const [kind, make] of Object.entries(makers)) {
  Deno.test(`${kind}: a batch with a number that is none is refused with the step; nothing changes or stays`, async () => {
    using agent = make();
    agent.update(key(6), batch, 0);
    const before = numbersOf(agent);
    const columns = ["observations", "actions", "rewards", "observationsNext"] as const;
    for (const name of columns) {
      for (const value of [NaN, Infinity]) {
        await withoutLeaks(() => {
          const update = () => agent.update(key(7), spoiled(name, value), 41);
          assertThrows(update, NonFiniteTensorError, "at step 41");
        });
        assertEquals(numbersOf(agent), before, `${name} ${value}`);
      }
    }
  });

  Deno.test(`${kind}: a batch of another size is refused; nothing changes or stays`, async () => {
    using agent = make();
    const before = numbersOf(agent);
    const columns = ["observations", "actions", "rewards", "observationsNext", "masks"] as const;
    for (const name of columns) {
      const short = { ...batch, [name]: batch[name].slice(1) };
      await withoutLeaks(() => assertThrows(() => agent.update(key(7), short, 1)));
      assertEquals(numbersOf(agent), before, name);
    }
  });

  Deno.test(`${kind}: weights that are NaN stop the update, by name and step`, async () => {
    using agent = make();
    place(agent, { "critics/output/bias": [NaN, NaN] });
    await withoutLeaks(() => {
      const update = () => agent.update(key(7), batch, 3);
      assertThrows(update, NonFiniteTensorError, "parameters/output/bias[0] is NaN at step 3");
    });
  });

  Deno.test(`${kind}: an observation that is none is refused, by name`, async () => {
    using agent = make();
    await withoutLeaks(() => {
      const asked: [() => unknown, new (...parts: never[]) => Error, string][] = [
        [() => agent.explore(key(0), [0, NaN]), NonFiniteError, "observation 0[1] is NaN"],
        [() => agent.exploit([[0, 0], [0, Infinity]]), NonFiniteError, "observation 1[1] is Infi"],
        [() => agent.probe.act(key(0), [[0]]), ShapeError, "observation 0 is [1], expected [2]"],
        [
          () => agent.probe.values([[0, 0, 0]], [[0]]),
          ShapeError,
          "observation 0 is [3], expected [2]",
        ],
        [() => agent.probe.values([[0, 0]], [[0, 0]]), ShapeError, "action 0 is [2], expected [1]"],
        [() => agent.probe.values([[0, 0]], []), ShapeError, "actions is [0], expected [1]"],
        [() => agent.probe.values([[0, 0]], [[NaN]]), NonFiniteError, "action 0[0] is NaN"],
      ];
      for (const [ask, fault, message] of asked) {
        assert(assertThrows(ask, Error, message) instanceof fault, message);
      }
    });
  });

  Deno.test(`${kind}: 200 updates leave no tensor, and the end of the agent leaves none`, async () => {
    await withoutLeaks(async () => {
      using agent = make();
      await withoutLeaks(() => {
        for (let step = 0; step < 200; step++) agent.update(key(step), batch, step);
        agent.explore(key(1), [0, 0]), agent.exploit([[0, 0]]), agent.probe.act(key(2), [[0, 0]]);
        agent.probe.values([[0, 0]], [[0]]);
      });
    });
  });

  Deno.test(`${kind}: a tidy around it frees nothing of it`, () => {
    let made: ReplayLearner | undefined;
    tf.tidy(() => { // not as its result, in which it would look for tensors to spare
      made = make();
      made.update(key(1), batch, 0);
    });
    using agent = made!;
    agent.update(key(2), batch, 1);
    assertEquals(agent.exploit([[0, 0]]).length, 1);
  });
}

/** A training in a world with a fault, gone on until it throws. */
function faulty(options: LineOptions) {
  const learner = notingLearner(), grid = { ...lineGrid, starts: [] };
  const settings = { batch: 4, randomSteps: 4 };
  const world = line({ noise: 0, wall: 99, stepLimit: 1000, ...options });
  const training = trainingInit(key(3), world, learner, grid, settings);
  const error = assertThrows(() => {
    for (let t = 0; t < 50; t++) trainingStep(training);
  });
  return { training, error: error as Error, noted: learner.noted };
}

Deno.test("trainingStep: a reward that is none stops it at its step; nothing is learned from it", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const reward = ({ step }: { step: number }) => step === 17 ? value : -1;
    const { training, error, noted } = faulty({ reward });
    assert(error instanceof NonFiniteError);
    assertEquals(
      error.message,
      `Cannot go on in line: reward of step 17 is ${value}, expected a finite number`,
    );
    assertEquals([training.now.steps, training.replay.added, noted.at(-1)!.step], [17, 17, 16]);
    assert(training.replay.rows.rewards.every(Number.isFinite));
    assertThrows(() => trainingStep(training), NonFiniteError, "step 17"); // it stands where it stood
  }
});

Deno.test("trainingStep: an observation that is none stops it, too", () => {
  const observe = ({ x, step }: { x: number; step: number }) => [x, step === 9 ? NaN : 1];
  const { training, error } = faulty({ observe });
  assert(error instanceof NonFiniteError);
  assertEquals(
    error.message,
    "Cannot remember transition 8: observationNext[1] is NaN, expected a finite number",
  );
  assertEquals([training.now.steps, training.replay.added], [8, 8]);
});

Deno.test("trainingStep: an agent that leaves its box is stopped before the world moves", () => {
  const learner = { ...notingLearner(), explore: () => [1.5] };
  let moved = 0;
  const grid = { ...lineGrid, starts: [] }, world = line({ onStep: () => moved++ });
  const training = trainingInit(key(3), world, learner, grid, { batch: 4, randomSteps: 4 });
  for (let t = 0; t < 4; t++) trainingStep(training);
  const wish = "Cannot act: action[0] is 1.5, expected a number in [-1, 1]";
  assertThrows(() => trainingStep(training), RangeError, wish);
  assertEquals([moved, training.now.steps], [4, 4]);
});

Deno.test("trainingInit: an agent for another world is refused, by name", () => {
  using other = sacAgent(key(0), { ...lineSpaces, observations: 3 }, { hidden: [4] });
  const wish = "observations is 3, expected 2";
  assertThrows(() => trainingInit(key(0), line(), other, lineGrid), Error, wish);
  using narrow = sacAgent(key(0), { ...lineSpaces, high: [1] }, { hidden: [4] });
  assertThrows(
    () => trainingInit(key(0), line(), narrow, lineGrid),
    Error,
    "high[0] is 1, expected 2",
  );
});
