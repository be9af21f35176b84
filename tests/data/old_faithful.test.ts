import { assertEquals, assertRejects } from "@std/assert";
import { oldFaithful, TableError } from "data";
import { assertClose } from "../support/mod.ts";

Deno.test("oldFaithful: is R's faithful, whole", async () => {
  const { eruptions, waiting, points } = await oldFaithful();
  assertEquals([eruptions.length, waiting.length, points.length], [272, 272, 272]);
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  // R: colMeans(faithful) is 3.487783, 70.897059; summary() has these extremes.
  assertClose([mean(eruptions), mean(waiting)], [3.487783, 70.897059], { atol: 5e-7 }); // 6 digits
  assertEquals([Math.min(...eruptions), Math.max(...eruptions)], [1.6, 5.1]);
  assertEquals([Math.min(...waiting), Math.max(...waiting)], [43, 96]);
  assertEquals([points[0], points[271]], [[3.6, 79], [4.467, 74]]);
  points.forEach(([minutes, wait], i) => assertEquals([eruptions[i], waiting[i]], [minutes, wait]));
});

Deno.test("oldFaithful: a damaged table is refused, naming the place", async () => {
  await assertRejects(
    () => oldFaithful({ csv: "eruptions,waiting\n3.6,79\n1.8,5o\n" }),
    TableError,
    'Cannot read table: line 3, column waiting is "5o", expected a finite decimal number',
  );
  await assertRejects(
    () => oldFaithful({ cvs: "" } as never),
    TypeError,
    'an option is "cvs", expected csv',
  );
});
