/** Policies alone: saved without the training, loaded without the agent. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ddpgAgent,
  decodePolicy,
  encodePolicy,
  evaluate,
  type Network,
  predict,
  sacAgent,
  toBox,
} from "lib/agents";
import { fold, key, ShapeError } from "lib/math";
import {
  CheckpointError,
  denseLayer,
  type DenseParameters,
  denseParameters,
  encodeCheckpoint,
  kernelBuild,
  loadKernels,
  startBackend,
  withoutLeaks,
  writeTree,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { line, lineGrid, lineSpaces } from "../toys.ts";

await startBackend();

const observations = [[0.3, 1], [-2, 0], [5, -1]];
const makers = { sac: sacAgent, ddpg: ddpgAgent } as const;

for (const [kind, make] of Object.entries(makers)) {
  Deno.test(`encodePolicy, ${kind}: acts as the agent did, in its units and in the world's; leaves nothing`, async () => {
    await withoutLeaks(() => {
      using agent = make(key(1), lineSpaces, { hidden: [8, 5] });
      using policy = decodePolicy(encodePolicy(agent));
      assertEquals(policy.exploit(observations), agent.exploit(observations));
      assertEquals([policy.kind, policy.spaces], [kind, lineSpaces]);
      const [unit] = agent.exploit([observations[0]!]);
      assertEquals(predict(policy, observations[0]!), toBox(lineSpaces, unit!));
      const [one, other] = [policy, agent].map((each) => evaluate(key(2), line(), each, lineGrid));
      assertEquals(one, other);
    });
  });

  Deno.test(`encodePolicy, ${kind}: the same bytes whatever the training was, and on either build`, async () => {
    using agent = make(key(1), lineSpaces, { hidden: [8] });
    const before = encodePolicy(agent), { build } = kernelBuild();
    try {
      await loadKernels({ build: build === "fma" ? "plain" : "fma" });
      assertEquals(encodePolicy(agent), before);
      using policy = decodePolicy(before);
      assert(Math.abs(policy.exploit([[0, 0]])[0]![0]!) <= 1);
    } finally {
      await loadKernels();
    }
  });
}

Deno.test("predict: refuses an observation that does not fit, by name", () => {
  using agent = sacAgent(key(1), lineSpaces, { hidden: [8] });
  assertThrows(() => predict(agent, [0]), ShapeError, "observation is [1], expected [2]");
});

Deno.test("decodePolicy: damaged bytes, and bytes of something else, are refused", () => {
  using agent = sacAgent(key(1), lineSpaces, { hidden: [8] });
  const bytes = encodePolicy(agent), damaged = bytes.slice();
  damaged[damaged.length >> 1]! ^= 1;
  assertThrows(() => decodePolicy(damaged), CheckpointError);
  const other = encodeCheckpoint({ config: {}, step: 0, tensors: { w: tf.zeros([1]) } });
  const error = assertThrows(() => decodePolicy(other), CheckpointError);
  assertEquals((error as CheckpointError).fault, "foreign");
});

/** A single layer, in place of a perceptron: [T] of them in a stack. */
const straight: Network<{ readonly only: DenseParameters }> = {
  init: (key, { inputs, outputs, networks }) => {
    const stack = networks === undefined ? {} : { networks };
    return { only: denseParameters(fold(key, "only"), { inputs, outputs, ...stack }) };
  },
  apply: ({ only }, x) => {
    const [stack] = only.weight.rank === 3 ? only.weight.shape : [];
    if (stack === undefined) return denseLayer(only, x);
    return tf.tidy(() => denseLayer(only, tf.tile(tf.expandDims(x, 0), [stack, 1, 1])));
  },
};

Deno.test("sacAgent: networks of one's own learn, act, and are kept; to load them they must be given", async () => {
  await withoutLeaks(() => {
    using agent = sacAgent(key(1), lineSpaces, {}, { actor: straight, critics: straight });
    writeTree(agent.networks, { "actor/only/weight": [1, 0, 0, 0], "actor/only/bias": [0.25, -3] });
    assertEquals(agent.exploit([[0.5, 1]])[0]![0], Math.tanh(0.75));
    const size = 8, filled = (value: number, count = size) => new Float32Array(count).fill(value);
    const observations = filled(0.5, 2 * size),
      rest = { actions: filled(0.1), rewards: filled(-1) };
    const batch = { size, observations, observationsNext: observations, masks: filled(1), ...rest };
    for (let step = 0; step < 3; step++) agent.update(fold(key(2), step), batch, step);
    assert(agent.exploit([[0.5, 1]])[0]![0] !== Math.tanh(0.75));
    const bytes = encodePolicy(agent);
    assertThrows(
      () => decodePolicy(bytes),
      TypeError,
      "expected the network that it was made with",
    );
    using policy = decodePolicy(bytes, straight);
    assertEquals(policy.exploit([[0.5, 1]]), agent.exploit([[0.5, 1]]));
  });
});

Deno.test("sacAgent: rates of their own for actor, critics and temperature", () => {
  const size = 8, filled = (value: number, count = size) => new Float32Array(count).fill(value);
  const rows = { observations: filled(0.5, 16), observationsNext: filled(0.5, 16) };
  const batch = { size, ...rows, actions: filled(0.1), rewards: filled(-1), masks: filled(1) };
  const config = { learningRate: 1e-3, actorLearningRate: 1e-2, temperatureLearningRate: 5e-2 };
  using agent = sacAgent(key(1), lineSpaces, { hidden: [8], ...config });
  const bias = (name: "actor" | "critics") =>
    (agent.networks as Record<string, Record<string, DenseParameters>>)[name]!.output!.bias
      .dataSync()[0]!;
  const before = [bias("actor"), bias("critics"), Math.log(agent.temperature())];
  agent.update(key(2), batch, 0);
  const after = [bias("actor"), bias("critics"), Math.log(agent.temperature())];
  // Adam's first step is the rate, whatever the gradient, to 1e-5 of it (ε beside a small gradient)
  const moved = after.map((value, i) => Math.abs(value - before[i]!));
  moved.forEach((each, i) =>
    assert(Math.abs(each / [1e-2, 1e-3, 5e-2][i]! - 1) < 1e-2, `${moved}`)
  );
});

Deno.test("sacAgent: updateWith takes chance from outside; update draws it from folds of its key", () => {
  const size = 8, filled = (value: number, count = size) => new Float32Array(count).fill(value);
  const rows = { observations: filled(0.5, 16), observationsNext: filled(0.5, 16) };
  const batch = { size, ...rows, actions: filled(0.1), rewards: filled(-1), masks: filled(1) };
  using agent = sacAgent(key(1), lineSpaces, { hidden: [8] });
  using same = sacAgent(key(1), lineSpaces, { hidden: [8] });
  const noise = { next: filled(0.3), now: filled(-1.2) };
  assertEquals(agent.updateWith(noise, batch, 0), same.updateWith(noise, batch, 0));
  assert(agent.updateWith(noise, batch, 1).actorLoss !== same.update(key(3), batch, 1).actorLoss);
  const short = () => agent.updateWith({ ...noise, now: [1] }, batch, 2);
  assertThrows(short, ShapeError, "Cannot update: noise.now is [1], expected 8 numbers, [B,A]");
});
