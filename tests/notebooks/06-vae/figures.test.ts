/** Chapter 06: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/06-vae/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const images = [[0, 1, 0.5, 0.01], [1, 1, 0, 0.3]];
const steps = Array.from({ length: 10 }, (_, i) => -22 + i / 3);
const draws = [1, 5, 50, 500];
const two = [[-20.1, -19.6, -19.3, -19.2]],
  eight = [[-18.5, -17.8, -17.5, -17.4], [-18.3, -17.6, -17.3, -17.2]];
const rows = {
  headline: "Two small images",
  description: "Two rows of two small images, drawn pixel by pixel.",
  side: 2,
};
const drawn = {
  imageRows: figures.imageRows({
    ...rows,
    rows: [{ name: "first", images }, { name: "second", images }],
  }),
  latentMap: figures.latentMap({
    headline: "A map",
    description: "A map of two by two small images on a plane.",
    places: [-2, 2],
    images: [...images, ...images],
    side: 2,
  }),
  holeMap: figures.holeMap({
    places: [-3, 0, 3],
    excess: [-9, 0, 1, 2, 3, 0, -1, -2, 0],
    centres: [[0, 0], [1, 1.5]],
    starved: 0.23,
  }),
  testBounds: figures.testBounds({
    every: 250,
    two: [steps],
    eight: [steps.map((each) => each + 1)],
    live: steps,
    mixture: -18.52,
  }),
  tighterBounds: figures.tighterBounds(draws, two, eight, -18.52),
  signals: figures.signals({
    draws,
    encoder: [[0.26, 0.25, 0.23, 0.15]],
    decoder: [[1.4, 2.4, 5, 10]],
  }),
  codePrice: figures.codePrice({
    variances: [0.03, 0.7, 40],
    exact: [9, 0, 0],
    trained: [[32, 0], [0.1, 5.5]],
    threshold: 0.7,
  }),
  betaPrice: figures.betaPrice({
    betas: [1, 2, 4],
    gaps: [[0.1, 0.3], [0.3, 0.5], [0.2, 0.4]],
    perFactor: [[0.1, 0.2, 0.3, 0], [0.4, 0.4, 0.2, 0], [0.5, 0.5, 0.1, 0]],
    factors: ["across", "down", "size", "angle"],
  }),
  convolutionCurves: figures.convolutionCurves(100, [[-170, -99, -77, -54, -44]], [[
    -147,
    -85,
    -75,
    -68,
    -63,
  ]]),
};

testDrawing("06", drawn);

Deno.test("imageRows: every pixel with ink is drawn once, faint ones not; empty rows are refused", () => {
  const [shades] = drawn.imageRows.spec.layer as readonly { data: { values: string } }[];
  assertEquals(shades!.data.values.split("\n").length - 1, 10); // 2 and 3 pixels of ink, in two rows
  assertThrows(
    () => figures.imageRows({ ...rows, rows: [{ name: "none", images: [] }] }),
    RangeError,
    "none is empty",
  );
});

Deno.test("tighterBounds: its note is what the mean of the runs gains from one draw to the most", () => {
  assertStringIncludes(wordsOf(drawn.tighterBounds), `+${(-17.3 - -18.4).toFixed(2)} nats`);
});

Deno.test("signals: its note is the encoder's ratio at the most draws", () => {
  assertStringIncludes(wordsOf(drawn.signals), "0.15: mostly noise");
});

Deno.test("betaPrice: its note is the best mean, and where it is", () => {
  assertStringIncludes(wordsOf(drawn.betaPrice), "mean 0.40");
  assertStringIncludes(wordsOf(drawn.betaPrice), "at β = 2");
});

Deno.test("holeMap: says the share of the prior in holes", () => {
  assertStringIncludes(drawn.holeMap.description, "23 percent");
});
