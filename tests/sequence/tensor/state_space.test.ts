/** The recurrent state-space model's parts, against closed forms and each other. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { fold, key } from "lib/math";
import { readTree, requireSameReplay, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import {
  gaussianKlTensor,
  observeSequence,
  posteriorStep,
  priorStep,
  sequenceReplay,
  startBackend,
  stateSpaceLearner,
  stateSpaceLoss,
  stateSpaceParameters,
} from "lib/sequence/tensor";
import { assertClose, integral, logNormal, normalPdf } from "../../support/mod.ts";
import { SIDES, wavedBatch, wavedModel } from "./state_space_problem.ts";

await startBackend();
const model = wavedModel();
const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

Deno.test("gaussianKlTensor is the integral of q log q/p, number by number", () => {
  const q = [[0.3, 0.5], [-1, 0.2]], p = [[-0.2, 0.8], [0.4, 1.5]];
  const exact = q.reduce((sum, [m, s], k) => {
    const [m2, s2] = p[k]!;
    const at = (x: number) =>
      normalPdf(x, m!, s!) * (logNormal(x, m!, s!) - logNormal(x, m2!, s2!));
    return sum + integral(at, m! - 12 * s!, m! + 12 * s!);
  }, 0);
  const rows = (list: readonly (readonly number[])[]) => ({
    mean: tf.tensor2d([list.map(([m]) => m!)]),
    std: tf.tensor2d([list.map(([, s]) => s!)]),
  });
  assertClose(numbers(gaussianKlTensor(rows(q), rows(p)))[0]!, exact, { atol: 1e-5 }); // float32
});

Deno.test("priorStep: on the stochastic path nothing of the memory gets through", () => {
  const code = tf.ones([2, SIDES.Z]), action = tf.ones([2, SIDES.A]);
  const [one, other] = [tf.zeros([2, SIDES.H]), tf.ones([2, SIDES.H])].map((memory) =>
    numbers(priorStep(model, { memory, code }, action, "stochastic").mean)
  );
  assertEquals(one, other);
  const [here, there] = [tf.zeros([2, SIDES.H]), tf.ones([2, SIDES.H])].map((memory) =>
    numbers(priorStep(model, { memory, code }, action).mean)
  );
  assert(here!.some((each, i) => each !== there![i]));
});

Deno.test("observeSequence goes as priorStep and posteriorStep go, step by step", () => {
  const batch = wavedBatch(1), { T, B, H, Z } = SIDES, seen = observeSequence(model, batch);
  let memory: tf.Tensor = tf.zeros([B, H]), code: tf.Tensor = tf.zeros([B, Z]);
  for (let t = 0; t < T; t++) {
    if (t > 0) {
      const step = priorStep(model, { memory, code }, tf.unstack(batch.actions)[t - 1]!);
      memory = step.memory;
      const prior = tf.slice(seen.prior.mean, [t * B, 0], [B, Z]);
      assertClose(numbers(prior), numbers(step.mean), { atol: 1e-6 }); // the same products
    }
    const { mean, std } = posteriorStep(model, memory, tf.unstack(batch.pictures)[t]!);
    code = tf.add(mean, tf.mul(std, tf.unstack(batch.noise)[t]!));
    assertClose(numbers(tf.slice(seen.code, [t * B, 0], [B, Z])), numbers(code), { atol: 1e-5 });
  }
  assertClose(numbers(tf.slice(seen.memory, [(T - 1) * B, 0], [B, H])), numbers(memory), {
    atol: 1e-5, // float32 through five steps
  });
});

Deno.test("observeSequence: on the deterministic path codes are means, whatever the noise", () => {
  const seen = observeSequence(model, wavedBatch(1), "deterministic");
  assertEquals(numbers(seen.code), numbers(seen.posterior.mean));
});

Deno.test("stateSpaceLoss: a divergence within the free nats costs them, and no slope", () => {
  const free = stateSpaceLoss(model, wavedBatch(1), { freeNats: 50 });
  const [loss, pictures, rewards] = [free.loss, free.pictures!, free.rewards!].map((each) =>
    each.dataSync()[0]!
  );
  assertClose(loss! - pictures! - rewards!, 50, { atol: 1e-3 }); // float32, of some hundreds
});

Deno.test("stateSpaceLoss frees all that it makes but its terms", () => {
  const batch = wavedBatch(3);
  withoutLeaks(() => tf.dispose({ ...stateSpaceLoss(model, batch, { overshoot: 3 }) }));
});

Deno.test("stateSpaceLoss refuses ragged sequences and predictions beyond them", () => {
  const batch = wavedBatch(1);
  const short = {
    ...batch,
    actions: tf.zeros([3, SIDES.B, SIDES.A]),
    rewards: tf.zeros([3, SIDES.B]),
  };
  assertThrows(() => stateSpaceLoss(model, short), RangeError, "actions is [3], expected 4");
  assertThrows(
    () => stateSpaceLoss(model, batch, { overshoot: 5 }),
    RangeError,
    "overshoot is 5, expected at most 4: the sequence has 5 pictures",
  );
  const single = {
    pictures: tf.zeros([1, 2, SIDES.P]),
    actions: tf.zeros([0, 2, SIDES.A]),
    rewards: tf.zeros([0, 2]),
    noise: tf.zeros([1, 2, SIDES.Z]),
  };
  assertThrows(() => stateSpaceLoss(model, single), RangeError, "expected two steps or more");
});

const small = {
  pixels: 4,
  actions: 1,
  memory: 6,
  code: 2,
  encoder: [5, 3],
  posterior: 4,
  reward: 3,
};
const replay = sequenceReplay({ pixels: 4, actions: 1 });
const pictures = Array.from({ length: 9 }, (_, t) => Uint8Array.of(9 * t, 0, 255, 100 + t));
replay.add({
  pictures,
  actions: pictures.slice(1).map((_, t) => [t]),
  rewards: pictures.slice(1).map((_, t) => 10 * t),
});

Deno.test("stateSpaceLearner: what is replayed is what is written, to the bit; and it learns", () => {
  for (const overshoot of [1, 3]) {
    const own = stateSpaceParameters(key(1), small);
    using learner = stateSpaceLearner(own, { batch: 3, steps: 5, loss: { overshoot } });
    const windows = replay.sample(key(2), { batch: 3, steps: 5 });
    const first = learner.learn(key(3), windows).loss!;
    for (let i = 0; i < 20; i++) learner.learn(fold(key(4), i), windows);
    requireSameReplay(learner.captured, 21, learner.tensors);
    assert(learner.learn(key(5), windows).loss! < first);
  }
});

Deno.test("stateSpaceLearner: the same keys learn the same, another key something else", () => {
  const learnt = (seed: number) => {
    const own = stateSpaceParameters(key(1), small);
    using learner = stateSpaceLearner(own, { batch: 3, steps: 5 });
    const windows = replay.sample(key(2), { batch: 3, steps: 5 });
    for (let i = 0; i < 4; i++) learner.learn(fold(key(seed), i), windows);
    return readTree(own);
  };
  assertEquals(learnt(6), learnt(6));
  assert(learnt(6)["decoder/output/bias"]![0] !== learnt(7)["decoder/output/bias"]![0]);
});

Deno.test("stateSpaceLearner refuses windows of another size, and names the update of a NaN", () => {
  const own = stateSpaceParameters(key(1), small);
  using learner = stateSpaceLearner(own, { batch: 3, steps: 5 });
  const other = replay.sample(key(2), { batch: 3, steps: 4 });
  assertThrows(
    () => learner.learn(key(3), other),
    RangeError,
    "windows.pictures is [48], expected 60",
  );
  const windows = replay.sample(key(2), { batch: 3, steps: 5 });
  learner.learn(key(3), windows);
  own.prior.bias.dataSync(); // looked at, not changed
  const broken = { ...windows, rewards: windows.rewards.map(() => NaN) };
  assertThrows(() => learner.learn(key(3), broken), Error, "numbers[0] is NaN");
});

Deno.test("sequenceReplay cuts windows whose actions and rewards lie between their pictures", () => {
  const { pictures: seen, actions, rewards } = replay.sample(key(8), { batch: 50, steps: 4 });
  const starts = new Set<number>();
  for (let b = 0; b < 50; b++) {
    const start = seen[b * 4]! / 9;
    starts.add(start);
    for (let t = 0; t < 4; t++) {
      assertEquals(Array.from(seen.slice((t * 50 + b) * 4, (t * 50 + b + 1) * 4)), [
        ...pictures[start + t]!,
      ]);
      if (t === 3) continue;
      assertEquals([actions[t * 50 + b], rewards[t * 50 + b]], [start + t, 10 * (start + t)]);
    }
  }
  assertEquals([...starts].toSorted(), [0, 1, 2, 3, 4, 5]); // all of them, and none beyond the end
});

Deno.test("sequenceReplay refuses what is empty, ragged, of another size, or too short", () => {
  const own = sequenceReplay({ pixels: 4, actions: 1 }), two = pictures.slice(0, 2);
  const add = (episode: object) => () =>
    own.add({ pictures: two, actions: [[1]], rewards: [0], ...episode });
  assertThrows(add({ pictures: [] }), RangeError, "episode.pictures is [0]");
  assertThrows(add({ rewards: [0, 1] }), RangeError, "rewards is [2], expected 1, one between");
  assertThrows(
    add({ pictures: [two[0]!, new Uint8Array(5)] }),
    RangeError,
    "pictures[1] is [5], expected [4]",
  );
  assertThrows(add({ pictures: [[0.2, 0, 0, 1.7], two[0]!] }), TypeError, "pictures[0]");
  assertThrows(add({ rewards: [NaN] }), RangeError, "rewards[0] is NaN");
  assertThrows(() => own.sample(key(0)), RangeError, "steps is 20, expected at most 0");
  own.add({ pictures: two, actions: [[1]], rewards: [0] });
  assertThrows(() => own.sample(key(0), { steps: 3 }), RangeError, "expected at most 2");
});
