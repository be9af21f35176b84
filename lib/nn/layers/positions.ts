import { door, type Matrix, refusal, whole } from "../../math/mod.ts";

const checkPositions = door("number positions", {
  steps: whole(1, 100_000),
  width: whole(2, 10_000),
});

/**
 * Positions in a sequence as rows of sines and cosines of falling frequency:
 * P[t, 2i] = sin(t / 10000^{2i/D}), P[t, 2i + 1] = cos(t / 10000^{2i/D}). Attention alone cannot tell
 * the order of what it attends to; these rows, added to its input, can. Vaswani et al. 2017, section 3.5.
 *
 * @param steps T, at most 100,000
 * @param width D, even, at most 10,000
 * @returns `[T, D]`, exact; no chance in it
 * @throws {RangeError} when a number is no whole one, or the width is odd
 *
 * @example
 * ```ts
 * import { positions } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * assertEquals(positions(2, 2), [[0, 1], [Math.sin(1), Math.cos(1)]]);
 * ```
 */
export function positions(steps: number, width: number): Matrix {
  checkPositions({ steps, width });
  if (width % 2 !== 0) {
    throw new RangeError(refusal("number positions", "width", width, "an even number"));
  }
  return Array.from({ length: steps }, (_, t) =>
    Array.from({ length: width }, (_, d) => {
      const angle = t / 10_000 ** ((d - d % 2) / width);
      return d % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }));
}
