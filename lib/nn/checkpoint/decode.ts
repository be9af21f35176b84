import {
  anyList,
  dictionary,
  keyShape,
  record,
  shapeOf,
  text,
  type TypeOf,
  whole,
  wrongKind,
} from "../../math/mod.ts";
import { json, TYPES } from "./run_shape.ts";
import type { Checkpoint, SavedArray, SavedTensor } from "./checkpoint.ts";
import { aligned, refused, unframed } from "./frame.ts";

const BLOCK = record({ name: text, dtype: text, shape: anyList(whole(0)) });
type Block = TypeOf<typeof BLOCK>;

const HEADER = record({
  config: json,
  step: whole(0),
  keys: dictionary(keyShape),
  counters: dictionary(whole(0)),
  tensors: anyList(BLOCK),
  arrays: anyList(BLOCK),
});

const BYTES = shapeOf<Uint8Array>(
  "a Uint8Array",
  (value) => value instanceof Uint8Array ? undefined : wrongKind(value, "a Uint8Array"),
);

/**
 * Reads the bytes of {@link encodeCheckpoint}; no tensor is made and no backend needed. To go on
 * from it, see {@link restoreTensors}.
 *
 * @param bytes borrowed
 * @returns plain numbers, of their own
 * @throws {TypeError} for what is no Uint8Array
 * @throws {CheckpointError} whose `fault` says what is wrong: `foreign` (no checkpoint at all),
 *   `truncated`, `corrupt`, `version`, `dtype` (not a type that this code knows)
 *
 * @example
 * ```ts
 * import { CheckpointError, decodeCheckpoint } from "lib/nn";
 * import { assertThrows } from "@std/assert";
 * assertThrows(() => decodeCheckpoint(new TextEncoder().encode("no such thing")), CheckpointError);
 * ```
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { header, data } = unframed(BYTES.check("decode a checkpoint", "bytes", bytes));
  const { tensors, arrays, config, step, keys, counters } = parsed(header);
  const take = reader(data);
  const saved = tensors.map((block) => [block.name, savedTensor(block, take(block))] as const);
  const lists = arrays.map((block) => [block.name, take(block)] as const);
  const state = { config, step, keys, counters };
  return { ...state, tensors: Object.fromEntries(saved), arrays: Object.fromEntries(lists) };
}

/** Takes one block after the other out of the data. */
function reader(data: Uint8Array): (block: Block) => SavedArray {
  let at = data.byteOffset;
  const end = at + data.length;
  return (block) => {
    const start = at, Type = typeOf(block), length = sizeOf(block.shape) * Type.BYTES_PER_ELEMENT;
    at += aligned(length);
    if (at > end) {
      throw refused("corrupt", block.name, `${length} bytes long`, `at most ${end - start}`);
    }
    return new Type(data.buffer.slice(start, start + length) as ArrayBuffer);
  };
}

function savedTensor({ name, dtype, shape }: Block, values: SavedArray): SavedTensor {
  if (!(values instanceof Float32Array)) throw refused("dtype", name, dtype, "float32");
  return { dtype: "float32", shape, values };
}

function typeOf({ name, dtype }: Block) {
  if (!Object.hasOwn(TYPES, dtype)) {
    throw refused("dtype", name, dtype, `one of ${Object.keys(TYPES).join(", ")}`);
  }
  return TYPES[dtype as keyof typeof TYPES];
}

/** The header, when it is what an encoder writes. */
function parsed(header: string): TypeOf<typeof HEADER> {
  try {
    return HEADER.check("read it", "header", JSON.parse(header));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused("corrupt", "its header", `not readable (${why})`, "that of encodeCheckpoint");
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
