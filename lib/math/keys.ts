/** Random keys as values: made from a seed, derived by name or number, never advanced. */
import { either, MOST_ENTRIES, whole } from "./shapes/scalars.ts";
import { door, type Shape, shapeOf, wrongKind, wrongValue } from "./shapes/shape.ts";
import { fillBlocks, type Key, keyShape, threefry2x32 } from "./threefry.ts";

/**
 * The second counter word says what a block is for, so that draws, splits and folds of one key
 * never read the same bits.
 */
export const Domain = { draw: 0, split: 1, foldNumber: 2, foldName: 3 } as const;

const UINT32 = 2 ** 32;

const word: Shape<string> = shapeOf("a text", (value) => {
  if (typeof value !== "string") return wrongKind(value, "a text");
  return value.isWellFormed() ? undefined : wrongValue(value, "a text without lone surrogates");
});

const checkKey = door("make a key", { seed: whole(0) });
const checkFold = door("fold a key", { key: keyShape, name: either(word, whole(0, UINT32 - 1)) });
const checkSplit = door("split a key", { key: keyShape, count: whole(0, MOST_ENTRIES) });

/**
 * The key of a seed: its high and low 32 bits, as JAX does it.
 *
 * **A key is for one draw.** Two draws with one key are the same numbers; derive a key for each
 * consumer with {@link fold} or {@link split}.
 *
 * @param seed a whole number in [0, 2⁵³)
 * @throws {TypeError|RangeError} when the seed is not such a number
 * @example
 * ```ts
 * import { fold, key, normal } from "lib/math";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * const root = key(7);
 * assertEquals(normal(fold(root, "noise"), 3), normal(fold(root, "noise"), 3));
 * assertNotEquals(normal(fold(root, "noise"), 3), normal(fold(root, "start"), 3));
 * ```
 */
export function key(seed: number): Key {
  checkKey({ seed });
  return [Math.floor(seed / UINT32), seed % UINT32];
}

/**
 * A new key from a key and a name (or a number): one consumer, one name, and a new consumer shifts
 * nobody else's draws.
 *
 * A name's UTF-8 bytes are chained four at a time, their count first, so that names of any length
 * and folds of folds have distinct paths: fold(k, "a") is not fold(k, 97), and fold(fold(k, "ab"),
 * "c") is not fold(fold(k, "a"), "bc"). Distinct paths still share 64 bits: among n keys two
 * coincide with a chance of about n²/2⁶⁵.
 *
 * @param parent the key to derive from
 * @param name any well-formed text, or a whole number in [0, 2³²)
 * @throws {TypeError|RangeError} for anything else
 * @example
 * ```ts
 * import { fold, key } from "lib/math";
 * import { assertNotEquals } from "@std/assert";
 *
 * assertNotEquals(fold(key(0), "a"), fold(key(0), 97));
 * ```
 */
export function fold(parent: Key, name: string | number): Key {
  checkFold({ key: parent, name });
  if (typeof name === "number") return threefry2x32(parent, [name, Domain.foldNumber]);
  const bytes = new TextEncoder().encode(name);
  let derived: Key = threefry2x32(parent, [bytes.length, Domain.foldName]);
  for (let i = 0; i < bytes.length; i += 4) {
    derived = threefry2x32(derived, [wordAt(bytes, i), Domain.foldName]);
  }
  return derived;
}

/** Four bytes as a little-endian uint32; bytes past the end count as 0 (the length tells them apart). */
function wordAt(bytes: Uint8Array, i: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(i, i + 4);
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

/**
 * `count` keys from one, for a loop over seeds, restarts or particles. The first keys do not
 * depend on the count.
 *
 * @throws {TypeError|RangeError} when count is no whole number of at least 0
 * @example
 * ```ts
 * import { key, split } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(split(key(1), 2), split(key(1), 5).slice(0, 2));
 * ```
 */
export function split(parent: Key, count: number): readonly Key[] {
  checkSplit({ key: parent, count });
  const words = new Uint32Array(2 * count);
  fillBlocks(words, parent, 0, Domain.split);
  return Array.from({ length: count }, (_, i) => [words[2 * i]!, words[2 * i + 1]!] as const);
}
