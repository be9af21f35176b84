import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { drawEllipse, drawnEllipses, opticalDigits, TableError } from "data";
import { assertClose } from "../support/mod.ts";

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);

Deno.test("opticalDigits: is scikit-learn's digits, whole", async () => {
  const { images, digits } = await opticalDigits();
  assertEquals([images.length, digits.length], [1797, 1797]);
  // load_digits of scikit-learn 1.9.1: data.sum(), bincount(target), data.max(), data[0][:8]
  assertEquals(sum(images.map(sum)), 561718);
  const counts = Array.from({ length: 10 }, (_, d) => digits.filter((each) => each === d).length);
  assertEquals(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  assertEquals(images[0]!.slice(0, 8), [0, 0, 5, 13, 9, 1, 0, 0]);
});

Deno.test("opticalDigits: a damaged table is refused, naming the place", async () => {
  const header = [
    ...Array.from({ length: 64 }, (_, i) => `p${Math.floor(i / 8)}${i % 8}`),
    "digit",
  ];
  const table = (cell: string) => `${header}\n${[...Array(63).fill("0"), cell, "3"]}\n`;
  await assertRejects(() => opticalDigits({ csv: table("x") }), TableError, "line 2, column p77");
  await assertRejects(
    () => opticalDigits({ csv: table("17") }),
    RangeError,
    "line 2, column p77 is 17, expected a whole number from 0 to 16",
  );
  await assertRejects(() => opticalDigits({ csv: table("2.5") }), RangeError, "p77 is 2.5");
});

Deno.test("drawEllipse: has the ellipse's area and middle, and half a turn changes nothing", () => {
  const ellipse = { x: 33.3, y: 30.1, size: 20, angle: 0.7 }, image = drawEllipse(64, ellipse);
  assertClose(sum(image as number[]), Math.PI * 20 * 9, { rtol: 0.02 }); // pixels at the rim
  const middle = (of: (i: number) => number) =>
    sum(image.map((ink, i) => ink * (of(i) + 0.5))) / sum([...image]);
  assertClose(middle((i) => i % 64), 33.3, { atol: 0.1 });
  assertClose(middle((i) => Math.floor(i / 64)), 30.1, { atol: 0.1 });
  assertEquals(drawEllipse(64, { ...ellipse, angle: 0.7 + Math.PI }), image);
  assertThrows(() => drawEllipse(64, { ...ellipse, size: 0 }), RangeError, "size is 0");
});

Deno.test("drawnEllipses: every combination once, in the order of its factors", () => {
  const { images, factors } = drawnEllipses(8, { x: [3, 5], y: [4], size: [2, 3], angle: [0, 1] });
  assertEquals(factors.map((row) => row.join("")), [
    "0000",
    "0001",
    "0010",
    "0011",
    "1000",
    "1001",
    "1010",
    "1011",
  ]);
  assertEquals(images[5], drawEllipse(8, { x: 5, y: 4, size: 2, angle: 1 }));
});
