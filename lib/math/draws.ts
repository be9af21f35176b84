/** Draws from a key: uniform, normal, categorical, permutation. A key is for one draw. */
import { refusal } from "./errors.ts";
import { Domain } from "./keys.ts";
import { finite, MOST_NUMBERS, whole } from "./shapes/scalars.ts";
import { door } from "./shapes/shape.ts";
import { probabilities as distribution } from "./shapes/tables.ts";
import { fillBlocks, type Key, keyShape } from "./threefry.ts";

/** Blocks made at a time: 32 KiB of words stay in the first-level cache. */
const CHUNK = 4096;

const DRAW = { key: keyShape, count: whole(0, MOST_NUMBERS) };
const UNIFORM = "draw uniform numbers";
const checkUniform = door(UNIFORM, { ...DRAW, low: finite, high: finite });
const checkNormal = door("draw normal numbers", DRAW);
const checkCategorical = door("draw categories", { ...DRAW, probabilities: distribution() });
const checkPermutation = door("draw a permutation", DRAW);

/**
 * Independent uniform numbers in [low, high), each from 53 random bits (every multiple of 2⁻⁵³
 * of the width is possible). A longer draw starts with the shorter one.
 *
 * @param key used up by this draw; `normal`, `categorical`, … with it would reuse the same bits
 * @param count how many, at least 0
 * @returns `[count]`
 * @throws {TypeError|RangeError} unless low < high, both finite and their difference, too, and count
 *   at most 2²⁷
 * @example
 * ```ts
 * import { key, uniform } from "lib/math";
 * import { assert } from "@std/assert";
 *
 * assert(uniform(key(0), 1000, -1, 1).every((u) => u >= -1 && u < 1));
 * ```
 */
export function uniform(key: Key, count: number, low = 0, high = 1): Float64Array {
  checkUniform({ key, count, low, high });
  if (!(low < high)) throw new RangeError(refusal(UNIFORM, "high", high, `a number above ${low}`));
  const out = new Float64Array(count);
  const width = finite.check(UNIFORM, "high − low", high - low);
  const words = new Uint32Array(2 * Math.min(CHUNK, count));
  for (let first = 0; first < count; first += CHUNK) {
    fillBlocks(words, key, first, Domain.draw);
    const last = Math.min(first + CHUNK, count);
    for (let i = first, w = 0; i < last; i++, w += 2) {
      out[i] = low + width * unit(words[w]!, words[w + 1]!);
    }
  }
  return out;
}

/** The upper 53 of 64 random bits (32 and 21) as a multiple of 2⁻⁵³ in [0, 1). */
function unit(high: number, low: number): number {
  return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
}

/**
 * Independent standard normal numbers. Box & Muller 1958: for uniform u, v the pair
 * √(−2 log(1−u)) (cos 2πv, sin 2πv) is exactly normal; 1−u is a multiple of 2⁻⁵³ above 0 without
 * rounding, so that its logarithm is exact to the last bit and the tails reach 8.57 standard
 * deviations. A longer draw starts with the shorter one.
 *
 * @param key used up by this draw
 * @returns `[count]`, mean 0, variance 1
 * @example
 * ```ts
 * import { key, meanWithError, normal } from "lib/math";
 * import { assert } from "@std/assert";
 *
 * const { mean, standardError } = meanWithError(normal(key(3), 10_000));
 * assert(Math.abs(mean) < 5 * standardError);
 * ```
 */
export function normal(key: Key, count: number): Float64Array {
  checkNormal({ key, count });
  const out = uniform(key, count + (count % 2));
  for (let i = 0; i < out.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - out[i]!));
    const angle = 2 * Math.PI * out[i + 1]!;
    out[i] = radius * Math.cos(angle);
    out[i + 1] = radius * Math.sin(angle);
  }
  return count % 2 === 0 ? out : out.slice(0, count);
}

/**
 * Independent category numbers 0, 1, … drawn by inverting the cumulative sum: the first category
 * whose cumulative probability exceeds u. A category of probability 0 is never drawn.
 *
 * @param key used up by this draw
 * @param probabilities `[categories]`, sum 1
 * @returns `[count]`
 * @throws {TypeError|RangeError} when probabilities are none
 * @example
 * ```ts
 * import { categorical, key } from "lib/math";
 * import { assert } from "@std/assert";
 *
 * assert(categorical(key(0), [0.5, 0, 0.5], 100).every((category) => category !== 1));
 * ```
 */
export function categorical(
  key: Key,
  probabilities: ArrayLike<number>,
  count: number,
): Int32Array {
  checkCategorical({ key, count, probabilities });
  const cumulative = new Float64Array(probabilities.length);
  let total = 0;
  for (let i = 0; i < cumulative.length; i++) cumulative[i] = total += probabilities[i]!;
  const draws = uniform(key, count);
  return Int32Array.from(draws, (u) => firstAbove(cumulative, u * total));
}

/** The first index whose entry exceeds x, by bisection of an ascending list. */
function firstAbove(ascending: Float64Array, x: number): number {
  let low = 0, high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A random order of 0 … count−1, every order equally likely (up to a bias of count · 2⁻⁵³).
 * Fisher & Yates' shuffle in Durstenfeld's form.
 *
 * @param key used up by this draw
 * @returns `[count]`
 * @example
 * ```ts
 * import { key, permutation } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(permutation(key(5), 6).toSorted(), Int32Array.of(0, 1, 2, 3, 4, 5));
 * ```
 */
export function permutation(key: Key, count: number): Int32Array {
  checkPermutation({ key, count });
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const draws = uniform(key, Math.max(0, count - 1));
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draws[i - 1]! * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
