/** Chapter 11: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/11-embed-to-control/figures.ts";
import { meshPlaces } from "chapters/11-embed-to-control/plane.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const plain = meshPlaces.map(([x, y]) => [(x - 10) / 5, (y - 10) / 5]);
const over = plain.map(([x, y]) => [Math.abs(x!), y!]);
const grey = Array.from({ length: 16 }, (_, i) => i / 16);
const angles = Array.from({ length: 24 }, (_, i) => -Math.PI + Math.PI * i / 12);
const round = angles.map((each) => [2 * Math.sin(each), Math.cos(each)]);
const drawn = {
  pictures: figures.pictures([{ name: "one", grey }, { name: "two", grey }], "Two pictures"),
  slips: figures.slips([
    {
      title: "stretch",
      slip: "half",
      places: [0.1, 0.7, 1.9],
      dense: [1.8, 0.1, 0.7],
      formula: [1.8, 0.1, 0.7],
      slipped: [0.7, -0.08, 1],
    },
    {
      title: "ratio",
      slip: "twice",
      places: [0.5, 2, 4],
      dense: [0.1, 0.2, 0.8],
      formula: [0.1, 0.2, 0.8],
      slipped: [0.4, -0.19, 0.1],
    },
  ]),
  plans: figures.pathsOfPlans([
    { iteration: 1, places: [[2, 2], [3, 12]] },
    { iteration: 9, places: [[2, 2], [8, 10], [16, 11]] },
  ], [17, 11]),
  hero: figures.hero(over),
  maps: figures.maps([{ codes: plain }, { codes: over }], "Two maps"),
  unfolding: figures.unfolding([100, 500], [over, plain]),
  standings: figures.standings([
    { name: "truth", role: "wish", arrived: [1, 1], shares: [0.8, 0.9] },
    { name: "code", role: "bound", arrived: [1, 0.5], shares: [0.1, 0.2] },
  ]),
  ring: figures.ring([{ seed: 0, places: round }], angles.map((each) => (1 + Math.cos(each)) / 2), [
    1,
  ]),
  searching: figures.searching([[20, 4, 1], [21, 5, 2]], [[20, 19, 18]], [[9, 11], [10, 21]], 10),
};
testDrawing("11", drawn);

Deno.test("chapter 11: notes and descriptions hold the number that is drawn", () => {
  assertStringIncludes(wordsOf(drawn.slips), "least −0.08");
  assertStringIncludes(drawn.slips.description, "half, −0.08 nats; twice, −0.19 nats");
  assertStringIncludes(wordsOf(drawn.plans), "after 1");
  assertStringIncludes(drawn.pictures.description, "Two pictures: 2 pictures of 4 by 4");
  assertStringIncludes(drawn.plans.description, "ends 1.00 pixels from the goal");
  assertStringIncludes(drawn.hero.description, "50 % of its cells");
  assertStringIncludes(drawn.hero.description, "mirrored and stretched");
  assertStringIncludes(figures.hero(plain).description, "not mirrored and stretched");
  assertStringIncludes(drawn.maps.description, "1 have no fold");
  assertStringIncludes(drawn.maps.description, "0.00, 0.50");
  assertStringIncludes(drawn.unfolding.description, "50, 0 % are folded");
  assertStringIncludes(wordsOf(drawn.standings), "code: 0.750");
  assertStringIncludes(drawn.standings.description, "truth 1.000 and 0.850");
  assertStringIncludes(
    drawn.searching.description,
    "falls to 1.50 pixels in the mean, on folded ones to 18.00",
  );
});

Deno.test("chapter 11: figures of nothing are refused", () => {
  assertThrows(() => figures.maps([], "Nothing"), RangeError);
  assertThrows(() => figures.standings([]), RangeError);
  assertThrows(() => figures.pictures([], "Nothing"), RangeError);
  assertThrows(() => figures.hero([]), RangeError);
  assertThrows(() => figures.slips([]), RangeError);
});
