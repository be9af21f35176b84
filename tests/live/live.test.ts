import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { decimals, levels, roundNumbers, scale, ticks } from "lib/live";

Deno.test("scale: both ends where they belong, and on beyond them", () => {
  const x = scale([-1, 3], [40, 240]);
  assertEquals([-1, 3, 4].map(x), [40, 240, 290]);
});

Deno.test("scale: a domain that is a point is refused", () => {
  const words = "Cannot make a scale: domain is [1,1], expected two different numbers";
  assertThrows(() => scale([1, 1], [0, 9]), RangeError, words);
});

Deno.test("decimals: a true minus, and none before zero", () => {
  assertEquals([-1.25, -0.004, 0, 2].map((value) => decimals(value, 2)), [
    "−1.25",
    "0.00",
    "0.00",
    "2.00",
  ]);
});

Deno.test("roundNumbers: evenly spaced by 1, 2 or 5, inside, and as many as there may be", () => {
  for (const [low, high] of [[0, 1], [-3, -1.4], [0.001, 0.0034], [-2000, 900], [3, 3.001]]) {
    const found = roundNumbers(low!, high!, 6);
    const steps = found.slice(1).map((value, i) => value - found[i]!);
    const power = 10 ** Math.floor(Math.log10(steps[0]!) + 1e-9);
    assert(found.length >= 2 && found.length <= 6, `${found}`);
    assert([1, 2, 5].some((each) => Math.abs(steps[0]! / power - each) < 1e-9), `${found}`);
    for (const step of steps) assertAlmostEquals(step, steps[0]!, 1e-9 * steps[0]!);
    assert(found[0]! >= low! && found.at(-1)! <= high!);
    assert(found[0]! - steps[0]! < low! && found.at(-1)! + steps[0]! > high!);
  }
});

Deno.test("levels and ticks: a number beyond the axis is refused by name", () => {
  const axis = { domain: [0, 1], range: [90, 10], across: [40, 300], at: [0, 2] } as const;
  const words = "at[1] is 2, expected a value in its domain, [0, 1]";
  assertThrows(() => levels(axis), RangeError, `Cannot draw levels: ${words}`);
  assertThrows(() => ticks(axis), RangeError, `Cannot draw ticks: ${words}`);
});
