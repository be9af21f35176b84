/** The loop, step by step, beside one written out by hand from the keys it documents. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import {
  replaySize,
  sacAgent,
  type TrainingConfig,
  trainingDefaults,
  trainingInit,
  trainingStep,
} from "lib/agents";
import { fold, key, uniform } from "lib/math";
import { startBackend, withoutLeaks } from "lib/nn";
import { assertClose, sum } from "../../support/mod.ts";
import { line, lineGrid, lineSpaces, notingLearner, numbersOf } from "../toys.ts";

await startBackend();

const root = key(21);

/** A training of the noting learner, some steps on. */
function trained(steps: number, config: Partial<TrainingConfig>, world = line()) {
  const learner = notingLearner((step) => ({ step, twice: 2 * step }));
  const settings = { batch: 4, randomSteps: 10, evaluateEvery: 1000, ...config };
  const training = trainingInit(root, world, learner, lineGrid, settings);
  for (let t = 0; t < steps; t++) trainingStep(training);
  return { ...training, learner };
}

Deno.test("trainingStep: acts, remembers and counts as a plain loop does", () => {
  const [steps, randomSteps, holdSteps] = [100, 30, 4], world = line();
  const { replay, record, now } = trained(steps, { randomSteps, holdSteps });
  const named = (name: string, i: number) => fold(fold(root, name), i);
  const episodes: unknown[] = [];
  let { state, observation } = world.reset(named("reset", 0)), [total, length] = [0, 0];
  for (let t = 0; t < steps; t++) {
    const held = Math.floor(t / holdSteps);
    const drawn = t < randomSteps ? named("random", held) : named("act", t);
    const action = uniform(drawn, 1, -1, 1)[0]!;
    const step = world.step(state, [2 * action], named("step", t));
    total += step.reward, length++;
    const { rows } = replay, ending = step.ending.kind;
    assertEquals([...rows.observations.subarray(2 * t, 2 * t + 2)], observation.map(Math.fround));
    const next = [...rows.observationsNext.subarray(2 * t, 2 * t + 2)];
    assertEquals(next, step.observation.map(Math.fround));
    assertEquals([rows.actions[t], rows.rewards[t]], [action, step.reward].map(Math.fround));
    assertEquals(rows.masks[t], ending === "terminated" ? 0 : 1);
    ({ state, observation } = step);
    if (ending === "running") continue;
    episodes.push({ step: t + 1, return: total, length, ending });
    [total, length] = [0, 0];
    ({ state, observation } = world.reset(named("reset", episodes.length)));
  }
  assertEquals(record.episodes, episodes);
  const kinds = new Set(record.episodes.map(({ ending }) => ending));
  assertEquals(kinds, new Set(["terminated", "truncated"])); // both were seen
  const here = { steps, episode: episodes.length, state, observation, return: total, length };
  assertEquals(now, here);
  assertEquals([replay.added, replaySize(replay)], [steps, steps]);
  assertEquals(sum(record.episodes.map((episode) => episode.length)) + length, steps);
});

Deno.test("trainingStep: so many updates after each step once the random ones are over, each its own key", () => {
  for (const updates of [0, 1, 3]) {
    const { learner: { noted } } = trained(25, { updates });
    const expected = Array.from(
      { length: 15 * updates },
      (_, i) => 10 + Math.floor(i / (updates || 1)),
    );
    assertEquals(noted.map(({ step }) => step), expected);
    assertEquals(new Set(noted.map((each) => String(each.key))).size, noted.length);
    assertEquals(new Set(noted.map(({ rewards }) => String(rewards))).size, noted.length);
    assert(noted.every(({ rewards }) => rewards.length === 4));
  }
});

Deno.test("trainingStep: a batch is drawn from what was remembered up to this very step", () => {
  const { learner: { noted }, replay } = trained(60, { updates: 2, capacity: 12 });
  const all = trained(60, { capacity: 60 }).replay.rows.rewards;
  for (const { step, rewards } of noted) {
    const known = all.subarray(Math.max(0, step + 1 - 12), step + 1);
    assert(rewards.every((reward) => known.includes(reward)));
  }
  assert(noted.some(({ step, rewards }) => rewards.includes(all[step]!))); // also the newest
  assertEquals(replaySize(replay), 12);
});

Deno.test("trainingStep: the same random action is held for holdSteps steps", () => {
  for (const holdSteps of [1, 3, 10]) {
    const actions: number[] = [];
    const world = line({ onStep: (_, [a]) => actions.push(a!) });
    const training = trained(0, { randomSteps: 20, holdSteps }, world);
    actions.length = 0; // what was tried in the first evaluation
    for (let t = 0; t < 20; t++) trainingStep(training);
    const expected = actions.map((_, t) => actions[t - t % holdSteps]!);
    assertEquals(actions, expected);
    assertEquals(new Set(actions).size, Math.ceil(20 / holdSteps));
    assert(actions.every((a) => Math.abs(a) <= 2) && actions.some((a) => Math.abs(a) > 1));
  }
});

Deno.test("trainingStep: random steps that end the world are no memory where the settings say so", () => {
  const after = (settings: Partial<TrainingConfig>) =>
    trained(100, { randomSteps: 60, ...settings }, line({ wall: 0.8 }));
  const kept = after({}), forgot = after({ randomEnds: "forgotten" });
  const same = after({ randomEnds: "remembered" });
  const ends = kept.record.episodes.filter(({ ending, step }) =>
    ending === "terminated" && step <= 60
  );
  assert(ends.length > 0);
  assertEquals(replaySize(kept.replay), 100);
  assertEquals(replaySize(same.replay), 100);
  assertEquals(replaySize(forgot.replay), 100 - ends.length);
  const early = ({ record }: typeof kept) => record.episodes.filter(({ step }) => step <= 60);
  assertEquals(early(forgot), early(kept)); // the world is the same
});

Deno.test("training: evaluated before the first step and at every multiple, metrics are means since", () => {
  const { record: { evaluations, metrics } } = trained(35, { evaluateEvery: 7, updates: 2 });
  assertEquals(evaluations.map(({ step }) => step), [0, 7, 14, 21, 28, 35]);
  // learning begins with step number 10; an update of step t reports t
  const ranges = [[14, 10, 13], [21, 14, 20], [28, 21, 27], [35, 28, 34]] as const;
  const expected = ranges.map(([step, from, to]) => {
    return { step, metrics: { step: (from + to) / 2, twice: from + to } };
  });
  assertEquals(metrics, expected);
  for (const { returns } of evaluations) {
    assertEquals(returns.length, 2);
    assertEquals(returns, evaluations[0]!.returns); // the same policy, the same chance
  }
});

Deno.test("training: how often it is evaluated changes nothing that is learned", () => {
  const learned = [5, 1000].map((evaluateEvery) => {
    using agent = sacAgent(key(1), lineSpaces, { hidden: [6] });
    const settings = { batch: 8, randomSteps: 10, evaluateEvery };
    const training = trainingInit(root, line(), agent, lineGrid, settings);
    for (let t = 0; t < 60; t++) trainingStep(training);
    return { numbers: numbersOf(agent), episodes: training.record.episodes, now: training.now };
  });
  assertEquals(learned[0], learned[1]);
});

Deno.test("training: another key, another training; the same, the same", () => {
  const runs = [root, root, key(22)].map((own) => {
    using agent = sacAgent(key(1), lineSpaces, { hidden: [6] });
    const training = trainingInit(own, line(), agent, lineGrid, { batch: 8, randomSteps: 10 });
    for (let t = 0; t < 30; t++) trainingStep(training);
    return numbersOf(agent);
  });
  assertEquals(runs[0], runs[1]);
  assertNotEquals(runs[0], runs[2]);
});

Deno.test("trainingInit: the settings are complete, and refused by name when they are none", () => {
  assertEquals(trained(0, {}).config, {
    ...trainingDefaults,
    batch: 4,
    randomSteps: 10,
    evaluateEvery: 1000,
  });
  const faults: [object, string][] = [
    [{ batch: 0 }, "Cannot train: batch is 0, expected a whole number of at least 1"],
    [{ holdSteps: 0 }, "holdSteps is 0"],
    [{ evaluateEvery: 0.5 }, "evaluateEvery is 0.5"],
    [{ updates: -1 }, "updates is -1"],
    [{ randomEnds: "lost" }, "randomEnds is"],
    [{ capacity: 3 }, "capacity is 3, expected a whole number of at least 4"],
    [{ randomSteps: 3 }, "randomSteps is 3, expected a whole number of at least 4"],
    [{ batchSize: 4 }, 'an option is "batchSize", expected one of capacity, batch'],
  ];
  for (const [fault, message] of faults) {
    assertThrows(() => trained(0, fault), Error, message);
  }
  using learner = notingLearner();
  const wrong = [1, 2, 3] as unknown as typeof root;
  assertThrows(() => trainingInit(wrong, line(), learner, lineGrid), Error, "Cannot train: key");
});

Deno.test("training: 200 updates leave no tensor", async () => {
  using agent = sacAgent(key(1), lineSpaces, { hidden: [6] });
  const training = trainingInit(root, line(), agent, lineGrid, { batch: 8, randomSteps: 10 });
  await withoutLeaks(() => {
    for (let t = 0; t < 210; t++) trainingStep(training);
  });
  assertClose(training.now.steps, 210);
});
