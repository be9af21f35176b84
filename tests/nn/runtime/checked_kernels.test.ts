/** Each operation on the list against plain float64 TypeScript; each known trap refused. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { checkedKernels, startBackend, UncheckedOpError } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { a, kernelCases } from "../kernel_cases.ts";

await startBackend();

Deno.test("checkedKernels: every operation on the list has a case here, and no other", () => {
  assertEquals(Object.keys(kernelCases).sort(), Object.keys(checkedKernels).sort());
});

for (const [kernel, [run, expected]] of Object.entries(kernelCases)) {
  Deno.test(`checkedKernels: ${kernel} equals float64`, () => {
    tf.tidy(() => assertClose(run().dataSync(), expected, { rtol: 3e-6, atol: 1e-6 })); // float32
  });
}

/** The traps of the WASM backend that are known: none may run. */
const refused: Record<string, () => unknown> = {
  "clipByValue hides NaN": () => tf.clipByValue(tf.tensor1d([NaN]), -1, 1),
  "maximum hides NaN": () => tf.maximum(tf.tensor1d([1]), tf.tensor1d([NaN])),
  "fused.matMul with another activation": () =>
    tf.fused.matMul({ a: tf.ones([2, 2]), b: tf.ones([2, 2]), activation: "elu" }),
  "oneHot to float32": () => tf.oneHot(tf.tensor1d([1], "int32"), 3, 1, 0, "float32"),
  "oneHot to bool": () => tf.oneHot(tf.tensor1d([1], "int32"), 3, 1, 0, "bool"),
  "cast to bool": () => tf.cast(tf.tensor1d([0.5]), "bool"),
  "reverse of bool": () => tf.reverse(tf.tensor1d([true, false], "bool")),
  "where of bool": () =>
    tf.where(
      tf.tensor1d([true], "bool"),
      tf.tensor1d([true], "bool"),
      tf.tensor1d([false], "bool"),
    ),
  "log1p loses small x": () => tf.log1p(tf.tensor1d([1e-8])),
  "mean of nothing": () => tf.mean(tf.zeros([0])),
  "max of nothing": () => tf.max(tf.zeros([2, 0]), 1),
  "argMax of nothing": () => tf.argMax(tf.zeros([2, 0]), 1),
  "softplus of whole numbers, cut to whole numbers": () => tf.softplus(tf.tensor1d([1], "int32")),
  "concat of whole numbers with others, cut to whole numbers": () =>
    tf.concat([tf.tensor1d([1], "int32"), tf.tensor1d([0.5])]),
  "a float32 sum longer than 2²⁰": () => tf.sum(tf.ones([2 ** 20 + 1])),
  "a float32 mean of more than 2²⁰": () => tf.mean(tf.ones([2 ** 20 + 1])),
  "maxPool's gradient": () =>
    tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "same"))(tf.fill([1, 2, 2, 1], -1)),
  "sin, which nobody needed yet": () => tf.sin(tf.tensor1d([1])),
};

for (const [trap, run] of Object.entries(refused)) {
  Deno.test(`checkedKernels: refuses ${trap}`, () => {
    const error = assertThrows(() => tf.tidy(() => run() as tf.Tensor), UncheckedOpError);
    assertStringIncludes(error.message, error.kernel);
  });
}

Deno.test("checkedKernels: a gradient through the list equals central differences", () => {
  tf.tidy(() => {
    const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.tanh(x), tf.softplus(tf.square(x))));
    const plain = (x: number) => Math.tanh(x) * Math.log1p(Math.exp(x * x));
    const gradient = tf.grad(f)(tf.tensor(a, [2, 3])).dataSync();
    const h = 1e-6;
    assertClose(gradient, a.map((x) => (plain(x + h) - plain(x - h)) / (2 * h)), {
      rtol: 1e-5,
      atol: 1e-6,
    });
  });
});
