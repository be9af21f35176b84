/** Chapter 05: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/05-amortized-inference/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const values = Array.from({ length: 200 }, (_, i) => Math.sin(i) * 3);
const wide = Array.from({ length: 200 }, (_, i) => Math.sin(i) * 100);
const law = {
  name: "REINFORCE",
  x: [1, 10],
  exact: [7.5, 138],
  measured: { x: [1, 10], y: [7, 140] },
};
const x = Array.from({ length: 41 }, (_, i) => -2 + i / 10), z = [-2, -1, 0, 1, 2];
const jumping = { means: x.map((each) => each < 1 ? 0.3 : 1.2), stds: x.map(() => 0.2) };
const curve = [20, 3, 1, 0.6, 0.5, 0.5, 0.5];
const drawn = {
  gradientHistograms: figures.gradientHistograms([
    { dimension: 1, score: values, reparameterized: values, exact: 1, spread: 2.74 },
    { dimension: 100, score: wide, reparameterized: values, exact: 1, spread: 101.75 },
  ]),
  varianceLaws: figures.varianceLaws({
    headline: "Squared and constant",
    description: "Variance over the dimension on two logarithmic axes, for two gradients.",
    x: { title: "dimension D", domain: [0.8, 160], values: [1, 10, 100] },
    y: { domain: [0.4, 1000], values: [1, 10, 100] },
    laws: [law, { ...law, name: "reparameterized", exact: [1, 1] }],
    names: [{ text: "REINFORCE", x: 2, y: 100 }, { text: "with a baseline", x: 2, y: 0.6 }],
  }),
  wiggles: figures.wiggles({
    rates: [0.1, 1, 10],
    score: [1, 0.3, 0.5],
    baselined: [0.00015, 0.3, 0.5],
    reparameterized: [0.0001, 0.43, 50],
    crossing: 0.85,
    at: { rate: 10, score: 0.5, reparameterized: 50 },
  }),
  relaxedSlopes: figures.relaxedSlopes({
    logits: [-5, -1.5, 0, 5],
    exact: [0.001, 0.015, 0.025, 0.001],
    relaxed: [
      { temperature: 1, slopes: [-0.01, -0.025, 0.017, 0.02] },
      { temperature: 0.3, slopes: [0, -0.01, 0.02, 0.005] },
    ],
    at: { logit: -1.5, slope: -0.0251 },
  }),
  switchCurves: figures.switchCurves({
    every: 500,
    teachers: [
      { name: "no baseline", runs: [curve, curve] },
      { name: "exact slope", runs: [curve.map((each) => each / 2)] },
    ],
    live: curve.slice(0, 3),
  }),
  foldedWorld: figures.foldedWorld({
    x,
    z,
    posterior: x.filter((_, i) => i % 2 === 0).flatMap(() => [0, 0.2, 1, 0.2, 0]),
    best: jumping,
    network: { means: x.map((each) => each / 2), stds: jumping.stds },
    approximation: x.map(() => 0.3),
    amortization: x.map((each) => Math.abs(each - 1) < 0.15 ? 0.29 : 0.01),
    jump: 0.95,
  }),
  teacherCurves: figures.teacherCurves({
    every: 500,
    teachers: [
      { name: "reparameterized", runs: [curve, curve.map((each) => each * 1.1)] },
      { name: "REINFORCE", runs: [curve.map((each) => each * 1.4)] },
    ],
    live: curve,
  }),
  readersOfWine: figures.readersOfWine({
    counts: [8, 128],
    fresh: [[1.4, 0.003], [1.6, 0.001]],
    learned: [[1e-6, 1e-5], [0, 1e-5]],
    linear: { counts: [2, 8, 12], runs: [[2, 0.1, 0.004]] },
    widths: [1, 2, 256],
    freshByWidth: [[1.8, 1e-8, 0.03]],
    approximation: 0.0494,
  }),
};

testDrawing("05", drawn);

Deno.test("gradientHistograms: says how many draws have no room", () => {
  const beyond = wide.filter((each) => Math.abs(each) >= 48).length / 2;
  assertStringIncludes(wordsOf(drawn.gradientHistograms), `${Math.round(beyond)} % outside`);
  assertThrows(() => figures.gradientHistograms([]), RangeError, "samples is empty");
});

Deno.test("foldedWorld: its note is the largest amortization gap it draws", () => {
  assertStringIncludes(wordsOf(drawn.foldedWorld), "amortization, here 0.29");
});

Deno.test("wiggles: its note has both variances", () => {
  assertStringIncludes(wordsOf(drawn.wiggles), "against 0.5");
  assertStringIncludes(wordsOf(drawn.wiggles), "cos 10z: 50");
});

Deno.test("readersOfWine: describes the first and the last mean on new wines", () => {
  assertStringIncludes(drawn.readersOfWine.description, "1.5 nats on new wines after 8");
  assertStringIncludes(drawn.readersOfWine.description, "0.0020 after 128");
});

Deno.test("teacherCurves and switchCurves describe where the runs end", () => {
  assertStringIncludes(drawn.teacherCurves.description, "REINFORCE 0.70");
  assertStringIncludes(drawn.switchCurves.description, "exact slope 0.25");
});
