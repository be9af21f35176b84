/** Before `startBackend()` a tensor is refused in words that name it; this file must not start it first. */
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { key } from "lib/math";
import { BackendError, mlpParameters, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { normalTensor } from "lib/prob/tensor";
import { INFERENCE_TENSOR } from "../../../tools/doors/calls/inference_tensor.ts";
import { NN } from "../../../tools/doors/calls/nn.ts";
import { PROB_TENSOR } from "../../../tools/doors/calls/prob_tensor.ts";

const WORDS =
  "Cannot use tensors: the backend is not started, expected `await startBackend()` before";

/** What a good call says now, if it says anything. */
async function refusalOf({ args, call }: typeof NN.calls[number]): Promise<string | undefined> {
  try {
    await call(...args());
    return undefined;
  } catch (error) {
    assert(error instanceof BackendError, String(error));
    return error.message;
  }
}

Deno.test("every tensor function before startBackend: refused, naming it, or it needs no tensor", async () => {
  const calls = [NN, PROB_TENSOR, INFERENCE_TENSOR].flatMap((folder) => folder.calls)
    .filter(({ name }) => name !== "startBackend");
  const silent = new Set<string>();
  for (const each of calls) {
    const words = await refusalOf(each);
    if (words === undefined) silent.add(each.name);
    else {
      assertMatch(words, /^Cannot [^:]+: the backend is not started, expected `await startBackend/);
    }
  }
  const numbersOnly = ["wasmBytes", "tensorScope", "onHost", "positions", "sampleMixtureNetwork"];
  assertEquals(silent, new Set(numbersOnly)); // which make none
});

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
