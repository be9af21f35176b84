import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { figure, gridMap, groupedBars } from "lib/viz";

const cells = [
  { row: 0, column: 0, letter: "S" },
  { row: 0, column: 1, letter: "." },
  { row: 1, column: 1, letter: "G" },
];
const parts = {
  description: "A map of three free cells and one wall, shaded by value.",
  rows: 2,
  columns: 2,
  cells,
  shade: "value [reward]",
};
type Spec = { layer: { data: { values: Record<string, number>[] } }[]; params?: unknown[] };
const specOf = (drawn: ReturnType<typeof gridMap>) => drawn.spec as unknown as Spec;

Deno.test("gridMap: walls are the places without a cell, a shade a cell, letters but no dots", () => {
  const { layer } = specOf(gridMap({ ...parts, frames: [[1, 2, 3]] }));
  assertEquals(layer[0]!.data.values, [{ row: 1, column: 0 }]);
  assertEquals(layer[1]!.data.values.map(({ value }) => value), [1, 2, 3]);
  assertEquals(layer[2]!.data.values.map(({ letter }) => letter as unknown), ["S", "G"]);
});

Deno.test("gridMap: a slider's frames carry their number; a single picture has neither", () => {
  const frames = [[1, 2, 3], [4, 5, 6]];
  const moving = specOf(
    gridMap({ ...parts, frames, slider: { label: "step t", start: 2, first: 1 } }),
  );
  assertEquals(moving.layer[1]!.data.values.map(({ frame }) => frame), [1, 1, 1, 2, 2, 2]);
  assertEquals(moving.params?.length, 1);
  assertEquals(specOf(gridMap({ ...parts, frames: [[1, 2, 3]] })).params, undefined);
});

Deno.test("gridMap: whiskers point north, east, south and west, row 0 on top", () => {
  const whiskers = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0.5, 0.5]];
  const { layer } = specOf(gridMap({ ...parts, frames: [[1, 2, 3]], whiskers }));
  const ends = layer[2]!.data.values.map(({ x, y, x2, y2 }) => [x2! - x!, y2! - y!]);
  assertEquals(ends[0], [0, -0.46]); // north is up, and rows count downwards
  assertEquals(ends[5]!.map((each) => Number(each.toFixed(9))), [0.46, 0]);
  assertEquals(ends[10]!.map((each) => Number(each.toFixed(9))), [0, 0.23]);
  assertEquals(ends[11]!.map((each) => Number(each.toFixed(9))), [-0.23, 0]);
});

Deno.test("gridMap refuses frames of another size, values that are not finite, and too many", () => {
  const slider = { label: "step", start: 0 };
  const refuses = (frames: number[][], words: string, more = {}) =>
    assertStringIncludes(
      assertThrows(() => gridMap({ ...parts, frames, ...more }), Error).message,
      words,
    );
  refuses([[1, 2]], "frames[0] is 2 long, expected 3, one value a cell");
  refuses([[1, 2, 3], [1, NaN, 3]], "frames[1][1] is NaN");
  refuses([[1, 2, -Infinity]], "frames[0][2] is -Infinity");
  refuses([], "frames is [0]");
  refuses([[1, 2, 3], [1, 2, 3]], "slider is undefined");
  refuses(Array.from({ length: 2000 }, () => [1, 2, 3]), "leave out frames", { slider });
});

Deno.test("groupedBars follow a slider", () => {
  const columns = { name: "a", x: ["p", "p"], y: [1, 2], frame: [0, 1] };
  const drawn = figure({
    description: "One bar whose height a slider changes from one to two.",
    x: { title: "x", categories: ["p"] },
    y: { title: "y" },
    slider: { label: "step", min: 0, max: 1 },
    layers: [groupedBars([columns])],
  });
  assertStringIncludes(JSON.stringify(drawn.spec), "stepFrame");
});
