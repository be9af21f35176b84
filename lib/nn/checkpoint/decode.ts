import { type Key, requireInteger, requireKey } from "../../math/mod.ts";
import type { Checkpoint, SavedArray, SavedTensor } from "./checkpoint.ts";
import { aligned, refused, unframed } from "./frame.ts";

/** How the numbers of a block are kept. */
const TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const;

interface Block {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

interface Header {
  readonly config: object;
  readonly step: number;
  readonly keys: Readonly<Record<string, Key>>;
  readonly counters: Readonly<Record<string, number>>;
  readonly tensors: readonly Block[];
  readonly arrays: readonly Block[];
}

/**
 * Reads the bytes of {@link encodeCheckpoint}; no tensor is made and no backend needed. To go on
 * from it, see {@link restoreTensors}.
 *
 * @param bytes borrowed
 * @returns plain numbers, of their own
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
  const { header: text, data } = unframed(bytes);
  const { tensors, arrays, config, step, keys, counters } = parsed(text);
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
function parsed(text: string): Header {
  try {
    const header = JSON.parse(text) as Header;
    const doing = "read the header";
    requireInteger(doing, "step", header.step, 0);
    if (typeof header.config !== "object" || header.config === null) throw new TypeError("config");
    for (const [name, key] of Object.entries(header.keys)) requireKey(doing, key, name);
    for (const [name, count] of Object.entries(header.counters)) {
      requireInteger(doing, name, count, 0);
    }
    for (const { name, dtype, shape } of [...header.tensors, ...header.arrays]) {
      if (typeof name !== "string" || typeof dtype !== "string") throw new TypeError("a block");
      shape.forEach((side) => requireInteger(doing, `shape of ${name}`, side, 0));
    }
    return header;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused("corrupt", "its header", `not readable (${why})`, "that of encodeCheckpoint");
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
