/** A small network that learns: the same bits every time, and no byte more after 10,000 steps. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  adamDefaults,
  adamInit,
  adamStep,
  dense,
  kernelBuild,
  loadKernels,
  polyakAverage,
  startBackend,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { heapMemory } from "../../../lib/nn/runtime/heap.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const SHAPES = [[3, 17], [17], [17, 16], [16], [16, 1], [1]] as const;

/** x₀ x₁ + sin 3x₂ of points in a cube. */
function problem(count: number) {
  const x = drawn(otherUniforms(21), 3 * count);
  const y = Array.from(
    { length: count },
    (_, i) => x[3 * i]! * x[3 * i + 1]! + Math.sin(3 * x[3 * i + 2]!),
  );
  return { x: tf.tensor2d(x, [count, 3]), y: tf.tensor2d(y, [count, 1]) };
}

/** Trains from the same start; gives the losses of every step and the last parameters' bits. */
function train(steps: number, batch: number, after: (step: number) => void = () => {}) {
  const next = otherUniforms(22);
  const parameters = SHAPES.map((shape) =>
    tf.tensor(drawn(next, shape.reduce((p: number, q) => p * q, 1)).map((w) => w / 2), [...shape])
  );
  const targets = parameters.map((p) => tf.add(p, 0)); // numbers of their own, unlike a clone's
  const { x, y } = problem(batch);
  const losses: number[] = [];
  let state = adamInit(parameters);
  const lossOf = (...[w1, b1, w2, b2, w3, b3]: tf.Tensor[]) => {
    const hidden = dense(dense(x, w1!, b1!, "tanh"), w2!, b2!, "relu");
    return tf.mean(tf.square(tf.sub(dense(hidden, w3!, b3!), y))) as tf.Scalar;
  };
  const lossAndSlopes = tf.valueAndGrads(lossOf);
  for (let step = 0; step < steps; step++) {
    tf.tidy(() => {
      const { value, grads } = lossAndSlopes(parameters);
      state = adamStep(state, parameters, grads, { ...adamDefaults, learningRate: 1e-2 });
      losses.push(value.dataSync()[0]!);
    });
    polyakAverage(targets, parameters, 0.05);
    after(step);
  }
  const bits = [...parameters, ...targets].map((p) => new Uint32Array(p.dataSync().slice().buffer));
  tf.dispose([x, y, ...parameters, ...targets, ...state.first, ...state.second]);
  return { losses, checksum: checksumOf(bits) };
}

/** FNV-1a over whole numbers of 32 bits. */
function checksumOf(lists: readonly Uint32Array[]): string {
  let hash = 0x811c9dc5;
  for (const list of lists) {
    for (const bits of list) hash = Math.imul(hash ^ bits, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/** Of 200 updates, on every machine that runs the build. */
const CHECKSUMS = { fma: "8a7ebd0f", plain: "b3ffd0d9" } as const;

for (const build of ["fma", "plain"] as const) {
  Deno.test(`200 updates, ${build}: they learn, and end in the bits that are written here`, async () => {
    await loadKernels();
    const fused = kernelBuild().build === "fma";
    await loadKernels({ build });
    const { losses, checksum } = train(200, 64);
    assert(losses.at(-1)! < losses[0]! / 20, `the loss went from ${losses[0]} to ${losses.at(-1)}`);
    if (build === "plain" || fused) assertEquals(checksum, CHECKSUMS[build]);
    assertEquals(train(200, 64).checksum, checksum);
    assertNotEquals(train(199, 64).checksum, checksum);
    await loadKernels();
  });
}

Deno.test("10,000 updates: not a tensor and not a byte more than after 100", () => {
  const sizes: number[][] = [];
  train(10_000, 8, (step) => {
    if (step === 100 || step === 9_999) {
      const { numTensors, numBytes } = tf.memory();
      sizes.push([numTensors, numBytes, heapMemory().buffer.byteLength]);
    }
  });
  assertEquals(sizes[1], sizes[0]);
});
