import type { Run, SavedArray } from "./checkpoint.ts";
import { RUN, TYPES } from "./run_shape.ts";
import { framed } from "./frame.ts";
import { requireFiniteTree } from "../runtime/blocks.ts";
import { requireSameTree, treeEntries } from "../runtime/tensor_tree.ts";

const DOING = "encode a checkpoint";

/**
 * A run as bytes: config, step, keys, counters, arrays, and all tensors by their paths, under a
 * checksum. The same run gives the same bytes. Numbers are stored as they lie in memory, so that a
 * run that goes on from them goes on bit for bit. (With the same kernels, that is: put
 * `kernelBuild().build` into the config, and a machine with others is refused by name.)
 *
 * A state with a NaN is refused: it must not take the place of the last good one. To write a file,
 * hand the bytes to `writeAtomic` of `lib/notebook`: it keeps the old file until the new one is whole.
 *
 * @param run its tensors are borrowed
 * @returns bytes that {@link decodeCheckpoint} reads
 * @throws {NonFiniteTensorError} naming a tensor with a NaN or an infinity, and the step
 * @throws {TypeError} when config is no plain JSON, or a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, or step, a counter or a key is none
 *
 * @example
 * ```ts
 * import { decodeCheckpoint, encodeCheckpoint, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const tensors = { model: { w: tf.tensor1d([1, 2]) } };
 * const bytes = encodeCheckpoint({ config: { seed: 3 }, step: 40, tensors });
 * assertEquals(decodeCheckpoint(bytes).tensors["model/w"]!.values, new Float32Array([1, 2]));
 * ```
 */
export function encodeCheckpoint(run: Run): Uint8Array<ArrayBuffer> {
  const { config, step, keys, counters, arrays, tensors } = RUN.read(DOING, run, "run");
  requireSameTree(DOING, "tensors", tensors, tensors);
  requireFiniteTree("tensors", tensors, step);
  const entries = treeEntries(tensors), lists = Object.entries(arrays);
  const header = {
    config,
    step,
    keys,
    counters,
    tensors: entries.map(([name, { shape, dtype }]) => ({ name, dtype, shape })),
    arrays: lists.map(([name, list]) => ({ name, dtype: dtypeOf(list), shape: [list.length] })),
  };
  const numbers = [...entries.map(([, tensor]) => tensor.dataSync()), ...Object.values(arrays)];
  return framed(JSON.stringify(header), numbers.map(bytesOf));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The type of a list of numbers, by its name in a header. */
function dtypeOf(list: SavedArray): string {
  return Object.entries(TYPES).find(([, Type]) => list instanceof Type)![0];
}
