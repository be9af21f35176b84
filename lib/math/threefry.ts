/**
 * Threefry-2x32, 20 rounds: a pure function from (key, counter) to 64 random bits.
 * Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 4.2;
 * the generator of JAX and of Random123, whose vectors our tests carry.
 */
import { type Shape, shapeOf, wrongKind, wrongValue } from "./shapes/shape.ts";

/** A random key: two unsigned 32-bit words. It is a value; using it changes nothing. */
export type Key = readonly [number, number];

const PARITY = 0x1bd11bda; // Skein's constant C240, cut to 32 bits: keeps an all-zero key schedule away

/**
 * The 20-round Threefry block function.
 *
 * @param key two uint32
 * @param counter two uint32
 * @returns two uint32 that look independent for every other key or counter
 * @throws {TypeError|RangeError} when a word is no uint32
 * @example
 * ```ts
 * import { threefry2x32 } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(threefry2x32([0, 0], [0, 0]), [0x6b200159, 0x99ba4efe]); // Random123's vector
 * ```
 */
export function threefry2x32(key: Key, counter: readonly [number, number]): [number, number] {
  requireKey("evaluate threefry2x32", key);
  requireKey("evaluate threefry2x32", counter, "counter");
  const block = new Uint32Array(2);
  fillBlocks(block, key, counter[0], counter[1]);
  return [block[0]!, block[1]!];
}

/**
 * Fills `out` with the blocks at counters (first, domain), (first + 1, domain), …
 * The inner loop of every draw: 5 groups of 4 rounds, a subkey injected after each. It is written out,
 * for a loop of groups would take half as much time again.
 */
export function fillBlocks(out: Uint32Array, key: Key, first: number, domain: number): void {
  const [k0, k1] = key, k2 = k0 ^ k1 ^ PARITY;
  for (let i = 0; i < out.length; i += 2) {
    let a = (first + (i >> 1) + k0) | 0, b = (domain + k1) | 0;
    a = (a + b) | 0, b = turn(b, 13) ^ a, a = (a + b) | 0, b = turn(b, 15) ^ a;
    a = (a + b) | 0, b = turn(b, 26) ^ a, a = (a + b) | 0, b = turn(b, 6) ^ a;
    a = (a + k1) | 0, b = (b + k2 + 1) | 0;
    a = (a + b) | 0, b = turn(b, 17) ^ a, a = (a + b) | 0, b = turn(b, 29) ^ a;
    a = (a + b) | 0, b = turn(b, 16) ^ a, a = (a + b) | 0, b = turn(b, 24) ^ a;
    a = (a + k2) | 0, b = (b + k0 + 2) | 0;
    a = (a + b) | 0, b = turn(b, 13) ^ a, a = (a + b) | 0, b = turn(b, 15) ^ a;
    a = (a + b) | 0, b = turn(b, 26) ^ a, a = (a + b) | 0, b = turn(b, 6) ^ a;
    a = (a + k0) | 0, b = (b + k1 + 3) | 0;
    a = (a + b) | 0, b = turn(b, 17) ^ a, a = (a + b) | 0, b = turn(b, 29) ^ a;
    a = (a + b) | 0, b = turn(b, 16) ^ a, a = (a + b) | 0, b = turn(b, 24) ^ a;
    a = (a + k1) | 0, b = (b + k2 + 4) | 0;
    a = (a + b) | 0, b = turn(b, 13) ^ a, a = (a + b) | 0, b = turn(b, 15) ^ a;
    a = (a + b) | 0, b = turn(b, 26) ^ a, a = (a + b) | 0, b = turn(b, 6) ^ a;
    out[i] = a + k2;
    out[i + 1] = b + k0 + 5;
  }
}

function turn(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

const WISH = "two unsigned 32-bit words (make one with key(seed))";

/** A random key. */
export const keyShape: Shape<Key> = shapeOf(WISH, (value) => {
  if (!Array.isArray(value) || value.length !== 2) return wrongKind(value, WISH);
  return isWord(value[0]) && isWord(value[1]) ? undefined : wrongValue(value, WISH);
});

function isWord(value: unknown): boolean {
  return typeof value === "number" && value >>> 0 === value;
}

/** Refuses anything but a pair of uint32. */
export function requireKey(doing: string, value: unknown, argument = "key"): void {
  keyShape.check(doing, argument, value);
}
