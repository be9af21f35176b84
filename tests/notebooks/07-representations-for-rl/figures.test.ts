/** Chapter 07: its figures say what they draw, and keep to the roles. */
import { assertStringIncludes } from "@std/assert";
import * as figures from "chapters/07-representations-for-rl/figures.ts";
import { exactValues, keyDoorMdp, worthCells } from "chapters/07-representations-for-rl/world.ts";
import { keyDoorStart } from "lib/envs";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const curve = Array.from({ length: 24 }, (_, i) => i / 24), low = curve.map((each) => each * 0.9);
const learning = { runs: [curve, low], middle: curve, low, high: curve };
const slow = {
  runs: [low],
  middle: curve.map((each) => 0.4 * each),
  low: curve.map(() => 0),
  high: low,
};
const row = { runs: [0.7, 0.8], estimate: 0.75, low: 0.7, high: 0.8 };
const frame = keyDoorStart({ row: 1, column: 1, key: 0, bat: 2 }).observation;
const pixels = Array.from({ length: 21 }, (_, i) => 1 + i / 4);
const drawn = {
  frames: figures.frameRows({
    headline: "Two frames",
    description: "Two frames of twelve by twelve pixels, side by side.",
    rows: [[{ name: "one", frame }, { name: "two", frame }]],
    marked: [0, 5],
    pointed: { text: "the key", pixel: 48 },
  }),
  maps: figures.worthMaps(worthCells(exactValues().values), 0.925),
  auction: figures.auction([{ name: "bat", worth: 15.16 }, {
    name: "key of 1 pixel",
    worth: 0.58,
  }]),
  telling: figures.tellingCurve({ pixels, gains: pixels.map((n) => 0.6 * (n - 1)) }),
  memory: figures.memoryCurves({
    updates: [2000, 4000, 6000, 8000],
    one: [[0.5, 0.5, 0.6, 0.8], [0.5, 0.52, 0.5, 0.7]],
    two: [[0.6, 0.9, 1, 1]],
    four: [[1, 1, 1, 1]],
  }),
  three: figures.threeSights({
    every: 250,
    state: learning,
    pixels: learning,
    along: slow,
    live: [0.02, 0.05, 0.1],
    blind: 0.728,
  }),
  cures: figures.cures({
    every: 250,
    along: slow,
    weighted: learning,
    prior: learning,
    reward: slow,
    pixels: learning,
  }),
  overall: figures.overallRows([
    { name: "pixels", role: "world", ...row },
    { name: "code", role: "bound", ...row, estimate: 0.15, runs: [0.1, 0.2], low: 0.1, high: 0.2 },
  ]),
};

testDrawing("07", drawn);

Deno.test("tellingCurve: its note is the gain at one pixel; its description has that at four", () => {
  assertStringIncludes(wordsOf(drawn.telling), "one pixel: 0 nats");
  assertStringIncludes(drawn.telling.description, `${(0.6 * 3).toFixed(2)} at four`);
});

Deno.test("memoryCurves: its note is the mean of the runs at the end, for one pixel", () => {
  assertStringIncludes(wordsOf(drawn.memory), `"mean","${((0.8 + 0.7) / 2).toFixed(2)}"`);
});

Deno.test("threeSights, cures: beside each line is where it ends in the middle", () => {
  assertStringIncludes(wordsOf(drawn.three), `"code","${(0.4 * 23 / 24).toFixed(2)}"`);
  assertStringIncludes(wordsOf(drawn.three), `"blind","0.73"`);
  assertStringIncludes(wordsOf(drawn.cures), `"${(0.4 * 23 / 24).toFixed(2)}"`);
  assertStringIncludes(wordsOf(drawn.cures), `"${(23 / 24).toFixed(2)}"`);
});

Deno.test("auction, overallRows: each row says its number", () => {
  assertStringIncludes(wordsOf(drawn.auction), "key of 1 pixel: 0.58");
  assertStringIncludes(wordsOf(drawn.auction), "1/26 of the bat"); // 15.16 / 0.58
  assertStringIncludes(wordsOf(drawn.overall), "code: 0.15");
});

Deno.test("worthMaps: says the best there is, and what the cell beside the door is worth", () => {
  const held = 0.3 + 0.95 * 0.95 ** 3; // the door pays, four steps on the treasure
  const lies = 0.95 ** 3 * (0.1 + 0.95 * 0.95 ** 4 * held); // four steps to the key, four back
  assertStringIncludes(wordsOf(drawn.maps), held.toFixed(2));
  assertStringIncludes(wordsOf(drawn.maps), lies.toFixed(2));
  assertStringIncludes(drawn.maps.description, "0.925");
  assertStringIncludes(keyDoorMdp().states.length.toString(), "66");
});
