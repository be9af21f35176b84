/** Chapter 19: its figures say what they draw, and no colour stands in them as a value. */
import {
  assert,
  assertEquals,
  assertGreater,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  aimlessFilm,
  anotherMass,
  blindClimb,
  carThatWouldNotMove,
  goalsByHold,
  humpsAndPolicies,
  insideItsHead,
  insideSac,
  learningToSwing,
  promisesAndTruth,
  sixSlips,
  squashedDensities,
  squashedEntropy,
  swingFilm,
  swingStrip,
  whatPartsBuy,
} from "chapters/19-soft-actor-critic/figures.ts";
import { normalQuantile } from "lib/math";
import { renderPicture } from "lib/notebook";
import type { Figure } from "lib/viz";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const steps = Array.from({ length: 21 }, (_, i) => 1000 * i);
const runsAt = (...levels: readonly number[]) => {
  const runs = levels.map((level) => steps.map((step) => step < 4000 ? -1400 : level));
  return { steps, runs, middle: runs[0]! };
};
const errorsAt = (level: number) => {
  const at = steps.slice(2).filter((step) => step % 2000 === 0);
  return { steps: at, runs: [at.map(() => level)], middle: at.map(() => level) };
};
const score = (name: string, estimate: number, runs: readonly number[]) => {
  return { name, runs, estimate, low: estimate - 3, high: estimate + 3 };
};
const hanging = Array.from({ length: 21 }, (_, i) => Math.PI * (1 - Math.min(1, i / 10)));
const torques = hanging.slice(1).map(() => 1);
const signal = (...levels: readonly number[]) => {
  return { steps: steps.slice(2), runs: levels.map((level) => steps.slice(2).map(() => level)) };
};
const four = [0, 1, 2, 3], grid = { angles: [-1, 1], velocities: [-1, 1] };

const figures: Readonly<Record<string, Figure>> = {
  squashedDensities: squashedDensities(
    [-0.95, -0.5, 0.5, 0.95],
    [0.3, 0.87, 2.5].map((sigma) => ({ sigma, density: [0.5, 0.6, 0.6, 0.5] })),
  ),
  squashedEntropy: squashedEntropy([0.05, 0.1, 1, 5], [-1.5, -1, 0.6, -1.8], [
    { sigma: 0.0897, entropy: -1 },
    { sigma: 0.87, entropy: 0.684 },
    { sigma: 2.92, entropy: -1 },
  ]),
  humpsAndPolicies: humpsAndPolicies([-0.5, 0.6], [0.6, 3], [
    { name: "from the right", density: [0, 3.7] },
    { name: "from the left", density: [3, 0] },
  ]),
  aimlessFilm: aimlessFilm(hanging, torques, -1665),
  swingFilm: swingFilm(hanging, torques),
  swingStrip: swingStrip(hanging, torques),
  insideItsHead: insideItsHead(grid, { promises: [-200, -1, -2, -210], torques: [-2, 2, 2, -2] }, {
    angles: [-1, 1],
    velocities: [0, 0.5],
  }),
  learningToSwing: learningToSwing(runsAt(-170, -165), [-1400, -1500], -162),
  insideSac: insideSac({
    temperature: signal(0.5, 0.1),
    entropy: signal(0.6, -1),
    value: signal(-75, -40),
    criticLoss: signal(0.3, 2),
  }),
  whatPartsBuy: whatPartsBuy(
    [runsAt(-170), runsAt(-176), runsAt(-230), runsAt(-500)],
    [
      score("SAC", -170, [-168, -172]),
      score("DDPG", -176, [-170, -182]),
      score("no copies", -466, [-200, -1000]),
    ],
    -162,
  ),
  promisesAndTruth: promisesAndTruth([-20, -21, 14, 18].map(errorsAt)),
  anotherMass: anotherMass([
    score("SAC", -258, [-255, -252, -260, -259, -258, -451]),
    score("DDPG", -300, [-257, -510, -507, -614, -723, -254]),
  ]),
  carThatWouldNotMove: carThatWouldNotMove(
    { steps, runs: [steps.map(() => 0)], middle: steps.map(() => 0) },
    { steps, runs: [steps.map(() => 94)], middle: steps.map(() => 94) },
  ),
  goalsByHold: goalsByHold([1, 20, 80, 120], [0, 0.9, 0.09, 0.57]),
  blindClimb: blindClimb([-0.5, -0.4, 0.45], [1, 1]),
  sixSlips: sixSlips(["no slip", "A", "B", "C", "D", "E", "F"].map((name, i) => {
    return { name, steps: four.map((at) => 3000 * at), returns: four.map(() => -200 * i) };
  })),
};

testDrawing("19", figures);

Deno.test("squashedDensities: says what share lies at the ends, counted from even quantiles", () => {
  const far = Math.atanh(0.9) / 2.5, n = 100_000;
  const beyond = Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n))
    .filter((z) => Math.abs(z) > far).length;
  assertStringIncludes(
    wordsOf(figures.squashedDensities!),
    `${(100 * beyond / n).toFixed(0)} % of it`,
  );
});

Deno.test("insideItsHead: words on the maps are the values under them, no legend", async () => {
  const words = wordsOf(figures.insideItsHead!);
  for (const word of ["what the actor does", "hanging:", "+2.0", "−2.0"]) {
    assertStringIncludes(words, word);
  }
  assert(!words.includes('"orient":"right"'));
  assertGreater((await renderPicture(figures.insideItsHead!)).png.length, 1000);
});

Deno.test("learningToSwing: says when the middle of the runs passes -250, and where it ends", () => {
  const { description } = figures.learningToSwing!;
  assertStringIncludes(description, "passes −250 at 4000 steps");
  assertStringIncludes(description, "ends at −170");
  assertStringIncludes(wordsOf(figures.learningToSwing!), "4,000 steps: −170");
  assertStringIncludes(wordsOf(figures.learningToSwing!), "IQM of 2,");
});

Deno.test("insideSac: each panel says between what its runs end, or how low they came", () => {
  const words = wordsOf(figures.insideSac!);
  for (const range of ["end 0.10 to 0.50", "end −1.00 to 0.60", "lowest −75 to −40"]) {
    assertStringIncludes(words, range);
  }
});

Deno.test("promisesAndTruth: each name stands with its error at the end, and its sign", () => {
  for (const word of ["SAC −20", "α = 0 −21", "one critic +14", "DDPG +18"]) {
    assertStringIncludes(wordsOf(figures.promisesAndTruth!), word);
  }
});

Deno.test("aimlessFilm: says how high the end of the rod came", () => {
  assertStringIncludes(wordsOf(aimlessFilm([Math.PI, 2 * Math.PI / 3], [1], -1)), "than −0.50 m");
});

Deno.test("blindClimb: counts its steps, and the places where it turned", () => {
  const made = wordsOf(blindClimb([-0.5, -0.4, -0.6, -0.6, 0.45], [1, -1, 1, 1]));
  assertStringIncludes(made, "it turned 2 times");
  assertStringIncludes(made, "in 4 steps");
});

Deno.test("swingStrip: stands from the first moment after the last tilt above 0.2 rad", () => {
  const up = hanging.findLastIndex((angle) => angle > 0.2) + 1;
  assertStringIncludes(wordsOf(figures.swingStrip!), `in ${(0.05 * up).toFixed(1)} seconds`);
});

Deno.test("anotherMass: counts DDPG's failures among the first five and among all", () => {
  assertStringIncludes(wordsOf(figures.anotherMass!), '"4 fail, of twenty 4"');
  const { layer } = figures.anotherMass!.spec as unknown as {
    readonly layer: readonly { mark?: { filled?: boolean }; data?: { values: { x: number }[] } }[];
  };
  const ringed = layer.find(({ mark }) => mark?.filled === false)!.data!.values.map(({ x }) => x);
  assertEquals(ringed, [-257, -510, -507, -614, -723]);
});

Deno.test("goalsByHold, whatPartsBuy: the numbers in their words are those drawn", () => {
  assertStringIncludes(wordsOf(figures.goalsByHold!), '"9 % at 80"');
  assertStringIncludes(figures.whatPartsBuy!.description, "from SAC to DDPG it is 6");
});

Deno.test("the figures of chapter 19 refuse an empty list, by name", () => {
  assertThrows(() => goalsByHold([], []), RangeError, "holds is empty");
  assertThrows(() => squashedDensities([], []), RangeError, "densities is empty");
  assertThrows(() => humpsAndPolicies([], [], []), RangeError, "policies is empty");
  assertThrows(() => sixSlips([]), RangeError, "runs is empty");
});
