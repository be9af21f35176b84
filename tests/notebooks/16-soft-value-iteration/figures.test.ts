import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  decisionTriangle,
  plansOnMap,
  repeatedTries,
  shrinkingChanges,
  softenedCorner,
} from "chapters/16-soft-value-iteration/figures.ts";

Deno.test("decisionTriangle: shades mixtures only, by their worth", () => {
  const asked: number[][] = [];
  const made = decisionTriangle((q) => {
    asked.push([...q]);
    return q[0]! - q[1]!;
  }, { choices: ["a", "b"], marks: [{ name: "here", q: [0.2, 0.3, 0.5] }] });
  assert(asked.length > 500);
  for (const q of asked) {
    assert(q.every((each) => each >= 0) && Math.abs(q.reduce((s, x) => s + x) - 1) < 1e-12);
  }
  assertStringIncludes(JSON.stringify(made.spec), '"here"');
});

Deno.test("softenedCorner: a frame a temperature; none is refused by name", () => {
  const x = [-1, 0, 1];
  const frame = (temperature: number) => ({ temperature, prior: x, entropy: x });
  const made = softenedCorner(x, [frame(2), frame(1)]);
  assertStringIncludes(made.description, "from 2 to 1");
  assertThrows(() => softenedCorner(x, []), RangeError, "frames is empty");
});

Deno.test("shrinkingChanges: the bound falls by the discount from the largest first change", () => {
  const made = shrinkingChanges([{
    title: "t",
    discount: 0.5,
    soft: [4, 1, 1e-12],
    hard: [2, 1],
  }]);
  const text = JSON.stringify(made.spec);
  const bound = [4, 2, 1].map((y, i) => `"i":${i},"x":${i + 1},"y":${y}`);
  for (const row of bound) assertStringIncludes(text, row);
  assert(!text.includes("1e-12"));
});

Deno.test("plansOnMap: plans share their shades; repeatedTries: a curve a plan", () => {
  const cells = [{ row: 0, column: 0, letter: "S" }, { row: 0, column: 1, letter: "." }];
  const plan = (title: string, values: number[]) => ({
    title,
    values,
    policy: cells.map(() => [0, 1, 0, 0]),
  });
  const made = plansOnMap({ rows: 1, columns: 2, cells }, [
    plan("one", [0, -1]),
    plan("two", [-3, -2]),
  ]);
  assertEquals(JSON.stringify(made.spec).split('"domain":[-3,0]').length, 3);
  const curves = repeatedTries([{ name: "p", chances: [0.5, 0.75] }]);
  assertStringIncludes(JSON.stringify(curves.spec), "0.75");
});
