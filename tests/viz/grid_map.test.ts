import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  buyingBound,
  figure,
  gapStack,
  gridMap,
  groupedBars,
  luckyOutcomes,
  reachingPaths,
  trajectoryBars,
} from "lib/viz";
import { renderPicture } from "lib/notebook";

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
  const refuses = (frames: number[][], words: string) =>
    assertStringIncludes(
      assertThrows(() => gridMap({ ...parts, frames }), RangeError).message,
      words,
    );
  refuses([[1, 2]], "frame 0 has 2 values, expected 3");
  refuses([[1, 2, 3], [1, NaN, 3]], "frame 1 has NaN at cell 1");
  refuses([[1, 2, -Infinity]], "has -Infinity");
  refuses([], "frames is empty");
  refuses(Array.from({ length: 2000 }, () => [1, 2, 3]), "leave out frames");
});

Deno.test("gapStack: every column ends at the log-evidence", () => {
  const splits = [
    { name: "one", bound: -3, start: 0.5, luck: 0.25, choice: 0.25 },
    { name: "two", bound: -2.5, start: 0.5, luck: 0, choice: 0 },
  ];
  const { layer } = specOf(gapStack(splits, -2));
  const tops = layer[3]!.data.values.map(({ y }) => y);
  assertEquals(tops, [-2, -2]);
  const bottoms = layer[0]!.data.values.map(({ y2 }) => y2);
  assertEquals(bottoms, [-3.6, -3.6]); // a common floor below the lowest bound
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

Deno.test("the figures of chapters 13 and 15 can be drawn from the least there is", async () => {
  const figures = [
    trajectoryBars({
      logTemperatures: [0, 1],
      frames: [[0.7, 0.3], [0.5, 0.5]],
      offTarget: [0, 3],
    }),
    reachingPaths([{ name: "one hand", paths: [[0, 1, 0]] }, {
      name: "another",
      paths: [[0, 1, 2]],
    }]),
    luckyOutcomes(
      [0, 1].map((power) => ({ power, wish: [0.5, 0.5], real: [1, 0] })),
      ["stays", "goes"],
    ),
    buyingBound([0.1, 0.5, 0.9], [-1, -0.5, -1], { best: 0.5, posterior: 0.9 }),
  ];
  for (const each of figures) assertEquals((await renderPicture(each)).png.length > 1000, true);
});
