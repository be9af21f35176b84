/** Chapter 17: its figures say what they draw, and keep to the roles. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import * as figures from "chapters/17-soft-q-learning/figures.ts";
import { countPeaks } from "chapters/17-soft-q-learning/figures/actions.ts";
import * as game from "chapters/17-soft-q-learning/game.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const cells = game.actionCells(10);
const hills = (...tops: readonly (readonly [number, number])[]) =>
  game.sharesOf(
    cells.map(([x, y]) =>
      Math.log(tops.reduce((sum, [u, v]) => sum + Math.exp(-8 * ((x - u) ** 2 + (y - v) ** 2)), 0))
    ),
  );
const two = hills([-0.5, 0.7], [0.7, -0.5]);
const four = hills([0, 0.9], [0.9, 0], [-0.9, 0], [0, -0.9]);
const curve = Array.from({ length: 16 }, (_, i) => 10 + 14 * i);
const learning = {
  runs: [curve, curve.map((x) => 0.9 * x)],
  middle: curve,
  low: curve,
  high: curve,
};
const costs = [-150, -30, -12, -12, -11, -11, -11, -11, -11];
const changed = { runs: [costs], middle: costs, low: costs, high: costs };
const path = [[0, 0], [1, 0.2], [2, 0], [3, 0], [4.2, 0.1]];
const promises = [0.5, 1, 2].map((k) => ({
  gap: k,
  ceiling: 1.5 * k,
  loss: 0.03 * k,
  bound: 9 * k,
}));
const drawn = {
  peaks: figures.peaks({
    places: [{ title: "at (0, 0)", shares: four }, { title: "at (1, 1)", shares: two }, {
      title: "at (3, 0)",
      shares: hills([0, 0]),
    }],
  }),
  sampler: figures.samplerMaps({
    learned: two,
    drawn: two,
    exact: two,
    actions: [[0, 0.1], [-0.5, 0.7]],
    apart: 0.126,
  }),
  rates: figures.rates(
    [100, 1000, 1e4, 3e5],
    [0.02, 0.6, 3.4, 10].map((end, i) => ({
      name: ["n⁻⁰·⁷", "0.1", "1/n", "n⁻²"][i]!,
      runs: [[10, 8, 5, end], [10, 8, 6, 1.1 * end], [9, 8, 5, end]],
    })),
  ),
  pole: figures.poleCurves({
    every: 1000,
    live: curve.slice(0, 4),
    methods: [{ name: "soft, α = 1", curve: learning, role: "bound" }, {
      name: "deep, ε = 0.1",
      curve: learning,
      role: "world",
    }],
  }),
  changed: figures.changedWorld(250, [
    { title: "soft Q", after: changed, knew: [true], fresh: changed, role: "bound" },
    { title: "SAC", after: changed, knew: [true], fresh: changed, role: "world" },
    { title: "DDPG", after: changed, knew: [false], fresh: changed, role: "causeA" },
  ]),
  paths: figures.goalPaths([
    { title: "soft Q", paths: [path, path], role: "bound", reached: 3 },
    { title: "SAC", paths: [path], role: "world", reached: 3 },
    { title: "DDPG", paths: [path], role: "causeA", reached: 1 },
  ]),
  shares: figures.goalShares([
    { title: "soft Q", role: "bound", shares: [[0.3, 0.2, 0.3, 0.2], [0.25, 0.25, 0.25, 0.25]] },
    { title: "SAC", role: "world", shares: [[0.6, 0.2, 0.1, 0.1], [0.4, 0.3, 0.2, 0.1]] },
    { title: "DDPG", role: "causeA", shares: [[1, 0, 0, 0], [0, 1, 0, 0]] },
  ]),
  room: figures.composedRoom({
    side: 3,
    steps: 14,
    maps: ["wish: top", "wish: right", "mean of Qs", "exact"].map((title, i) => ({
      title,
      chances: [0, 0, 0.9, 0.002, 0, 0.05, 0, 0.04, i / 1000],
      corner: 0.9,
    })),
  }),
  bound: figures.looseBound(promises),
  particles: figures.particleRows({
    right: [-0.9, 0, 0.9],
    wrong: [-0.4, 0, 0.4],
    variances: [0.325, 0.208],
  }),
  bias: figures.valueBias({
    counts: [1, 4, 16, 64],
    short: [1.1, 0.13, 0.0234, 0.006],
    scatter: [1.3, 0.5, 0.23, 0.11],
    rule: [0.4, 0.1, 0.025, 0.006],
  }),
};

testDrawing("17", drawn);

Deno.test("chapter 17: peaks are counted, not claimed", () => {
  assertEquals([four, two, hills([0, 0])].map(countPeaks), [4, 2, 1]);
  assertStringIncludes(wordsOf(drawn.peaks), "four peaks");
  assertStringIncludes(wordsOf(drawn.peaks), "two peaks");
});

Deno.test("chapter 17: notes hold the numbers that are drawn", () => {
  assertStringIncludes(wordsOf(drawn.sampler), "13 %");
  assertStringIncludes(wordsOf(drawn.rates), "0.02 left");
  assertStringIncludes(wordsOf(drawn.bound), "300 times too high"); // 9 over 0.03
  assertStringIncludes(wordsOf(drawn.bias), "0.023 nats"); // of the four, at 16 actions
  assertStringIncludes(drawn.changed.description, "0 of soft Q, 0 of SAC, 1 of DDPG");
  assertStringIncludes(wordsOf(drawn.shares), "50 % to one"); // SAC, the mean of 60 and 40 %
  assertStringIncludes(drawn.changed.description, "soft Q 30.0"); // a return of −30 after 250 steps
  assertStringIncludes(drawn.shares.description, "100 % with DDPG");
});
