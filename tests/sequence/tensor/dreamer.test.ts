/** A model at work, against the same in float64 loops. */
import { assertEquals, assertThrows } from "@std/assert";
import { crossEntropyPlan } from "lib/control";
import { key } from "lib/math";
import { readTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { observeSequence, type Path, startBackend, stateSpaceDreamer } from "lib/sequence/tensor";
import { assertClose } from "../../support/mod.ts";
import { SIDES, wave, wavedModel } from "./state_space_problem.ts";

await startBackend();
const model = wavedModel(), weights = readTree(model), { P, A, H, Z } = SIDES;
type Row = readonly number[];

/** x W + b in float64. */
function dense(path: string, x: Row, gate = 0): number[] {
  const name = (part: string) => weights[`${path}${part}`]!;
  const isGate = path.startsWith("memory");
  const all = isGate ? name("Weight") : name("/weight"),
    bias = isGate ? name("Bias") : name("/bias");
  const outputs = isGate ? H : bias.length, from = gate * x.length * outputs;
  return Array.from(
    { length: outputs },
    (_, j) =>
      x.reduce(
        (sum, each, i) => sum + each * all[from + i * outputs + j]!,
        bias[gate * outputs + j]!,
      ),
  );
}

function gru(x: Row, h: Row): number[] {
  const sums = [0, 1, 2].map((g) => [dense("memory/input", x, g), dense("memory/state", h, g)]);
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  return h.map((before, j) => {
    const [r, z] = [0, 1].map((g) => sigmoid(sums[g]![0]![j]! + sums[g]![1]![j]!));
    return (1 - z!) * Math.tanh(sums[2]![0]![j]! + r! * sums[2]![1]![j]!) + z! * before;
  });
}

/** Rewards along a plan, codes as means. */
function promised(from: { memory: Row; code: Row }, plan: readonly Row[], path: Path): number[] {
  let { memory, code } = from;
  return plan.map((action) => {
    memory = gru([...code, ...action], path === "stochastic" ? memory.map(() => 0) : memory);
    code = dense("prior", memory).slice(0, Z);
    const features = [...(path === "stochastic" ? memory.map(() => 0) : memory), ...code];
    const hidden = dense("reward/hidden1", features).map((each) => Math.max(each, 0));
    return dense("reward/output", hidden)[0]!;
  });
}

const belief = () => ({
  memory: Float32Array.from(wave(1, H, 8)),
  code: Float32Array.from(wave(1, Z, 9)),
});
const plain = () => ({ memory: [...belief().memory], code: [...belief().code] });
const plans = [wave(4, A, 10), wave(4, A, 11), wave(4, A, 12)];
const rows = (flat: Row) => Array.from({ length: 4 }, (_, t) => flat.slice(t * A, (t + 1) * A));

for (const path of ["both", "deterministic", "stochastic"] as const) {
  Deno.test(`stateSpaceDreamer, ${path}: what plans would earn is the loop's, plan by plan`, () => {
    using dreamer = stateSpaceDreamer(model, { path });
    const imagine = dreamer.imagine(belief());
    for (let run = 0; run < 3; run++) { // recorded twice, replayed once
      const said = imagine(Float64Array.from(plans.flat()), 3);
      const exact = plans.flatMap((plan) => promised(plain(), rows(plan), path));
      assertClose(Array.from(said), exact, { atol: 1e-5 }); // float32
    }
    const dream = dreamer.dream(belief(), rows(plans[0]!));
    assertClose(Array.from(dream.rewards), promised(plain(), rows(plans[0]!), path), {
      atol: 1e-5,
    });
    assertEquals([dream.pictures.length, dream.pictures[0]!.length], [4, P]);
  });
}

Deno.test("stateSpaceDreamer observes as observeSequence does without noise", () => {
  const bytes = Array.from(
    { length: 4 },
    (_, t) => Uint8Array.from(wave(1, P, t), (each) => Math.round(127 + 120 * each)),
  );
  const actions = rows(plans[1]!).slice(0, 3);
  using dreamer = stateSpaceDreamer(model);
  let at = dreamer.observe(bytes[0]!);
  for (let t = 1; t < 4; t++) at = dreamer.observe(bytes[t]!, at, actions[t - 1]);
  const seen = observeSequence(model, {
    pictures: tf.tensor(bytes.flatMap((each) => Array.from(each, (grey) => grey / 255)), [4, 1, P]),
    actions: tf.tensor(actions.flat(), [3, 1, A]),
    noise: tf.zeros([4, 1, Z]),
  });
  const last = (tensor: tf.Tensor, width: number) => Array.from(tensor.dataSync()).slice(3 * width);
  assertClose(Array.from(at.memory), last(seen.memory, H), { atol: 1e-5 }); // float32
  assertClose(Array.from(at.code), last(seen.posterior.mean, Z), { atol: 1e-5 });
});

Deno.test("stateSpaceDreamer: a plan that diverges is an error that names round, plan and step", () => {
  const wild = { ...model, reward: { ...model.reward } };
  wild.reward = {
    ...model.reward,
    output: { ...model.reward.output!, bias: tf.tensor1d([Infinity]) },
  };
  using dreamer = stateSpaceDreamer(wild);
  const search = { low: [-1, -1], high: [1, 1], horizon: 3, candidates: 4, elites: 2, rounds: 1 };
  assertThrows(
    () => crossEntropyPlan(key(0), dreamer.imagine(belief()), search),
    RangeError,
    "the reward of step 0 of plan 0 in round 0 is Infinity",
  );
  assertThrows(() => dreamer.dream(belief(), [[0, 0]]), Error, "the reward of step 0");
});

Deno.test("stateSpaceDreamer refuses pictures, beliefs, actions and plans of other sizes or kinds", () => {
  using dreamer = stateSpaceDreamer(model);
  assertThrows(
    () => dreamer.observe(new Uint8Array(35)),
    RangeError,
    "picture is [35], expected [36]",
  );
  const grey = Array(36).fill(0.5) as never;
  assertThrows(() => dreamer.observe(grey), TypeError, "expected a Uint8Array");
  assertThrows(
    () => dreamer.observe(new Uint8Array(36), belief()),
    TypeError,
    "action is undefined",
  );
  const short = { ...belief(), code: new Float32Array(2) };
  assertThrows(() => dreamer.imagine(short), RangeError, "belief.code is [2], expected [3]");
  assertThrows(
    () => dreamer.imagine(belief())(new Float64Array(7), 3),
    RangeError,
    "3 plans of whole steps",
  );
  assertThrows(() => dreamer.dream(belief(), [[0, 0], [1]]), RangeError, "actions[1] is [1]");
});
