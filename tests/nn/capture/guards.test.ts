/** What keeps a training safe, in captured steps: NaN, Stop, checkpoints, growth of memory, leaks. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  adamOptimizer,
  capture,
  decodeCheckpoint,
  denseLayer,
  denseParameters,
  encodeCheckpoint,
  kernelBuild,
  loadKernels,
  NonFiniteTensorError,
  onHost,
  overwrite,
  readTree,
  requireFiniteTensor,
  restoreTensors,
  startBackend,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import { key } from "lib/math";
import * as tf from "lib/nn/tf";
import { heapMemory, viewOf } from "../../../lib/nn/runtime/heap.ts";
import { disposeAll, recurrent } from "./models.ts";

await startBackend();

/** A layer that learns from one batch of three numbers; the curve of its losses. */
function training() {
  const layer = denseParameters(key(1), { inputs: 3, outputs: 2 });
  const optimizer = adamOptimizer(layer, { learningRate: 0.1 }), losses: number[] = [];
  const x = tf.zeros([1, 3]);
  const step = capture(() => {
    using at = valueAndGradients(
      (p) => tf.tidy(() => tf.sum<tf.Scalar>(tf.square(denseLayer(p, x, "tanh")))),
      layer,
      { batch: { x } },
    );
    optimizer.update(at.gradients);
    onHost(() => losses.push(at.loss));
  });
  return {
    step,
    losses,
    tensors: { layer, memory: optimizer.memory },
    take: (run: number, value = 1) => {
      viewOf(x).set([1, value, run]); // as overwrite does, which would find a NaN by itself
      step.run(run);
    },
    [Symbol.dispose]: () => {
      step[Symbol.dispose](), optimizer[Symbol.dispose](), disposeAll(layer, { x });
    },
  };
}

Deno.test("capture: a bad batch is named with its step; all is as before, and it goes on", async () => {
  await withoutLeaks(() => {
    for (const bad of [0, 1, 2, 7]) { // recorded first, recorded again, replayed
      using it = training();
      using other = training();
      for (let run = 0; run < bad; run++) it.take(run), other.take(run);
      const before = readTree(it.tensors);
      const error = assertThrows(() => it.take(bad, NaN), NonFiniteTensorError);
      const words = `batch/x[1] is NaN at step ${bad}, expected a finite number`;
      assertEquals(error.message, `Cannot go on: ${words}`);
      assertEquals(readTree(it.tensors), before);
      for (let run = bad; run < 12; run++) it.take(run), other.take(run);
      assertEquals(readTree(it.tensors), readTree(other.tensors));
      assertEquals(it.losses, other.losses);
    }
  });
});

Deno.test("capture: a NaN inside the step stops a replay before what comes after it", () => {
  const x = tf.tensor1d([1]), seen = tf.tensor1d([0]);
  {
    using step = capture(() => {
      tf.tidy(() => {
        const root = requireFiniteTensor("root", tf.sqrt(x));
        onHost(() => overwrite(seen, root.dataSync()));
      });
    });
    for (const [run, value] of [1, 4, 9].entries()) overwrite(x, [value]), step.run(run);
    overwrite(x, [-1]);
    assertThrows(() => step.run(3), NonFiniteTensorError, "root[0] is NaN at step 3");
    assertEquals(seen.dataSync()[0], 3);
    overwrite(x, [16]);
    step.run(4);
    assertEquals(seen.dataSync()[0], 4);
  }
  tf.dispose([x, seen]);
});

Deno.test("capture: a Stop between two runs leaves a state to go on from", () => {
  using it = training();
  using other = training();
  const stop = new AbortController();
  for (let run = 0; run < 20 && !stop.signal.aborted; run++) {
    it.take(run);
    if (run === 11) stop.abort();
  }
  for (let run = 0; run < 12; run++) other.take(run);
  assertEquals(readTree(it.tensors), readTree(other.tensors));
  for (let run = 12; run < 20; run++) it.take(run), other.take(run);
  assertEquals(readTree(it.tensors), readTree(other.tensors));
});

Deno.test("capture: a checkpoint is restored in place, under a recording", () => {
  using it = training();
  for (let run = 0; run < 5; run++) it.take(run);
  const bytes = encodeCheckpoint({ config: {}, step: 5, tensors: it.tensors });
  for (let run = 5; run < 9; run++) it.take(run);
  const after = readTree(it.tensors);
  restoreTensors(decodeCheckpoint(bytes), { config: {}, tensors: it.tensors });
  for (let run = 5; run < 9; run++) it.take(run);
  assertEquals(readTree(it.tensors), after);
  using fresh = training(); // and by one that was not recorded yet
  restoreTensors(decodeCheckpoint(bytes), { config: {}, tensors: fresh.tensors });
  for (let run = 5; run < 9; run++) fresh.take(run);
  assertEquals(readTree(fresh.tensors), after);
});

Deno.test("capture: memory may grow between replays, and inside of one", () => {
  using it = training();
  using other = training();
  let grow = false;
  const grown: tf.Tensor[] = [];
  const more = () => grown.push(tf.zeros([heapMemory().buffer.byteLength / 4 + 1]));
  using growing = capture(() => onHost(() => void (grow && more())));
  for (let run = 0; run < 3; run++) it.take(run), other.take(run), growing.run();
  const before = heapMemory().buffer.byteLength;
  more();
  it.take(3), other.take(3);
  grow = true, growing.run(), grow = false;
  assert(heapMemory().buffer.byteLength > 2 * before);
  for (let run = 4; run < 8; run++) it.take(run), other.take(run);
  using written = training();
  for (let run = 0; run < 8; run++) written.take(run);
  assertEquals(readTree(it.tensors), readTree(written.tensors));
  tf.dispose(grown);
});

Deno.test("capture: 5,000 replays take no tensor, no block and no byte", () => {
  using model = recurrent({ steps: 2, batch: 4, inputs: 3, hidden: 5 });
  using step = capture(model.step);
  const books = () => {
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    return [numTensors, numBytes, numDataBuffers, tf.backend().numDataIds()];
  };
  const before = books(), heaps: number[] = [];
  for (let run = 0; run < 5000; run++) {
    model.feed(run % 7);
    step.run(run);
    if (run < 3 || run === 4999) assertEquals(books(), before);
    if (run === 2 || run === 4999) heaps.push(heapMemory().buffer.byteLength);
  }
  assertEquals(heaps[1], heaps[0]);
  assert(step.bytes() > 0 && step.bytes() < 20_000, `${step.bytes()} bytes`); // 1,470 numbers live
});

Deno.test("capture: 300 recordings of a megabyte give their memory back", () => {
  const x = tf.zeros([250_000]), heaps: number[] = [];
  for (let time = 0; time < 300; time++) {
    using step = capture(() => tf.tidy(() => void tf.square(x)));
    for (let run = 0; run < 3; run++) step.run(run);
    if (time === 0 || time === 299) heaps.push(heapMemory().buffer.byteLength);
  }
  assertEquals(heaps[1], heaps[0]);
  x.dispose();
});

Deno.test("capture: other kernels are recorded anew", async () => {
  const { build } = kernelBuild();
  using it = training();
  for (let run = 0; run < 4; run++) it.take(run);
  assert(it.step.isRecorded());
  await loadKernels({ build: "plain" });
  assert(!it.step.isRecorded());
  for (let run = 4; run < 8; run++) it.take(run);
  assert(it.step.isRecorded());
  assertEquals(it.losses.length, 8);
  await loadKernels({ build });
});
