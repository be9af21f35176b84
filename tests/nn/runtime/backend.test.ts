import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  BackendError,
  NonFiniteTensorError,
  requireFiniteTensor,
  startBackend,
  TensorLeakError,
  tensorScope,
  wasmBytes,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

Deno.test("startBackend: WASM, one thread, ready; a second call changes nothing", async () => {
  await startBackend();
  assertEquals(tf.getBackend(), "wasm");
  assertEquals(tf.env().get("WASM_HAS_MULTITHREAD_SUPPORT"), false);
});

Deno.test("wasmBytes: a missing file, a damaged one, another kind of thing are refused by name", async () => {
  const folder = await Deno.makeTempDir();
  const missing = await assertRejects(
    () => wasmBytes({ wasm: `file://${folder}/none.wasm` }),
    BackendError,
  );
  assertStringIncludes(missing.message, "none.wasm is not readable");
  const damaged = await assertRejects(
    () => wasmBytes({ wasm: new Uint8Array([0, 97, 115, 109, 9]) }),
    BackendError,
  );
  assertStringIncludes(damaged.message, "5 bytes that are no valid WASM module");
  const number = await assertRejects(
    () => wasmBytes({ wasm: 7 as unknown as string }),
    TypeError,
  );
  assertStringIncludes(number.message, "wasm is 7, expected bytes");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("requireFiniteTensor: names tensor, place, value and step", () => {
  tf.tidy(() => {
    const good = tf.tensor1d([1, 2]);
    assertEquals(requireFiniteTensor("loss", good), good);
    const error = assertThrows(
      () => requireFiniteTensor("loss", tf.tensor1d([1, NaN, Infinity]), 57),
      NonFiniteTensorError,
    );
    assertInstanceOf(error, RangeError);
    assertEquals([error.tensorName, error.index, error.step], ["loss", 1, 57]);
    assertEquals(
      error.message,
      "Cannot go on: loss[1] is NaN at step 57, expected a finite number",
    );
  });
});

Deno.test("withoutLeaks: accepts a clean step, counts what a leaking one leaves", async () => {
  assertEquals(await withoutLeaks(() => tf.tidy(() => tf.ones([3]).dataSync()[0])), 1);
  let left: tf.Tensor | undefined;
  const error = await assertRejects(
    () => withoutLeaks(() => void (left = tf.ones([3]))),
    TensorLeakError,
  );
  assertEquals(error.count, 1);
  left?.dispose();
});

Deno.test("tensorScope: frees everything at the end of the block, even after an error", async () => {
  const run = () => {
    using scope = tensorScope();
    const [x, pair] = [
      scope.own(tf.ones([3])),
      scope.own({ a: tf.zeros([2]), b: [tf.zeros([1])] }),
    ];
    assertEquals([x.isDisposed, pair.a.isDisposed], [false, false]);
    throw new Error("on purpose");
  };
  await withoutLeaks(() => void assertThrows(run, Error, "on purpose"));
});
