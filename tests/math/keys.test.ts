import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { fold, key, normal, split, threefry2x32 } from "lib/math";

Deno.test("fold: by number is the block at (number, 2), by name a chain of length and words", () => {
  const parent = key(11);
  assertEquals(fold(parent, 97), threefry2x32(parent, [97, 2]));
  // "abcde": 5 bytes, words "abcd" and "e" little-endian, each block the key of the next.
  let expected = threefry2x32(parent, [5, 3]);
  for (const word of [0x64636261, 0x65]) expected = threefry2x32(expected, [word, 3]);
  assertEquals(fold(parent, "abcde"), expected);
});

Deno.test("fold: names, numbers, splits and draws of one key never share a block", () => {
  const parent = key(3);
  const derived = [
    fold(parent, "a"),
    fold(parent, 97),
    fold(parent, 1),
    fold(parent, ""),
    fold(parent, 0),
    ...split(parent, 98),
    ...Array.from({ length: 98 }, (_, i) => threefry2x32(parent, [i, 0])),
  ];
  assertEquals(new Set(derived.map(String)).size, derived.length);
});

Deno.test("fold: how a name is cut into folds matters, also at word borders and zero bytes", () => {
  const chains = [["ab", "c"], ["a", "bc"], ["abc"], ["", "abc"], ["abc", ""], ["abc\0"]]
    .concat([["abcd", "efgh"], ["abcdefgh"], ["abcd", "efgh", ""], ["abcdefgh\0"], ["\0"], [""]])
    .map((names) => names.reduce<readonly [number, number]>(fold, key(5)));
  assertEquals(new Set(chains.map(String)).size, chains.length);
});

Deno.test("fold: reads names as UTF-8, and refuses text that has none", () => {
  assertNotEquals(fold(key(0), "é"), fold(key(0), "e\u0301"));
  assertThrows(() => fold(key(0), "\ud800"), RangeError, "expected a text without lone surrogates");
  assertThrows(() => fold(key(0), undefined as never), TypeError, "name is undefined");
  assertThrows(() => fold(key(0), 2 ** 32), RangeError, "name is 4294967296");
  assertThrows(() => fold(key(0), -1), RangeError, "name is -1");
  assertThrows(() => fold("key" as never, "a"), TypeError, 'key is "key"');
});

Deno.test("split: the first keys do not depend on the count", () => {
  assertEquals(split(key(9), 3), split(key(9), 1000).slice(0, 3));
  assertEquals(split(key(9), 0), []);
  assertThrows(() => split(key(9), 1.5), RangeError, "Cannot split a key: count is 1.5");
});

Deno.test("key: refuses what is no seed", () => {
  assertThrows(
    () => key(-1),
    RangeError,
    "Cannot make a key: seed is -1, expected a whole number of at least 0",
  );
  assertThrows(() => key(0.5), RangeError, "seed is 0.5");
  assertThrows(() => key(2 ** 53), RangeError, "seed is 9007199254740992");
  assertThrows(() => key("7" as never), TypeError, 'seed is "7"');
});

Deno.test("split: sibling keys draw uncorrelated numbers", () => {
  // 200 siblings, 1000 draws each: a correlation of independent draws has s = 1/√1000; the largest
  // of 199 neighbours stays below 5 s with a chance of 1 − 1e-4.
  const draws = split(key(123), 200).map((child) => normal(child, 1000));
  for (let i = 1; i < draws.length; i++) {
    const correlation = draws[i]!.reduce((sum, z, n) => sum + z * draws[i - 1]![n]!, 0) / 1000;
    assert(Math.abs(correlation) < 5 / Math.sqrt(1000), `siblings ${i}: ${correlation}`);
  }
});

Deno.test("key: consecutive seeds and consecutive folds draw uncorrelated first numbers", () => {
  const count = 20_000;
  const bySeed = Float64Array.from({ length: count }, (_, s) => normal(key(s), 1)[0]!);
  const byFold = Float64Array.from({ length: count }, (_, i) => normal(fold(key(1), i), 1)[0]!);
  for (const z of [bySeed, byFold]) {
    let lag = 0, square = 0;
    for (let i = 1; i < count; i++) {
      lag += z[i]! * z[i - 1]! / count;
      square += z[i]! ** 2 / count;
    }
    assert(Math.abs(lag) < 5 / Math.sqrt(count), `lag-1 correlation ${lag}`); // s = 1/√n
    assert(Math.abs(square - 1) < 5 * Math.sqrt(2 / count), `variance ${square}`); // s = √(2/n)
  }
});
