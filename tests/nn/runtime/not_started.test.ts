/** Before `startBackend()` a tensor is refused in words that name it; this file must not start it first. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { key } from "lib/math";
import { BackendError, mlpParameters, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { normalTensor } from "lib/prob/tensor";

const WORDS =
  "Cannot use tensors: the backend is not started, expected `await startBackend()` before";

Deno.test("tensors before startBackend: refused, naming it; afterwards they work", async () => {
  const calls: readonly (() => unknown)[] = [
    () => tf.tensor1d([1]),
    () => tf.zeros([2]),
    () => tf.tidy(() => tf.add(1, 2)),
    () => tf.memory(),
    () => mlpParameters(key(0), { inputs: 1, hidden: [2], outputs: 1 }),
    () => normalTensor(key(0), [2]),
  ];
  for (const call of calls) assertStringIncludes(assertThrows(call, BackendError).message, WORDS);
  const missing = await startBackend({ wasm: "file:///nowhere.wasm" }).catch((error) => error);
  assertEquals(missing instanceof BackendError, true);
  for (const call of calls) assertStringIncludes(assertThrows(call, BackendError).message, WORDS);
  await startBackend();
  for (const call of calls) call();
});
