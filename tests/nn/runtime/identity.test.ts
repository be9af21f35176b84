/** A clone shares its numbers with the original, and outlives it. */
import { assertEquals } from "@std/assert";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { addressOf } from "../../../lib/nn/runtime/heap.ts";

await startBackend();

Deno.test("clone: the same numbers at the same place, freed with the last of both", () => {
  const before = tf.memory();
  const x = tf.tensor1d([1, 2, 3]), y = tf.clone(x), z = tf.tensor1d([1, 0], "int32").clone();
  assertEquals(addressOf(y), addressOf(x));
  x.dispose();
  const filler = tf.fill([3], 7); // would lie where x was, had it been freed
  assertEquals([...y.dataSync()], [1, 2, 3]);
  assertEquals([z.dtype, ...z.dataSync()], ["int32", 1, 0]);
  tf.dispose([y, filler]);
  assertEquals(tf.memory().numTensors, before.numTensors + 2); // z and what it is a clone of
});

Deno.test("clone: a gradient goes through it", () => {
  tf.tidy(() => {
    const slope = tf.grad((x) => tf.sum(tf.square(tf.clone(x))))(tf.tensor1d([3, -1]));
    assertEquals([...slope.dataSync()], [6, -2]);
  });
});
