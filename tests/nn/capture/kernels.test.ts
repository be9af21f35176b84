/** Every operation on the list, and those that are not, in a captured step. */
import { assertEquals, assertThrows } from "@std/assert";
import {
  capture,
  hostTensor,
  onHost,
  overwrite,
  startBackend,
  UncheckedOpError,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { kernelCases } from "../kernel_cases.ts";

await startBackend();

/** What a computation gives when it is recorded, twice, and then when it is replayed, twice. */
function seen(compute: () => tf.Tensor): readonly (readonly number[])[] {
  const results: number[][] = [];
  using step = capture(() => {
    tf.tidy(() => {
      const y = compute();
      onHost(() => results.push([...y.dataSync()]));
    });
  });
  for (let run = 0; run < 4; run++) step.run(run);
  return results;
}

for (const [kernel, [compute]] of Object.entries(kernelCases)) {
  Deno.test(`capture: a replay of ${kernel} gives the bits of the kernel`, async () => {
    const [written, blocks] = [tf.tidy(() => [...compute().dataSync()]), tf.backend().numDataIds()];
    await withoutLeaks(() => assertEquals(seen(compute), [written, written, written, written]));
    assertEquals(tf.backend().numDataIds(), blocks);
  });
}

Deno.test("capture: what is not on the list is refused in a step, too", () => {
  const x = tf.tensor1d([1, 2]);
  assertThrows(() => seen(() => tf.sin(x)), UncheckedOpError);
  assertThrows(() => seen(() => tf.maximum(x, 1)), UncheckedOpError);
  x.dispose();
});

Deno.test("capture: whole numbers, truths, and numbers that a kernel makes in JavaScript", () => {
  let shift = 0;
  const rows = seen(() => {
    const x = hostTensor([4], () => [0, 1, 2, 3].map((each) => each * (1 + shift++)));
    const whole = tf.cast(x, "int32"), large = tf.greater(whole, 2);
    const chosen = tf.where(large, tf.neg(x), tf.oneHot(tf.scalar(1, "int32"), 4).cast("float32"));
    return tf.add(chosen, tf.cast(large, "float32"));
  });
  const expected = [0, 1, 2, 3].map((run) =>
    [0, 1, 2, 3].map((i) => {
      const x = i * (1 + 4 * run + i);
      return x > 2 ? 1 - x : i === 1 ? 1 : 0;
    })
  );
  assertEquals(rows, expected);
});

Deno.test("capture: labels that are no segment stop the replay at which they appear", () => {
  const x = tf.ones([3, 1]), labels = tf.zeros([3]);
  {
    using step = capture(() => {
      tf.tidy(() => void tf.unsortedSegmentSum(x, tf.cast(labels, "int32") as tf.Tensor1D, 2));
    });
    for (let run = 0; run < 3; run++) step.run(run);
    overwrite(labels, [0, 7, 0]);
    assertThrows(() => step.run(3), RangeError, "segmentIds[1] is no segment");
    overwrite(labels, [0, 1, 0]);
    step.run(4);
  }
  tf.dispose([x, labels]);
});
