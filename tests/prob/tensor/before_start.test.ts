/** Tensor functions before the backend is started; this file never starts it. */
import { assertThrows } from "@std/assert";
import { key } from "lib/math";
import { normalTensor } from "lib/prob/tensor";

Deno.test("normalTensor: before startBackend it says what to do", () => {
  const words = "Cannot draw noise: the backend is undefined, expected wasm; await startBackend()";
  assertThrows(() => normalTensor(key(0), [2]), TypeError, words);
});
