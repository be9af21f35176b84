/** Chapter 16: every equation and every number, held against oracles that import nothing of lib. */
import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { assertClose, pin, sum } from "../../support/mod.ts";
import * as o from "./dynamic_programming.ts";
import {
  alpha,
  best,
  cliff,
  correctRoom,
  gamma,
  inside,
  multiplier,
  normalizer,
  paid,
  pays,
  posteriorValues,
  printedRoom,
  prior,
  slope,
  walled,
  world,
} from "./oracle.ts";

const rounding = "64-bit rounding of a closed form";
const bySweeps = "lib stops at a change of 1e-10, the oracle at 1e-14";

const threeDays = o.backward(world, 3, alpha);
const start = cliff.at(3, 1), far = 0.97;
const planAt = (w: o.World, temperature: number) => {
  const { v } = o.settle((u) => o.sweep(w, u, far, temperature), w.pays.length, 1e-12);
  return { v, policy: o.greedy(w, v, far, temperature) };
};
const hardCliff = o.settle((v) => o.hardSweep(cliff, v, far), cliff.pays.length).v;
const hardWay = o.hardGreedy(cliff, hardCliff, far);
const softCliff = planAt(cliff, 0.5), one = planAt(cliff, 1), cold = planAt(cliff, 0.05);
const fall = (policy: o.Rows) => {
  const last = o.follow(cliff, Array(300).fill(policy)).visits.at(-1)!;
  return sum(last.map((p, s) => cliff.cells[s]!.letter === "!" ? p : 0));
};

Deno.test("chapter 16 says that the soft plan takes the road along the pits, and why", () => {
  assertEquals(hardWay[start], [1, 0, 0, 0]); // north, over the roof
  assertGreater(softCliff.policy[start]![1]!, 0.7); // east, along the pits
  const roof = planAt(walled, 0.5).v[walled.at(3, 1)]!;
  assertGreater(softCliff.v[start]!, roof);
  assertGreater(inside(softCliff.policy, 20), inside(hardWay, 20)); // it wanders: a few walks last very long
});

Deno.test("chapter 16 says that with an entropy bonus the conclusion reverses, and that it stops arriving", () => {
  assertLess(fall(paidPlan(0.5)), fall(hardWay));
  assertGreater(fall(softCliff.policy), 30 * fall(hardWay));
  assertGreater(arrived(paidPlan(0.68)), 0.99);
  assertLess(arrived(paidPlan(0.8)), 0.2); // beyond 1 / log 4 = 0.72
});

// the hall with two gates
const hall = (north: string, south: string) =>
  o.fromMap(
    `#######\n#..#..#\n#..${north}..#\n#..#..#\n#S.#.G#\n#..#..#\n#..${south}..#\n#..#..#\n#######`,
    0,
  );
const open = hall(".", "."), shut = [hall("#", "."), hall(".", "#")];
const arrivals = (policies: readonly o.Rows[]) =>
  shut.map((other) => {
    const carried = policies.map((pi) =>
      other.cells.map(({ row, column }) => pi[open.at(row, column)]!)
    );
    return o.follow(other, carried).visits.at(-1)![other.at(4, 5)]!;
  });
const hallPlan = (temperature: number) => o.backward(open, 30, temperature).policies;
const half = hallPlan(10 ** -0.3);

Deno.test("chapter 16 says that with a gate closed soft arrives half of the time whichever it is, hard always or never", () => {
  assertClose(arrivals(hallPlan(0)), [0, 1], { atol: 1e-12 });
  for (let i = 0; i < 17; i++) {
    const [north, south] = arrivals(hallPlan(10 ** (-1 + i / 10)));
    assertClose(north!, south!, { atol: 1e-12 });
    assertLess(north!, 0.5035);
    if (i <= 13) assertGreater(north!, 0.49); // up to α = 2
  }
});

pin("16", "best-curry", best[1]!, { atol: 1e-14 }, rounding);
pin("16", "multiplier", multiplier, { atol: 1e-14 }, rounding);
pin("16", "lunch-value", alpha * Math.log(normalizer), { atol: 1e-14 }, rounding);
pin(
  "16",
  "sore-runs-first-day",
  threeDays.policies[0]![1]![0]!,
  { atol: 1e-13 },
  "own backward pass",
);
pin(
  "16",
  "sore-runs-last-day",
  0.7 * Math.exp(2) / (0.7 * Math.exp(2) + 0.3),
  { atol: 1e-14 },
  rounding,
);
const ofPlan = o.average(
  world,
  threeDays.policies,
  (t, s, a) => pays[s]![a]! - alpha * Math.log(threeDays.policies[t]![s]![a]! / prior[s]![a]!),
);
const ofHabit = o.average(world, [prior, prior, prior], (_, s, a) => pays[s]![a]!);
pin("16", "best-bound-times-alpha", ofPlan, { atol: 1e-12 }, "Σ over all trajectories");
pin("16", "loss-of-habit", ofPlan - ofHabit, { atol: 1e-12 }, "Σ over all trajectories");
pin(
  "16",
  "optimism-when-hurt",
  posteriorValues(world, 3, alpha)[0]![2]! - threeDays.values[0]![2]!,
  { atol: 1e-12 },
  "two backward passes of its own",
);
const forGood = o.settle((v) => o.sweep(world, v, gamma, alpha), 3).v;
pin("16", "forever-fresh", forGood[0]!, { atol: 2e-9 }, bySweeps);
pin("16", "sweeps-to-settle", o.settle((v) => o.sweep(world, v, gamma, alpha), 3, 1e-10).count, {
  atol: 0,
}, "a count; changes fall by a tenth each, none is near 1e-10 by rounding");
pin("16", "contraction-of-a-shift", gamma, { atol: 1e-12 }, "γ, from (SVI-11)");
const ofDull = o.worth(world, prior, gamma, alpha);
pin(
  "16",
  "habit-fresh",
  ofDull[0]!,
  { atol: 1e-12 },
  "sweeps until still, against linear equations",
);
const once = o.worth(world, o.greedy(world, ofDull, gamma, alpha), gamma, alpha);
const twice = o.worth(world, o.greedy(world, once, gamma, alpha), gamma, alpha);
pin(
  "16",
  "distance-after-two-rounds",
  o.distance(twice, forGood),
  { atol: 1e-11 },
  "two improvements of its own",
);
let hundred: number[] = [0, 0, 0];
for (let k = 0; k < 100; k++) hundred = o.sweep(world, hundred, gamma, alpha);
pin(
  "16",
  "distance-after-hundred-sweeps",
  o.distance(hundred, forGood),
  { atol: 1e-11 },
  "its own sweeps",
);
const hardKnee = o.settle((v) => o.hardSweep(world, v, gamma), 3).v;
pin("16", "hard-fresh", hardKnee[0]!, { atol: 2e-9 }, bySweeps);
const hundredth = o.settle((v) => o.sweep(world, v, gamma, 0.01), 3).v;
pin("16", "gap-at-a-hundredth", hardKnee[0]! - hundredth[0]!, { atol: 4e-9 }, bySweeps);
pin("16", "bound-at-a-hundredth", 0.01 * Math.log(1 / 0.3) / 0.1, { atol: 1e-12 }, rounding);
const anyLogits = [[0.3, -0.2], [1, 0.5], [-0.7, 0.1]];
pin(
  "16",
  "slope-of-first-logit",
  slope(world, anyLogits.map((row) => o.boltzmann(row, [1, 1], 1)), 0, 0, alpha),
  { atol: 1e-7 },
  "differences, ~ h²",
);
pin("16", "hard-value-at-start", hardCliff[start]!, { atol: 4e-9 }, bySweeps);
pin("16", "soft-value-at-start", softCliff.v[start]!, { atol: 4e-9 }, bySweeps);
pin("16", "soft-goes-north-at-start", softCliff.policy[start]![0]!, { atol: 1e-8 }, bySweeps);
pin("16", "soft-goes-east-at-start", softCliff.policy[start]![1]!, { atol: 1e-8 }, bySweeps);
pin(
  "16",
  "net-of-the-roof",
  o.worth(cliff, cold.policy, far, 0.5)[start]!,
  { atol: 1e-7 },
  bySweeps,
);
pin(
  "16",
  "net-of-the-best-roof",
  planAt(walled, 0.5).v[walled.at(3, 1)]!,
  { atol: 1e-8 },
  bySweeps,
);
pin("16", "net-of-the-pits", softCliff.v[start]!, { atol: 1e-8 }, "the soft value, by another way");
pin("16", "hard-fall", fall(hardWay), { atol: 1e-12 }, "followed for 300 steps");
pin("16", "fall-at-one", fall(one.policy), { atol: 1e-8 }, bySweeps);
const paidPlan = (temperature: number) => planAt(paid(temperature), temperature).policy;
const bonusHalf = paidPlan(0.5);
pin("16", "soft-fall", fall(softCliff.policy), { atol: 1e-8 }, bySweeps);
pin("16", "bonus-fall", fall(bonusHalf), { atol: 1e-8 }, bySweeps);
pin("16", "bonus-goes-north-at-start", bonusHalf[start]![0]!, { atol: 1e-8 }, bySweeps);
pin("16", "bonus-goes-east-at-start", bonusHalf[start]![1]!, { atol: 1e-8 }, bySweeps);
const stillOut = (policy: o.Rows, steps: number) =>
  o.follow(cliff, Array(steps).fill(policy)).visits.slice(0, steps).map((at) =>
    sum(at.map((p, s) => "!G".includes(cliff.cells[s]!.letter) ? 0 : p))
  );
pin("16", "bonus-steps", sum(stillOut(bonusHalf, 300)), { atol: 1e-6 }, bySweeps);
const arrived = (policy: o.Rows) =>
  o.follow(cliff, Array(300).fill(policy)).visits.at(-1)![cliff.at(3, 8)]!;
pin("16", "bonus-arrives-at-one", arrived(paidPlan(1)), { atol: 1e-7 }, bySweeps);
// to the end: squared again and again, the step of the walk leads where 2¹⁷ steps lead
const endOf = (policy: o.Rows) => {
  let step = cliff.moves.map((rows, s) =>
    rows[0]!.map((_, to) => sum(rows.map((row, a) => policy[s]![a]! * row[to]!)))
  );
  for (let doubling = 0; doubling < 17; doubling++) {
    step = step.map((row) => row.map((_, to) => sum(row.map((p, via) => p * step[via]![to]!))));
  }
  const at = step[start]!;
  return (letter: string) => sum(at.map((p, s) => cliff.cells[s]!.letter === letter ? p : 0));
};
const lateEnd = endOf(paidPlan(1));
pin(
  "16",
  "bonus-falls-in-the-end",
  lateEnd("!"),
  { atol: 1e-4 },
  "2¹⁷ steps for 100,000: what is " +
    "still out then, and sweeps",
);
pin("16", "bonus-arrives-in-the-end", lateEnd("G"), { atol: 1e-4 }, "the same");
const walking = stillOut(softCliff.policy, 40);
pin("16", "pace-of-the-soft-plan", far * walking[30]! / walking[29]!, { atol: 1e-7 }, bySweeps);

pin("16", "open-return-hard", -8, { atol: 1e-12 }, "eight steps, counted on the map");
pin(
  "16",
  "open-return-at-a-half",
  o.follow(open, half).income,
  { atol: 1e-11 },
  "followed step by step",
);
pin("16", "arrival-at-a-half", arrivals(half)[0]!, { atol: 1e-12 }, "followed step by step");
pin("16", "soft-after-five-tries", 1 - sum(arrivals(half).map((p) => (1 - p) ** 5)) / 2, {
  atol: 1e-12,
}, rounding);
pin("16", "hard-after-five-tries", 0.5, { atol: 1e-12 }, "one gate always, the other never");
pin("16", "groping-as-printed", printedRoom.steps, { atol: 1e-11 }, "a recursion in one number");
pin("16", "groping-corrected", correctRoom.steps, { atol: 1e-12 }, "a recursion in one number");
pin("16", "gap-of-equals", Math.LN2, { atol: 1e-13 }, "log 2, beside a value of 100");
pin(
  "16",
  "below-the-maximum",
  0.5 * Math.log(Math.PI / 50),
  { atol: 1e-9 },
  "quadrature's tolerance 1e-10",
);
pin(
  "16",
  "further-below",
  0.5 * Math.log(Math.PI / 5000),
  { atol: 1e-9 },
  "quadrature's tolerance 1e-10",
);
pin("16", "with-a-prior-at-a-thousandth", 0.0005 * Math.log(Math.PI / 50 * 0.001 / 4), {
  atol: 1e-11,
}, "a Gaussian integral; the tails beyond ±1 are exp(−50,000)");
