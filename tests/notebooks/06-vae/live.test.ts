/** Chapter 06: its explorable writes what the decoder writes, and refuses a stranger's nonsense. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { explorable } from "chapters/06-vae/live/plane.ts";
import { assertClose } from "lib/notebook";
import { testExplorable } from "../../support/mod.ts";
import { planeGiven as given } from "./live_given.ts";
import { inkAt } from "./oracle.ts";

testExplorable("06", explorable, given, [
  { first: 0, second: 0 },
  { first: -4, second: 4 },
  { first: 3.5, second: -3.5 },
]);

Deno.test("live 06: the picture is the decoder's, by another sum, wherever the code is", () => {
  for (const [first, second] of [[0, 0], [1.5, -0.25], [-4, 4]] as const) {
    const { image, ink } = explorable.compute(explorable.read(given), { first, second });
    const wanted = inkAt(given.weights, [first, second]);
    assertClose([...image], wanted, { atol: 1e-12 }); // rounding
    assertClose(ink, wanted.reduce((sum, each) => sum + each, 0), { atol: 1e-10 });
  }
});

Deno.test("live 06: the verdict is what the numbers say: surer far out than near the middle", () => {
  const values = explorable.compute(explorable.read(given), { first: 0, second: 0 });
  const sure = (radius: number) => {
    const codes = Array.from({ length: 8 }, (_, i) => i * Math.PI / 4)
      .map((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)]);
    const all = codes.flatMap((code) => inkAt(given.weights, code));
    return all.filter((each) => each < 0.1 || each > 0.9).length / all.length;
  };
  assertClose([values.sureNear, values.sureFar], [sure(1), sure(4)], { atol: 1e-12 });
  assert(values.sureFar > values.sureNear + 0.02);
  assert(explorable.bet.verdict(2, values, explorable.read(given)).startsWith("Right"));
});

Deno.test("live 06: a finger holds the code under it, never beyond the plane", () => {
  const began = { x: 0, y: 0, choices: { first: 0, second: 0 } };
  const at = (x: number, y: number) =>
    explorable.touch!({ x, y, width: 840, began }, { first: 0, second: 0 }, explorable.read(given));
  assertEquals([at(-50, -50), at(2000, 2000)], [{ first: -4, second: 4 }, {
    first: 4,
    second: -4,
  }]);
});

Deno.test("live 06: what a stranger gives is looked at", () => {
  const [first, second] = given.weights;
  const bad: readonly [unknown, string][] = [
    [undefined, "Cannot show the plane of digits"],
    [{ ...given, codes: [[1]] }, "codes"],
    [{ ...given, digits: [1] }, "a digit for each code"],
    [{ ...given, digits: given.digits.map(() => 10) }, "digits[0]"],
    [{ ...given, weights: [first] }, "weights"],
    [{ ...given, weights: [second, first] }, "the sizes of given"],
    [{ ...given, weights: [{ ...first, bias: ["<b>"] }, second] }, "bias[0]"],
    [{ ...given, more: 1 }, "more"],
  ];
  for (const [each, words] of bad) assertThrows(() => explorable.read(each), Error, words);
});
