/** Tensors that are larger than all memory are refused, before anything is written. */
import { assertEquals, assertThrows } from "@std/assert";
import { dense, mlp, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { freeOutput, heapMemory, newOutput } from "../../../lib/nn/runtime/heap.ts";

await startBackend();

Deno.test("newOutput: a shape of 2³² bytes or more is refused, not cut to what is left of it", () => {
  const before = [tf.memory().numTensors, heapMemory().buffer.byteLength];
  for (const shape of [[2 ** 30], [2 ** 30 + 4], [2 ** 16, 2 ** 14, 1], [2 ** 40]]) {
    const words = `Cannot allocate a tensor: shape [${shape}] is too large, expected one that fits`;
    assertThrows(() => newOutput(shape), RangeError, words);
  }
  assertEquals([tf.memory().numTensors, heapMemory().buffer.byteLength], before);
  freeOutput(newOutput([0, 2 ** 31])); // nothing needs no memory
});

Deno.test("dense, mlp, matMul: a result larger than memory is an error, and leaves no tensor", () => {
  const rows = 2 ** 16, columns = 2 ** 14, tensors = () => tf.memory().numTensors;
  tf.tidy(() => {
    const x = tf.zeros([rows, 1]), weight = tf.zeros([1, columns]), bias = tf.zeros([columns]);
    const hidden = { weight: tf.zeros([1, 1]), bias: tf.zeros([1]) }, before = tensors();
    const words = `shape [${rows},${columns}] is too large`;
    assertThrows(() => tf.matMul(x, weight), RangeError, words);
    assertThrows(() => dense(x, weight, bias), RangeError, words);
    assertThrows(() => mlp({ hidden, output: { weight, bias } }, x), RangeError, words);
    assertEquals(tensors(), before);
  });
});

Deno.test("heap: nothing but heap.ts and the recorder looks into tfjs' memory by itself", async () => {
  const root = new URL("../../../lib/nn/", import.meta.url), ways: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
      const path = `${folder}${name}`;
      if (isDirectory) await visit(`${path}/`);
      if (
        !path.endsWith(".ts") || /^\.\/(?:recording|assembly)\/|^\.\/runtime\/heap\.ts$/.test(path)
      ) continue;
      const code = (await Deno.readTextFile(new URL(path, root)))
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      if (
        /HEAP|_malloc|memoryOffset|dataIdMap|asm\.memory|tf\.backend\(|typedArrayFromHeap/.test(
          code,
        )
      ) {
        ways.push(path);
      }
    }
  };
  await visit("./");
  assertEquals(ways, []);
});
