/** Stopping and going on: the same bytes as never having stopped. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { encodeTraining, restoreTraining, sacAgent, train, trainingStep } from "lib/agents";
import { key } from "lib/math";
import { CheckpointError, NonFiniteTensorError, startBackend } from "lib/nn";
import { place } from "./golden.ts";
import { makers, resumable } from "./resumable_training.ts";
import { lineSpaces } from "./toys.ts";

await startBackend();

const STEPS = 110; // not a multiple of anything here

/** The bytes of a training that never stopped. */
async function straight(make: () => ReturnType<typeof makers.sac>, steps = STEPS) {
  using learner = make();
  const training = resumable(learner);
  assertEquals(await train(training, steps), true);
  return encodeTraining(training);
}

for (const [kind, make] of Object.entries(makers)) {
  Deno.test(`train: ${kind} stopped at any step goes on to the very same bytes`, async () => {
    const expected = await straight(make);
    for (const stopAt of [0, 1, 19, 47, 50, 90]) {
      using own = make();
      const controller = new AbortController();
      let steps = 0;
      const onStep = () => ++steps === stopAt + 1 && controller.abort(); // in the middle of a step
      const training = resumable(own, {}, { onStep });
      steps = 0; // those of the first evaluation
      assertEquals(await train(training, STEPS, controller.signal), false);
      assert(training.now.steps < STEPS);
      assertEquals(await train(training, STEPS, controller.signal), false); // still aborted
      assertEquals(await train(training, STEPS), true);
      assertEquals(encodeTraining(training), expected);
    }
  });

  Deno.test(`restoreTraining: ${kind} goes on from its bytes as if it had never stopped`, async () => {
    const expected = await straight(make);
    for (const stopAt of [0, 10, 30, 65, 109]) {
      const bytes = await straight(make, stopAt);
      using learner = make();
      const training = resumable(learner);
      for (let t = 0; t < 33; t++) trainingStep(training); // what it was before does not matter
      restoreTraining(training, bytes);
      assertEquals(encodeTraining(training), bytes);
      assertEquals(await train(training, STEPS), true);
      assertEquals(encodeTraining(training), expected);
    }
  });
}

Deno.test("restoreTraining: also in another process", async () => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeFile(file, await straight(makers.sac, 40));
    const program = fileURLToPath(new URL("./resumable_training.ts", import.meta.url));
    const args = ["run", "-A", program, file, String(STEPS)];
    const cwd = new URL("../../", import.meta.url);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd }).output();
    assert(success, new TextDecoder().decode(stderr));
    assertEquals(await Deno.readFile(file), await straight(makers.sac));
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("train: a Stop is heard while it runs", async () => {
  using learner = makers.sac();
  const training = resumable(learner), controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 1);
  assertEquals(await train(training, 4000, controller.signal), false);
  clearTimeout(timer);
  assert(training.now.steps > 0 && training.now.steps <= 1000, `${training.now.steps} steps`);
});

Deno.test("train: what is done already is done; a number of steps that is none is refused", async () => {
  using learner = makers.ddpg();
  const training = resumable(learner);
  assertEquals([await train(training, 25), training.now.steps], [true, 25]);
  assertEquals([await train(training, 10), training.now.steps], [true, 25]);
  assertEquals(await train(training, 25, AbortSignal.abort()), true);
  const refused = await train(training, 2.5).catch((error: Error) => error.message);
  assertEquals(refused, "Cannot train: steps is 2.5, expected a whole number of at least 0");
});

Deno.test("restoreTraining: another agent, world or setting is refused by name; nothing changes", async () => {
  const bytes = await straight(makers.sac, 40);
  const small = () => sacAgent(key(1), lineSpaces, { hidden: [4], learningRate: 1e-2 });
  const cold = () => sacAgent(key(1), lineSpaces, { hidden: [8], learningRate: 2e-2 });
  const others = [
    [resumable(makers.ddpg()), "config.kind"],
    [resumable(small()), "config.agent.hidden.0"],
    [resumable(cold()), "config.agent.learningRate is 0.01 in the checkpoint, expected 0.02"],
    [resumable(makers.sac(), { batch: 9 }), "config.training.batch"],
    [resumable(makers.sac(), { capacity: 61 }), "config.training.capacity"],
    [{ ...resumable(makers.sac()), key: key(78) }, "config.key.1"],
    [withGrid({ maxSteps: 11 }), "config.grid.maxSteps"],
    [withGrid({ starts: [] }), "config.grid.starts"],
    [withWorld({ name: "other" }), "config.world"],
  ] as const;
  for (const [training, name] of others) {
    for (let t = 0; t < 5; t++) trainingStep(training);
    const before = encodeTraining(training);
    assertThrows(() => restoreTraining(training, bytes), CheckpointError, name);
    assertEquals(encodeTraining(training), before, name);
    training.learner[Symbol.dispose]();
  }
});

function withGrid(part: object) {
  const training = resumable(makers.sac());
  return { ...training, grid: { ...training.grid, ...part } };
}

function withWorld(part: object) {
  const training = resumable(makers.sac());
  return { ...training, environment: { ...training.environment, ...part } };
}

Deno.test("restoreTraining: bytes that are cut or changed are refused; nothing changes", async () => {
  const bytes = await straight(makers.sac, 40);
  using learner = makers.sac();
  const training = resumable(learner), before = encodeTraining(training);
  for (const length of [0, 3, 20, 400, bytes.length - 5, bytes.length - 1]) {
    assertThrows(() => restoreTraining(training, bytes.slice(0, length)), CheckpointError);
  }
  for (const at of [0, 100, bytes.length >> 1, bytes.length - 30]) {
    const changed = bytes.slice();
    changed[at]! ^= 4;
    assertThrows(() => restoreTraining(training, changed), CheckpointError);
  }
  assertEquals(encodeTraining(training), before);
  assertNotEquals(bytes, before);
});

Deno.test("encodeTraining: a state with a NaN does not become a checkpoint", () => {
  using learner = makers.sac();
  const training = resumable(learner);
  encodeTraining(training);
  place(learner, { "actor/output/bias": [NaN, 0] });
  assertThrows(() => encodeTraining(training), NonFiniteTensorError, "actor/output/bias[0] is NaN");
});
