/** Figures of learning: what is drawn is what was handed in; an empty list is refused by name. */
import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { renderPicture } from "lib/notebook";
import { type Figure, learningCurves, methodScores, phaseMaps } from "lib/viz";

const description = "Curves over steps of learning with bands, and a line.";
const curve = (name: string, lift: number) => {
  const middle = [1, 2, 3].map((y) => y + lift);
  const [low, high] = [middle.map((y) => y - 1), middle.map((y) => y + 1)];
  return { name, steps: [0, 10, 20], middle, low, high };
};
type Drawn = {
  readonly mark?: { readonly type?: string; readonly color?: string };
  readonly data?: { readonly values: readonly Readonly<Record<string, unknown>>[] };
};
const layersOf = ({ spec }: Figure) => spec.layer as unknown as readonly Drawn[];

const learning = learningCurves({
  description,
  y: { title: "return" },
  curves: [curve("one", 0), curve("other", 5)],
  live: [{ name: "this run", steps: [0, 10], values: [0, 4] }],
  references: [{ y: 2, label: "a wish" }],
});
const scores = methodScores({
  description,
  y: { title: "cost", log: true },
  scores: [
    { name: "A", runs: [1, 2, 3], estimate: 2, low: 1.5, high: 2.5 },
    { name: "B", runs: [4, 5, 9], estimate: 6, low: 4, high: 9 },
  ],
});
const maps = phaseMaps({
  description,
  grid: { angles: [-1, 0, 1], velocities: [-2, 2] },
  maps: [{ title: "value", shade: "Q", values: [1, 2, 3, 4, 5, 6] }],
  path: { name: "a way", angles: [3, -3, -2], velocities: [1, 1, 1] },
});

Deno.test("learningCurves: a band from low to high under each curve, in its colour", () => {
  const areas = layersOf(learning).filter(({ mark }) => mark?.type === "area");
  assertEquals(areas.length, 2);
  assertEquals(areas[1]!.data!.values.map(({ x, y, y2 }) => [x, y, y2]), [
    [0, 5, 7],
    [10, 6, 8],
    [20, 7, 9],
  ]);
  assertEquals(new Set(areas.map(({ mark }) => mark!.color)).size, 2);
});

Deno.test("methodScores: every run a point, each interval a line of its own", () => {
  const [interval, runs, middles] = layersOf(scores);
  assertEquals(interval!.data!.values.map(({ x, y, group }) => [x, y, group]), [
    ["A", 1.5, 0],
    ["A", 2.5, 0],
    ["B", 4, 1],
    ["B", 9, 1],
  ]);
  assertEquals(runs!.data!.values.length, 6);
  assertEquals(middles!.data!.values.map(({ y }) => y), [2, 6]);
});

Deno.test("phaseMaps: shades at their places, a way that begins anew where the angle jumps", () => {
  const [map] = maps.spec.concat as unknown as readonly { readonly layer: readonly Drawn[] }[];
  const [shades, way] = map!.layer;
  const lines = (shades!.data!.values as unknown as string).split("\n");
  assertEquals([lines[0], lines.length], ["x,x2,y,y2,value", 7]);
  const [, x2, , y2, value] = lines.at(-1)!.split(",").map(Number);
  assertEquals(value, 6);
  assertGreater(x2!, 1);
  assertGreater(y2!, 2);
  assertEquals(way!.data!.values.map(({ group }) => group), [0, 1, 1]);
});

Deno.test("learningCurves, methodScores and phaseMaps can be drawn as pictures", async () => {
  for (const each of [learning, scores, maps]) {
    assertGreater((await renderPicture(each)).png.length, 1000);
  }
});

Deno.test("learningCurves and methodScores refuse an empty list, by name", () => {
  const y = { title: "return" };
  assertThrows(() => learningCurves({ description, y, curves: [] }), RangeError, "curves is [0]");
  assertThrows(() => methodScores({ description, y, scores: [] }), RangeError, "scores is [0]");
  assertThrows(
    () => learningCurves({ description, y, curves: [{ ...curve("a", 0), high: [1, NaN, 2] }] }),
    RangeError,
  );
});
