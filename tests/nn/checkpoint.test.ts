import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { fold, key } from "lib/math";
import {
  CheckpointError,
  type CheckpointFault,
  crc32,
  decodeCheckpoint,
  encodeCheckpoint,
  NonFiniteTensorError,
  type Run,
  startBackend,
  tensorScope,
  tf,
  withoutLeaks,
} from "lib/nn";
import { otherCrc32, otherFrame } from "./checkpoint_oracle.ts";

await startBackend();

const odd = [1, -0, 1e-45, 3.4e38, -1 / 3, 2 ** -126, 7]; // −0 and denormals keep their bits, too
const config = { learningRate: 1e-3, layers: [64, 64], name: "tiny — ä", nested: { beta: null } };

function sample(scope: ReturnType<typeof tensorScope>) {
  return {
    config,
    step: 2 ** 40,
    keys: { root: key(7), "data/ä": fold(key(7), "data") },
    counters: { episodes: 12 },
    tensors: scope.own({
      model: { weight: tf.tensor(odd.slice(0, 6), [2, 3]), bias: tf.tensor(odd.slice(6)) },
      steps: tf.scalar(3),
      nothing: tf.zeros([0, 4]),
    }),
    arrays: {
      place: Float64Array.of(Math.PI, NaN, -0, 5e-324),
      buffer: Float32Array.of(0.5, 1.5, 2.5).subarray(1),
      actions: Int32Array.of(-1, 2 ** 31 - 1, 3),
      done: Uint8Array.of(1, 0, 1, 255, 7),
    },
  } as const satisfies Run;
}

Deno.test("encodeCheckpoint, decodeCheckpoint: everything comes back to the last bit", async () => {
  await withoutLeaks(() => {
    using scope = tensorScope();
    const run = sample(scope), found = decodeCheckpoint(encodeCheckpoint(run));
    assertEquals(found.config, config);
    assertEquals([found.step, found.keys, found.counters], [run.step, run.keys, run.counters]);
    const { "model/weight": weight, "model/bias": bias, steps, nothing } = found.tensors;
    assertEquals([weight!.shape, bias!.shape, steps!.shape, nothing!.shape], [[2, 3], [1], [], [
      0,
      4,
    ]]);
    assertEquals(bitsOf(weight!.values), bitsOf(Float32Array.from(odd.slice(0, 6))));
    assertEquals(Object.keys(found.arrays), Object.keys(run.arrays));
    for (const [name, list] of Object.entries(run.arrays)) {
      assertEquals(bitsOf(found.arrays[name]!), bitsOf(list));
      assertEquals(found.arrays[name]!.constructor, list.constructor);
    }
  });
});

const bitsOf = (
  { buffer, byteOffset, byteLength }: ArrayBufferView,
) => [...new Uint8Array(buffer, byteOffset, byteLength)];

Deno.test("decodeCheckpoint: works on a part of a larger buffer, at any place", () => {
  using scope = tensorScope();
  const bytes = encodeCheckpoint(sample(scope)), large = new Uint8Array(bytes.length + 3);
  large.set(bytes, 3);
  assertEquals(decodeCheckpoint(large.subarray(3)), decodeCheckpoint(bytes));
});

Deno.test("crc32: the standard's check, and long division bit by bit", () => {
  assertEquals(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assertEquals(crc32(new Uint8Array()), 0);
  const bytes = Uint8Array.from({ length: 999 }, (_, i) => (i * i * 31 + i) & 255);
  assertEquals(crc32(bytes), otherCrc32(bytes));
});

const header = { config: {}, step: 1, keys: {}, counters: {}, tensors: [], arrays: [] };

Deno.test("the format: a frame built by hand from its description is read, and written so", () => {
  using scope = tensorScope();
  const tensors = [{ name: "w", dtype: "float32", shape: [1] }];
  const bytes = otherFrame({ ...header, tensors }, [0, 0, 128, 63, 0, 0, 0, 0]); // 1 in float32
  assertEquals([...decodeCheckpoint(bytes).tensors.w!.values], [1]);
  assertEquals(
    encodeCheckpoint({ config: {}, step: 1, tensors: scope.own({ w: tf.ones([1]) }) }),
    bytes,
  );
});

function refusal(run: () => unknown, fault: CheckpointFault, ...words: string[]): void {
  const error = assertThrows(run, CheckpointError);
  assertEquals(error.fault, fault);
  for (const word of words) assertStringIncludes(error.message, word);
}

Deno.test("decodeCheckpoint: cut off anywhere, it is truncated; longer, it is corrupt", () => {
  using scope = tensorScope();
  const bytes = encodeCheckpoint(sample(scope));
  for (let length = 8; length < bytes.length; length++) {
    refusal(() => decodeCheckpoint(bytes.subarray(0, length)), "truncated", `is ${length} bytes`);
  }
  for (let length = 0; length < 8; length++) {
    const error = assertThrows(() => decodeCheckpoint(bytes.subarray(0, length)), CheckpointError);
    assert(["truncated", "foreign"].includes(error.fault));
  }
  refusal(() => decodeCheckpoint(new Uint8Array([...bytes, 0])), "corrupt", "its length is");
});

Deno.test("decodeCheckpoint: a flipped bit anywhere is found", () => {
  using scope = tensorScope();
  const bytes = encodeCheckpoint(sample(scope));
  for (let bit = 0; bit < 8 * bytes.length; bit += 5) { // 5 is odd: every byte, every place in it
    const damaged = bytes.slice();
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    const error = assertThrows(() => decodeCheckpoint(damaged), CheckpointError);
    assert(["corrupt", "foreign", "truncated"].includes(error.fault), `${bit}: ${error.message}`);
  }
});

Deno.test("decodeCheckpoint: other files, another version, a header that is none, another dtype", () => {
  const decode = (bytes: Uint8Array) => () => decodeCheckpoint(bytes);
  refusal(decode(new TextEncoder().encode("PK\x03\x04 a zip file")), "foreign", "50 4b 03 04");
  refusal(decode(otherFrame(header, [], 2)), "version", "its version is 2, expected 1");
  refusal(decode(otherFrame("{", [])), "corrupt", "its header is not readable");
  refusal(decode(otherFrame({ ...header, step: -1 }, [])), "corrupt", "step is -1");
  refusal(decode(otherFrame({ ...header, keys: { a: [1] } }, [])), "corrupt", "a is [1]");
  const block = (dtype: string, count: number) =>
    otherFrame({ ...header, tensors: [{ name: "w", dtype, shape: [count] }] }, Array(8).fill(0));
  refusal(decode(block("float16", 2)), "dtype", "w is float16, expected one of float32");
  refusal(decode(block("int32", 2)), "dtype", "w is int32, expected float32");
  refusal(decode(block("float32", 3)), "corrupt", "w is 12 bytes long, expected at most 8");
});

Deno.test("encodeCheckpoint: a state that must not be saved is refused, named with its step", () => {
  using scope = tensorScope();
  const w = scope.own(tf.ones([2])), gone = tf.ones([1]);
  gone.dispose();
  const encode = (changed: object) => () =>
    encodeCheckpoint({ config, step: 9, tensors: { w }, ...changed } as Run);
  const bad = { model: { b: scope.own(tf.tensor1d([0, NaN])) } };
  const error = assertThrows(encode({ tensors: bad }), NonFiniteTensorError);
  assertEquals([error.tensorName, error.index, error.step], ["tensors/model/b", 1, 9]);
  assertThrows(encode({ tensors: { gone } }), RangeError, "tensors/gone is disposed");
  const whole = scope.own(tf.ones([1], "int32"));
  assertThrows(encode({ tensors: { whole } }), TypeError, "tensors/whole is int32");
  assertThrows(
    encode({ config: { a: [1, NaN] } }),
    TypeError,
    "config.a.1 is NaN, expected plain JSON",
  );
  assertThrows(encode({ config: { a: undefined } }), TypeError, "config.a is undefined");
  const holes: number[] = [1];
  holes[2] = 3;
  assertThrows(encode({ config: { holes } }), TypeError, "config.holes.1 is undefined");
  assertThrows(encode({ config: { a: new Date(0) } }), TypeError, "config.a is a Date");
  assertThrows(encode({ step: 1.5 }), RangeError, "step is 1.5");
  assertThrows(encode({ counters: { n: -1 } }), RangeError, "counters.n is -1");
  assertThrows(encode({ keys: { k: [1, -1] } }), RangeError, "keys.k is [1,-1]");
  assertThrows(encode({ arrays: { a: [1] } }), TypeError, "arrays.a is [1]");
});
