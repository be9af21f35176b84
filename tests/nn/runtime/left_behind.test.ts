/** Numbers without a tensor, which tf.memory() does not count: no kernel leaves any behind. */
import { assertEquals, assertThrows } from "@std/assert";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { freeOutput, newOutput } from "../../../lib/nn/runtime/heap.ts";
import { ownKernelCases } from "../own_kernel_cases.ts";

await startBackend();

/** How many blocks of numbers the backend holds. */
const blocks = () => tf.backend().numDataIds();

for (const [kernel, [run]] of Object.entries(ownKernelCases)) {
  Deno.test(`${kernel}: leaves no numbers behind`, () => {
    const before = blocks();
    tf.tidy(() => void run());
    assertEquals(blocks(), before);
  });
}

Deno.test("unsortedSegmentSum, newOutput: leave no numbers behind when they refuse", () => {
  tf.tidy(() => {
    const x = tf.ones([2, 1]), labels = tf.tensor1d([0, 7], "int32"), before = blocks();
    assertThrows(() => tf.unsortedSegmentSum(x, labels, 2), RangeError, "segmentIds[1]");
    assertThrows(() => newOutput([2 ** 30 - 1]), RangeError, "is too large"); // all of memory
    assertEquals(blocks(), before);
  });
});

Deno.test("blocks: one that is left is seen", () => {
  const before = blocks(), output = newOutput([3]);
  assertEquals(blocks(), before + 1);
  freeOutput(output);
  assertEquals(blocks(), before);
});
