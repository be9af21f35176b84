/**
 * Soft Q-learning as PyTorch computes it in float64, from tools/vectors/soft_q_vectors.py: targets,
 * losses, all gradients, Stein's directions, and three whole updates.
 *
 * Tolerance: as in pytorch.test.ts, ten roundings to float32 of numbers near one.
 */
import { assertEquals, assertThrows } from "@std/assert";
import {
  actionValueLoss,
  type Batch,
  criticLoss,
  sampledSoftTargets,
  samplerPushes,
  softMaximumTargets,
  softQAgent,
  steinQAgent,
} from "lib/agents";
import { key } from "lib/math";
import {
  mlp,
  type MlpParameters,
  startBackend,
  tensorScope,
  type TensorTree,
  treeEntries,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../support/mod.ts";
import { networkOf, numbersOf, place, placesOf, type Texts } from "./golden.ts";
import golden from "./golden/soft_q.json" with { type: "json" };

await startBackend();
const { size: B, settings, start, numbered, sampled, valueActions: M } = golden;
const [O, A, close] = [3, 2, { rtol: 1e-5, atol: 1e-5 }]; // see above
const half = golden.particles / 2;
const column = (text: string) => Float32Array.from(numbersOf(text));
const { rewards, masks, observations, observationsNext, actions, taken } = golden.batch;
const seen = column(observations), next = column(observationsNext);
const paid = { rewards: column(rewards), masks: column(masks) };
const batchOf = (acted: string): Batch => ({
  size: B,
  observations: seen,
  actions: column(acted),
  observationsNext: next,
  ...paid,
});
const noiseOf = (i: number) => {
  const { values, fixed, moved } = sampled.noise[i]!;
  return { values: numbersOf(values), fixed: numbersOf(fixed), moved: numbersOf(moved) };
};
const net = (texts: Texts, inputs: number, outputs: number, stack?: number) =>
  networkOf(texts, [inputs, ...settings.hidden, outputs], stack);

/** Each row so many times, with its own numbers beside it. */
function beside(rows: ArrayLike<number>, own: readonly number[], width: number): tf.Tensor2D {
  const times = own.length / width / B;
  const made = Array.from({ length: B * times }, (_, i) => [
    ...Array.from({ length: O }, (_, d) => rows[Math.floor(i / times) * O + d]!),
    ...own.slice(i * width, (i + 1) * width),
  ]);
  return tf.tensor2d(made);
}

function assertTree(tree: TensorTree, texts: Texts): void {
  const entries = treeEntries(tree);
  assertEquals(entries.map(([path]) => path).toSorted(), Object.keys(texts).toSorted());
  for (const [path, tensor] of entries) {
    assertClose(tensor.dataSync(), numbersOf(texts[path]!), close);
  }
}

Deno.test("softMaximumTargets, actionValueLoss: PyTorch's targets, loss and gradients", () => {
  using scope = tensorScope();
  const ahead = scope.own(
    mlp(scope.own(net(start.targets, O, 3)), scope.own(tf.tensor2d(next, [B, O]))),
  );
  const y = softMaximumTargets(paid, ahead.dataSync(), settings.discount, settings.temperature);
  assertClose(y, numbersOf(numbered.y), close);
  const values = scope.own(net(start.values, O, 3)), x = scope.own(tf.tensor2d(seen, [B, O]));
  const chosen = scope.own(tf.oneHot(tf.tensor1d(numbersOf(taken), "int32"), 3).toFloat());
  const wanted = scope.own(tf.tensor2d(y, [B, 1]));
  using at = valueAndGradients(
    (p: MlpParameters) => tf.tidy(() => actionValueLoss(mlp(p, x), chosen, wanted)),
    values,
  );
  assertClose(at.loss, numbered.loss, close);
  assertTree(at.gradients, numbered.gradients);
});

function checkNumbered(off: Partial<typeof settings> = {}): void {
  using agent = softQAgent(
    key(0),
    { kind: "discrete", observations: O, actions: 3 },
    { ...settings, ...off },
  );
  place(agent, placesOf({ values: start.values, targets: start.targets }));
  numbered.updates.forEach(({ loss }, i) =>
    assertClose(agent.update(key(i), batchOf(taken), i).loss!, loss, close)
  );
  assertTree(agent.tensors.values as TensorTree, numbered.after.values);
  assertTree(agent.tensors.targets as TensorTree, numbered.after.targets);
}

Deno.test("softQAgent: PyTorch's three updates", () => checkNumbered());

Deno.test("sampledSoftTargets, criticLoss: PyTorch's targets, loss and gradients", () => {
  using scope = tensorScope();
  const inputs = scope.own(beside(next, noiseOf(0).values, A));
  assertEquals(inputs.shape, [B * M, O + A]);
  const ahead = scope.own(mlp(scope.own(net(start.criticTargets, O + A, 1, 1)), inputs));
  const { discount, temperature } = settings;
  const y = sampledSoftTargets(paid, ahead.dataSync(), discount, temperature, A);
  assertClose(y, numbersOf(sampled.y), close);
  const x = scope.own(beside(seen, numbersOf(actions), A)),
    wanted = scope.own(tf.tensor2d(y, [B, 1]));
  using at = valueAndGradients(
    (p: MlpParameters) => tf.tidy(() => criticLoss(mlp(p, x), wanted)),
    scope.own(net(start.critics, O + A, 1, 1)),
  );
  assertClose(at.loss, sampled.criticLoss, close);
  assertTree(at.gradients, sampled.criticGradients);
});

Deno.test("samplerPushes: PyTorch's directions, and the sampler's gradients along them", () => {
  using scope = tensorScope();
  const { fixed, moved } = noiseOf(0), sampler = scope.own(net(start.sampler, O + A, A));
  const critics = scope.own(net(start.critics, O + A, 1, 1));
  const movedInputs = scope.own(beside(seen, moved, A));
  const draw = (own: number[]) => scope.own(mlp(sampler, scope.own(beside(seen, own, A))));
  const u = draw(fixed), states = scope.own(beside(seen, Array(B * half).fill(0), 1));
  using slopes = valueAndGradients(
    ({ u }: { readonly u: tf.Tensor }) =>
      tf.tidy(() => {
        const own = tf.slice(states as tf.Tensor2D, [0, 0], [B * half, O]);
        return tf.sum<tf.Scalar>(mlp(critics, tf.concat([own, tf.tanh(u)], 1)));
      }),
    { u },
  );
  const pushes = samplerPushes({
    fixed: u.dataSync(),
    slopes: slopes.gradients.u.dataSync(),
    moved: draw(moved).dataSync(),
  }, { states: B, dimensions: A, temperature: settings.temperature });
  assertClose(pushes, numbersOf(sampled.directions), { rtol: 1e-4, atol: 1e-5 }); // a median, too
  const along = scope.own(tf.tensor2d(pushes, [B * half, A]));
  using at = valueAndGradients(
    (p: MlpParameters) =>
      tf.tidy(() => tf.mul<tf.Scalar>(tf.sum(tf.mul(mlp(p, movedInputs), along)), -1 / (B * half))),
    sampler,
  );
  assertTree(at.gradients, sampled.samplerGradients);
});

function checkSampled(off: Partial<typeof settings> = {}): void {
  using agent = steinQAgent(
    key(0),
    { kind: "box", observations: O, low: [-1, -1], high: [1, 1] },
    { ...settings, valueActions: M, particles: golden.particles, ...off },
  );
  const { critics, criticTargets: targets, sampler } = start;
  place(agent, placesOf({ critics, targets, sampler }));
  sampled.updates.forEach((wanted, i) => {
    const metrics = agent.updateWith(noiseOf(i), batchOf(actions), i);
    assertClose([metrics.criticLoss!, metrics.value!], [wanted.criticLoss, wanted.value], close);
  });
  for (const name of ["critics", "targets", "sampler"] as const) {
    assertTree(agent.tensors[name] as TensorTree, sampled.after[name]);
  }
}

Deno.test("steinQAgent: PyTorch's three updates", () => checkSampled());

Deno.test("the comparison with PyTorch rejects soft Q-learning that is a little off", () => {
  const off = [{ temperature: 0.72 }, { discount: 0.89 }, { learningRate: 1.02e-3 }, {
    averaging: 0.006,
  }];
  for (const each of off) {
    assertThrows(() => checkNumbered(each), Error, "Not close");
    assertThrows(() => checkSampled(each), Error, "Not close");
  }
});
