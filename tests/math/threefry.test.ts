import { assertEquals, assertThrows } from "@std/assert";
import { key, threefry2x32 } from "lib/math";
import golden from "./golden/threefry.json" with { type: "json" };

type Words = [number, number];

Deno.test("threefry2x32: gives Random123's known answers", () => {
  // Random123 1.14 (D. E. Shaw Research), tests/kat_vectors, lines "threefry2x32 20".
  const ones = 0xffffffff;
  assertEquals(threefry2x32([0, 0], [0, 0]), [0x6b200159, 0x99ba4efe]);
  assertEquals(threefry2x32([ones, ones], [ones, ones]), [0x1cb996fc, 0xbb002be7]);
  const digitsOfPi = threefry2x32([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3]);
  assertEquals(digitsOfPi, [0xc4923a9c, 0x483df7a0]);
});

Deno.test("threefry2x32: gives JAX's blocks for 64 random keys and counters", () => {
  for (const { key, counter, block } of golden.singles) {
    assertEquals(threefry2x32(key as Words, counter as Words), block as Words);
  }
});

Deno.test("threefry2x32: gives JAX's streams over 256 counters", () => {
  for (const { key, domain, blocks } of golden.streams) {
    blocks.forEach((block, i) =>
      assertEquals(threefry2x32(key as Words, [i, domain]), block as Words)
    );
  }
});

Deno.test("key: is JAX's key of the same seed", () => {
  for (const { seed, key: words } of golden.seeds) assertEquals(key(seed), words as Words);
});

Deno.test("threefry2x32: one flipped input bit flips half of the output bits", () => {
  // 64 output bits for each of 128 input bits: the mean of 8192 fair coins has s = ½/√8192 = .0055;
  // five of these.
  const base = [0x12345678, 0x9abcdef0, 0x0badcafe, 0x00c0ffee];
  const before = threefry2x32([base[0]!, base[1]!], [base[2]!, base[3]!]);
  let flipped = 0;
  for (let bit = 0; bit < 128; bit++) {
    const words = base.map((word, i) => i === bit >> 5 ? (word ^ (1 << (bit & 31))) >>> 0 : word);
    const after = threefry2x32([words[0]!, words[1]!], [words[2]!, words[3]!]);
    flipped += countBits(after[0] ^ before[0]) + countBits(after[1] ^ before[1]);
  }
  const share = flipped / (128 * 64);
  assertEquals(Math.abs(share - 0.5) < 5 * 0.0055, true, `share of flipped bits: ${share}`);
});

function countBits(word: number): number {
  return (word >>> 0).toString(2).replaceAll("0", "").length;
}

Deno.test("threefry2x32: refuses what is no pair of uint32", () => {
  const wish = "expected two unsigned 32-bit words (make one with key(seed))";
  assertThrows(
    () => threefry2x32(7 as never, [0, 0]),
    TypeError,
    `Cannot evaluate threefry2x32: key is 7, ${wish}`,
  );
  assertThrows(() => threefry2x32([0] as never, [0, 0]), TypeError, "key is [0]");
  for (const word of [-1, 0.5, 2 ** 32, NaN]) {
    assertThrows(() => threefry2x32([0, word], [0, 0]), RangeError, `key is [0,${word}], ${wish}`);
    assertThrows(() => threefry2x32([0, 0], [word, 0]), RangeError, `counter is [${word},0]`);
  }
});
