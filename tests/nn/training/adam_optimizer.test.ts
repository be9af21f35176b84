import { assertEquals, assertNotEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import {
  adamOptimizer,
  NonFiniteTensorError,
  startBackend,
  tensorScope,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { drawn, otherUniforms } from "../matrices.ts";
import { adamOracle } from "../optimizer_oracles.ts";

await startBackend();

type Model = { readonly a: { readonly weight: tf.Tensor }; readonly bias: tf.Tensor };
const modelOf = (values: readonly number[]): Model => ({
  a: { weight: tf.tensor(values.slice(0, 6), [2, 3]) },
  bias: tf.tensor(values.slice(6), [1]),
});
const numbersOf = ({ a, bias }: Model) => [...a.weight.dataSync(), ...bias.dataSync()];

/** Runs Adam and its oracle side by side; returns the largest gaps seen. */
function sideBySide(config: { epsilon?: number; maxNorm?: number }, steps: number) {
  using scope = tensorScope();
  const next = otherUniforms(3);
  const model = scope.own(modelOf(drawn(next, 7)));
  const full = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...config };
  using optimizer = adamOptimizer(model, full);
  let exact = {
    parameters: numbersOf(model),
    first: Array<number>(7).fill(0),
    second: Array<number>(7).fill(0),
    steps: 0,
  } as ReturnType<typeof adamOracle>;
  for (let step = 0; step < steps; step++) {
    const gradient = drawn(next, 7);
    const gradients = modelOf(gradient);
    const norm = optimizer.update(gradients, step);
    tf.dispose(gradients);
    assertClose([norm], [Math.hypot(...gradient)], { rtol: 1e-12 }); // added in float64
    exact = adamOracle(exact, gradient, { maxNorm: Infinity, ...full });
  }
  const { first, second, steps: taken } = optimizer.memory;
  assertEquals(taken.dataSync()[0], steps);
  return { model: numbersOf(model), first: numbersOf(first), second: numbersOf(second), exact };
}

for (const config of [{}, { epsilon: 0.1 }, { maxNorm: 0.5 }]) {
  Deno.test(`adamOptimizer: 100 steps equal float64, ${JSON.stringify(config)}`, () => {
    const { model, first, second, exact } = sideBySide(config, 100);
    // parameters near 1 are rounded 100 times by at most 2⁻²⁵ = 3e-8; steps of 1e-2 are a few
    // roundings off, which is less. (With 1 − β₂ taken in float32, v would be 1.3e-5 off.)
    assertClose(model, exact.parameters, { atol: 100 * 3e-8 });
    assertClose(first, exact.first, { atol: 1e-6 }); // ten terms at a time, of size 1
    assertClose(second, exact.second, { rtol: 1e-6 }); // float32, ten roundings
  });
}

Deno.test("adamOptimizer: the first step is η long, whatever the gradient", async () => {
  await withoutLeaks(() => {
    using scope = tensorScope();
    const model = scope.own({ w: tf.tensor1d([0, 0, 0]) });
    using optimizer = adamOptimizer(model, { learningRate: 0.5, epsilon: 1e-12 });
    optimizer.update(scope.own({ w: tf.tensor1d([1e-4, -3, 1e4]) }));
    assertClose(model.w.dataSync(), [-0.5, 0.5, -0.5], { rtol: 5e-7 }); // float32, and a root
  });
});

Deno.test("adamOptimizer: 10,000 steps leave no tensor and take no memory", async () => {
  using scope = tensorScope();
  const model = scope.own(modelOf([1, 2, 3, 4, 5, 6, 7]));
  const gradients = scope.own(modelOf([1, -1, 1, -1, 1, -1, 1]));
  const before = tf.memory();
  await withoutLeaks(() => {
    using optimizer = adamOptimizer(model, { maxNorm: 1 });
    const during = tf.memory();
    for (let step = 0; step < 10_000; step++) optimizer.update(gradients, step);
    assertEquals(tf.memory().numTensors, during.numTensors);
    assertEquals(tf.memory().numBytes, during.numBytes);
  });
  assertEquals(tf.memory().numBytes, before.numBytes);
});

Deno.test("adamOptimizer: a bad gradient is named with its step, and nothing is written", () => {
  using scope = tensorScope();
  const model = scope.own(modelOf([1, 2, 3, 4, 5, 6, 7]));
  using optimizer = adamOptimizer(model);
  const all = () => [numbersOf(model), ...Object.values(optimizer.memory.first)].map(String);
  const before = all();
  for (const bad of [NaN, Infinity, -Infinity]) {
    const gradients = scope.own(modelOf([1, 1, 1, 1, bad, 1, 1]));
    const error = assertThrows(() => optimizer.update(gradients, 42), NonFiniteTensorError);
    assertEquals([error.tensorName, error.index, error.step], ["gradients/a/weight", 4, 42]);
  }
  const huge = scope.own(modelOf([3e38, 1, 1, 1, 1, 1, 1]));
  const error = assertThrows(() => optimizer.update(huge, 42), RangeError);
  assertStringIncludes(error.message, "the gradients' norm at step 42 is 3");
  assertEquals(all(), before);
  assertEquals(optimizer.memory.steps.dataSync()[0], 0);
  assertEquals(numbersOf(optimizer.memory.second), Array(7).fill(0));
});

Deno.test("adamOptimizer: a huge gradient is limited before it is squared", () => {
  using scope = tensorScope();
  const model = scope.own({ w: tf.tensor1d([0]) });
  using optimizer = adamOptimizer(model, { maxNorm: 1 });
  optimizer.update(scope.own({ w: tf.tensor1d([3e38]) }));
  assertEquals(Number.isFinite(optimizer.memory.second.w.dataSync()[0]), true);
  assertNotEquals(model.w.dataSync()[0], 0);
});

Deno.test("adamOptimizer: gradients of other names or shapes, disposed or int32 are named", () => {
  using scope = tensorScope();
  const model = scope.own(modelOf([1, 2, 3, 4, 5, 6, 7]));
  using optimizer = adamOptimizer(model);
  const good = scope.own(modelOf([1, 2, 3, 4, 5, 6, 7])), three = scope.own(tf.ones([3]));
  const gone = tf.ones([1]), whole = scope.own(tf.ones([1], "int32"));
  gone.dispose();
  const refused = (
    gradients: unknown,
    message: string,
    kind: ErrorConstructor | typeof ShapeError,
  ) =>
    assertStringIncludes(
      assertThrows(() => optimizer.update(gradients as Model), kind).message,
      `Cannot take a step of Adam: gradients/${message}`,
    );
  refused({ a: good.a }, "bias is undefined, expected a tensor [1]", RangeError);
  refused({ ...good, more: three }, "more is [3], expected no tensor of this name", RangeError);
  refused({ ...good, bias: three }, "bias is [3], expected [1]", ShapeError);
  refused({ ...good, bias: gone }, "bias is disposed", RangeError);
  refused({ ...good, bias: whole }, "bias is int32, expected float32", TypeError);
});

Deno.test("adamOptimizer: gradients in another order go to their own parameters", () => {
  using scope = tensorScope();
  const model = scope.own({ a: tf.tensor1d([0]), b: tf.tensor1d([0]) });
  using optimizer = adamOptimizer(model, { learningRate: 1 });
  optimizer.update(scope.own({ b: tf.tensor1d([-1]), a: tf.tensor1d([1]) }));
  assertEquals([model.a.dataSync()[0]! < 0, model.b.dataSync()[0]! > 0], [true, true]);
});

Deno.test("adamOptimizer: options and parameters that cannot be are refused by name", () => {
  using scope = tensorScope();
  const w = scope.own(tf.ones([2]));
  const refused = (config: Record<string, number>, message: string) =>
    assertThrows(() => adamOptimizer({ w }, config), Error, message);
  refused({ learningRate: 0 }, "learningRate is 0, expected a number above 0");
  refused({ learningRate: NaN }, "learningRate is NaN");
  refused({ beta2: 1 }, "beta2 is 1, expected a number in [0, 1)");
  refused({ maxNorm: -1 }, "maxNorm is -1");
  refused({ rate: 1 }, 'an option is "rate"');
  const twice = { one: w, two: scope.own(tf.reshape(w, [1, 2])) };
  assertThrows(() => adamOptimizer(twice), RangeError, "two shares its numbers with one");
});
