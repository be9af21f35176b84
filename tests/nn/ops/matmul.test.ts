/** tf.matMul on our kernel: every transposition and batch, gradients, and changes in place. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { loadKernels, polyakAverage, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../gradients.ts";
import { dot, drawn, otherUniforms, roundingOf, rule } from "../matrices.ts";

await startBackend();

const builds = ["fma", "plain"] as const;
const sides = [0, 1, 2, 3, 5, 8, 9, 31] as const;

/** Largest error of a product in units of what rounding may do; above 1 something is wrong. */
function excess(m: number, k: number, n: number, ta: boolean, tb: boolean): number {
  const next = otherUniforms(m * 10_000 + k * 100 + n);
  const a = drawn(next, m * k), b = drawn(next, k * n);
  const got = tf.tidy(() =>
    tf.matMul(tf.tensor2d(a, ta ? [k, m] : [m, k]), tf.tensor2d(b, tb ? [n, k] : [k, n]), ta, tb)
      .dataSync()
  );
  assertEquals(got.length, m * n);
  let worst = 0;
  const ruleA = rule(a, ta ? m : k, ta), ruleB = rule(b, tb ? k : n, tb);
  for (let at = 0; at < m * n; at++) {
    const { sum, size } = dot(ruleA, ruleB, Math.floor(at / n), at % n, k);
    worst = Math.max(worst, Math.abs(got[at]! - sum) / roundingOf(k, size));
  }
  return worst;
}

for (const build of builds) {
  for (const [ta, tb] of [[false, false], [false, true], [true, false], [true, true]] as const) {
    Deno.test(`matMul, ${build}, transposed ${ta} ${tb}: every shape equals float64`, async () => {
      await loadKernels({ build });
      for (const m of sides) {
        for (const k of sides) for (const n of sides) assert(excess(m, k, n, ta, tb) <= 1);
      }
      for (const [m, k, n] of [[65, 300, 66], [4, 513, 3], [3, 2, 1030], [1, 600, 520]] as const) {
        assert(excess(m, k, n, ta, tb) <= 1, `${[m, k, n]}`); // longer than a block
      }
      await loadKernels();
    });
  }
}

Deno.test("matMul: batches, also broadcast ones, equal float64", () => {
  const next = otherUniforms(3);
  for (
    const [outerA, outerB] of [[[3], [3]], [[3], []], [[], [2]], [[2, 1], [1, 3]], [[2, 1], [3]], [
      [1, 1],
      [2],
    ], [[0], [1]]]
  ) {
    const shapeA = [...outerA!, 3, 4], shapeB = [...outerB!, 4, 2];
    const a = drawn(next, shapeA.reduce((p, q) => p * q)),
      b = drawn(next, shapeB.reduce((p, q) => p * q));
    tf.tidy(() => {
      const got = tf.matMul(tf.tensor(a, shapeA), tf.tensor(b, shapeB));
      assertEquals(got.shape, broadcastShape(outerA!, outerB!, [3, 2]));
      const expected = batched(a, outerA!, b, outerB!, got.shape);
      assertClose(got.dataSync(), expected, { atol: 1e-6 }); // sums of four numbers below one
    });
  }
});

function broadcastShape(p: readonly number[], q: readonly number[], last: readonly number[]) {
  const rank = Math.max(p.length, q.length);
  const side = (x: readonly number[], i: number) => x[i - rank + x.length] ?? 1;
  const outer = Array.from({ length: rank }, (_, i) => side(p, i) === 1 ? side(q, i) : side(p, i));
  return [...outer, ...last];
}

/** Products by the definition of broadcasting: an index along a side of length one is always 0. */
function batched(
  a: readonly number[],
  outerA: readonly number[],
  b: readonly number[],
  outerB: readonly number[],
  shape: readonly number[],
): number[] {
  const outer = shape.slice(0, -2), count = outer.reduce((p, q) => p * q, 1);
  const own = (index: readonly number[], sides: readonly number[]) =>
    sides.reduce((at, side, i) => at * side + (side === 1 ? 0 : index.at(i - sides.length)!), 0);
  return Array.from({ length: count }, (_, flat) => {
    const index: number[] = [];
    for (let rest = flat, axis = outer.length; axis-- > 0; rest = Math.floor(rest / outer[axis]!)) {
      index.unshift(rest % outer[axis]!);
    }
    const itsA = rule(a.slice(12 * own(index, outerA)), 4),
      itsB = rule(b.slice(8 * own(index, outerB)), 2);
    return [0, 1, 2, 3, 4, 5].map((at) => dot(itsA, itsB, Math.floor(at / 2), at % 2, 4).sum);
  }).flat();
}

Deno.test("matMul: gradients equal central differences, transposed, batched and broadcast", () => {
  const next = otherUniforms(4);
  for (const [ta, tb] of [[false, false], [false, true], [true, false], [true, true]] as const) {
    const shapeA = ta ? [4, 3] : [3, 4], shapeB = tb ? [2, 4] : [4, 2]; // B's batch is broadcast
    const a = drawn(next, 24), b = drawn(next, 8), weights = drawn(next, 12);
    const loss = (x: readonly number[], y: readonly number[]) =>
      weights.reduce((sum, weight, at) => {
        const itsA = rule(x.slice(at < 6 ? 0 : 12), ta ? 3 : 4, ta);
        const itsB = rule(y, tb ? 4 : 2, tb);
        return sum + weight * Math.tanh(dot(itsA, itsB, Math.floor(at % 6 / 2), at % 2, 4).sum);
      }, 0);
    tf.tidy(() => {
      const f = (x: tf.Tensor, y: tf.Tensor) =>
        tf.sum(tf.mul(tf.tensor(weights, [2, 3, 2]), tf.tanh(tf.matMul(x, y, ta, tb))));
      const [da, db] = tf.grads(f)([tf.tensor(a, [2, ...shapeA]), tf.tensor(b, shapeB)]);
      assertEquals([da!.shape, db!.shape], [[2, ...shapeA], shapeB]);
      const tolerance = { atol: 3e-6 }; // float32: a dozen roundings of numbers near one
      assertClose(da!.dataSync(), centralDifferences((x) => loss(x, b), a), tolerance);
      assertClose(db!.dataSync(), centralDifferences((y) => loss(a, y), b), tolerance);
    });
  }
});

Deno.test("matMul: after a change in place the new weights count, however often the old ones did", () => {
  tf.tidy(() => {
    const x = tf.ones([2, 3]), w = tf.ones([3, 2]);
    const both = () => [
      ...tf.matMul(x, w as tf.Tensor2D).dataSync(),
      ...tf.fused.matMul({ a: x, b: w, bias: tf.zeros([2]) }).dataSync(),
    ];
    assertEquals(both(), new Array(8).fill(3));
    polyakAverage([w], [tf.fill([3, 2], 5)], 1);
    assertEquals([...w.dataSync()], new Array(6).fill(5));
    assertEquals(both(), new Array(8).fill(15));
  });
});

Deno.test("fused.matMul: bias and relu with every transposition; a NaN is not hidden", () => {
  tf.tidy(() => {
    const a = tf.tensor2d([1, -2, 3, 4], [2, 2]), b = tf.tensor2d([1, 2, -3, 4], [2, 2]);
    const bias = tf.tensor1d([0.5, -20]);
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const options = { a, b, transposeA, transposeB };
        const fused = tf.fused.matMul({ ...options, bias, activation: "relu" });
        const plain = tf.relu(tf.add(tf.matMul(a, b, transposeA, transposeB), bias));
        assertEquals(fused.arraySync(), plain.arraySync());
      }
    }
    const hidden = tf.fused.matMul({
      a: tf.tensor2d([[NaN]]),
      b: tf.ones([1, 1]),
      activation: "relu",
    });
    assertEquals(hidden.dataSync()[0], NaN);
  });
});

Deno.test("fused.matMul: bias and relu count once, at the end, in sums longer than a block", () => {
  const [m, k, n] = [5, 700, 9], next = otherUniforms(5);
  const a = drawn(next, m * k), b = drawn(next, k * n), bias = drawn(next, n).map((x) => 9 * x);
  tf.tidy(() => {
    const y = tf.fused.matMul({
      a: tf.tensor2d(a, [m, k]),
      b: tf.tensor2d(b, [k, n]),
      bias: tf.tensor1d(bias),
      activation: "relu",
    }).dataSync();
    y.forEach((got, at) => {
      const { sum, size } = dot(rule(a, k), rule(b, n), Math.floor(at / n), at % n, k);
      const exact = Math.max(0, sum + bias[at % n]!);
      assert(Math.abs(got - exact) <= roundingOf(k, size + 9), `[${at}] is ${got}, not ${exact}`);
    });
  });
});

Deno.test("matMul: refuses what does not fit, and whole numbers, by name", () => {
  const refused = (
    run: () => tf.Tensor,
    words: string,
    kind: typeof ShapeError | typeof TypeError,
  ) => void assertThrows(() => tf.tidy(run), kind, words);
  refused(
    () => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3])),
    "Cannot multiply: b is [2,3]",
    ShapeError,
  );
  refused(
    () => tf.matMul(tf.ones([2, 2, 2]), tf.ones([3, 2, 2])),
    "Cannot multiply: b is [3,2,2], expected sides in front that fit [2]",
    ShapeError,
  );
  refused(
    () => tf.matMul(tf.ones([2, 2], "int32"), tf.ones([2, 2], "int32")),
    "Cannot multiply: a is int32, expected float32",
    TypeError,
  );
  refused(
    () => tf.fused.matMul({ a: tf.ones([2, 2]), b: tf.ones([2, 2]), bias: tf.ones([2, 1]) }),
    "Cannot multiply: bias is [2,1], expected [2]",
    ShapeError,
  );
});
