/** A dense layer: forward in float64, back by central differences, alone and in a stack. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { type Activation, dense, loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../gradients.ts";
import { dot, drawn, otherUniforms, rule } from "../matrices.ts";

await startBackend();

const activations: Record<Activation, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.log1p(Math.exp(x)),
  exp: Math.exp,
};

const [B, I, O] = [5, 3, 4];
const next = otherUniforms(6);
const x = drawn(next, B * I),
  w = drawn(next, I * O),
  b = drawn(next, O),
  weights = drawn(next, B * O);

/** act(x w + b), `[B, O]`. */
function layer(
  f: (x: number) => number,
  x: readonly number[],
  w: readonly number[],
  b: readonly number[],
): number[] {
  return Array.from({ length: B * O }, (_, at) => {
    const [i, j] = [Math.floor(at / O), at % O];
    return f(dot(rule(x, I), rule(w, O), i, j, I).sum + b[j]!);
  });
}

const weighted = (y: readonly number[], by: readonly number[]) =>
  y.reduce((sum, each, i) => sum + each * by[i]!, 0);

for (const build of ["fma", "plain"] as const) {
  for (const [name, f] of Object.entries(activations) as [Activation, (x: number) => number][]) {
    Deno.test(`dense, ${build}, ${name}: equals float64, and its gradients central differences`, async () => {
      await loadKernels({ build });
      tf.tidy(() => {
        const tensors = [tf.tensor2d(x, [B, I]), tf.tensor2d(w, [I, O]), tf.tensor1d(b)];
        const y = dense(tensors[0]!, tensors[1]!, tensors[2]!, name);
        assertClose(y.dataSync(), layer(f, x, w, b), { rtol: 2e-6, atol: 1e-6 }); // some roundings
        const by = tf.tensor2d(weights, [B, O]);
        const [dx, dw, db] = tf.grads((x, w, b) => tf.sum(tf.mul(by, dense(x, w, b, name))))(
          tensors,
        );
        const tolerance = { rtol: 3e-6, atol: 3e-6 }; // sums of up to 20 roundings of numbers near one
        const loss = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
          weighted(layer(f, p, q, r), weights);
        assertClose(dx!.dataSync(), centralDifferences((p) => loss(p, w, b), x), tolerance);
        assertClose(dw!.dataSync(), centralDifferences((q) => loss(x, q, b), w), tolerance);
        assertClose(db!.dataSync(), centralDifferences((r) => loss(x, w, r), b), tolerance);
      });
      await loadKernels();
    });
  }
}

for (const shared of [true, false]) {
  Deno.test(`dense: a stack of two with ${shared ? "one x" : "an x each"} equals two layers`, () => {
    const xs = shared ? x : [...x, ...drawn(next, B * I)];
    const ws = [...w, ...drawn(next, I * O)], bs = [...b, ...drawn(next, O)];
    const by = [...weights, ...drawn(next, B * O)];
    const half = (values: readonly number[], t: number) =>
      values.slice(t * values.length / 2, (t + 1) * values.length / 2);
    const both = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
      [0, 1].flatMap((t) => layer(Math.tanh, shared ? p : half(p, t), half(q, t), half(r, t)));
    const loss = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
      weighted(both(p, q, r), by);
    tf.tidy(() => {
      const shapeX = shared ? [B, I] : [2, B, I];
      const tensors = [tf.tensor(xs, shapeX), tf.tensor(ws, [2, I, O]), tf.tensor(bs, [2, O])];
      const y = dense(tensors[0]!, tensors[1]!, tensors[2]!, "tanh");
      assertEquals(y.shape, [2, B, O]);
      assertClose(y.dataSync(), both(xs, ws, bs), { atol: 1e-6 }); // some roundings below one
      const [dx, dw, db] = tf.grads((x, w, b) =>
        tf.sum(tf.mul(tf.tensor(by, [2, B, O]), dense(x, w, b, "tanh")))
      )(tensors);
      assertEquals([dx!.shape, dw!.shape, db!.shape], [shapeX, [2, I, O], [2, O]]);
      const tolerance = { atol: 3e-6 }; // sums of up to 16 roundings of numbers near one
      assertClose(dx!.dataSync(), centralDifferences((p) => loss(p, ws, bs), xs), tolerance);
      assertClose(dw!.dataSync(), centralDifferences((q) => loss(xs, q, bs), ws), tolerance);
      assertClose(db!.dataSync(), centralDifferences((r) => loss(xs, ws, r), bs), tolerance);
    });
  });
}

Deno.test("dense: a batch of none gives none, and gradients of zero", () => {
  tf.tidy(() => {
    const [w, b] = [tf.ones([3, 2]), tf.ones([2])];
    assertEquals(dense(tf.zeros([0, 3]), w, b, "relu").shape, [0, 2]);
    const [dw, db] = tf.grads((w, b) => tf.sum(dense(tf.zeros([0, 3]), w, b, "relu")))([w, b]);
    assertEquals([...dw!.dataSync(), ...db!.dataSync()], new Array(8).fill(0));
  });
});

Deno.test("dense: a NaN in a batch reaches the result and the gradient", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[NaN, 1]]), w = tf.ones([2, 1]);
    assertEquals(dense(x, w, tf.zeros([1]), "relu").dataSync()[0], NaN);
    const dw = tf.grad((w: tf.Tensor) => tf.sum(dense(x, w, tf.zeros([1]), "relu")))(w);
    assertEquals(dw.dataSync()[0], NaN);
  });
});

Deno.test("dense: refuses what does not fit, whole numbers and disposed tensors, by name", () => {
  const refused = (
    x: number[],
    w: number[],
    b: number[],
    words: string,
  ) =>
    void assertThrows(
      () => tf.tidy(() => dense(tf.ones(x), tf.ones(w), tf.ones(b))),
      ShapeError,
      words,
    );
  refused([2, 4], [3, 2], [2], "Cannot apply a dense layer: x is [2,4], expected [B,3]");
  refused([2, 3], [3], [2], "w is [3], expected [I,O] or [T,I,O]");
  refused([2, 3], [3, 2], [3], "b is [3], expected [2]");
  refused([3, 2, 3], [2, 3, 2], [2, 2], "x is [3,2,3], expected [B,3] or [2,B,3]");
  refused([2, 3], [2, 3, 2], [2], "b is [2], expected [2,2]");
  tf.tidy(() => {
    const whole = tf.ones([2, 3], "int32"), w = tf.ones([3, 1]), b = tf.ones([1]);
    assertThrows(() => dense(whole, w, b), TypeError, "x is int32, expected float32");
    const named = (name: string) => () => dense(tf.ones([2, 3]), w, b, name as Activation);
    for (const name of ["ReLU", "log", "toString"]) {
      assertThrows(
        named(name),
        RangeError,
        `activation is "${name}", expected one of "linear", "relu"`,
      );
    }
    const gone = tf.ones([3, 1]);
    gone.dispose();
    assertThrows(
      () => dense(tf.ones([2, 3]), gone, b),
      RangeError,
      "w is disposed, expected a living",
    );
  });
});

Deno.test("dense: a second derivative is an error, not a wrong number, whatever it is by", () => {
  tf.tidy(() => {
    const given = [tf.ones([3, 2]), tf.ones([2, 1]), tf.zeros([1])];
    for (const first of given.keys()) {
      const slope = (list: readonly tf.Tensor[]) =>
        tf.grad((mine: tf.Tensor) => {
          const [x, w, b] = list.with(first, mine);
          return dense(x!, w!, b!, "tanh");
        })(list[first]!, tf.ones([3, 1])); // a dy that depends on nothing
      for (const second of given.keys()) {
        const bend = tf.grad((mine) => { // beside a term that has a gradient
          return tf.add(tf.sum(mine), tf.sum(tf.square(slope(given.with(second, mine)))));
        });
        assertThrows(() => bend(given[second]!), Error, "gradient function not found for Dense");
      }
    }
  });
});
