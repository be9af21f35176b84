/** Chapter 19: its numbers, each from elsewhere. */
import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { integral, pin } from "../../support/mod.ts";
import {
  everyRun,
  iqm,
  lastBias,
  lastFive,
  lastMetric,
  lowestAfter,
  mean,
  type Run,
  shareOfGoals,
  trial,
} from "./stored.ts";
import { returnOfPlan } from "./pendulum_plan.ts";
import {
  actorLossByHand,
  bestOfTen,
  entropyAt,
  entropyOf,
  lesserCdf,
  lowestActorLoss,
  priceOf,
  stays,
  tastes,
} from "./oracle.ts";

const closed = "64-bit rounding of a closed form";
const midpoints = "midpoints of a smooth integrand";

// the derivation
const sigmas = Array.from({ length: 400 }, (_, i) => 0.7 + i / 1000);
pin(
  "19",
  "largest-entropy",
  Math.max(...sigmas.map(entropyOf)),
  { atol: 2e-5 },
  "the chapter's grid of σ has steps of 3 %",
);
pin("19", "entropy-at-a-narrow-spread", entropyOf(0.0897), { atol: 1e-8 }, midpoints);
pin("19", "entropy-at-a-wide-spread", entropyOf(2.92), { atol: 1e-8 }, midpoints);
const peak = -0.5 * Math.log(2 * Math.PI); // of a Gaussian with σ = 1
pin("19", "log-density-at-ten", peak + 2 * Math.log(Math.cosh(10)), { rtol: 1e-12 }, closed);
pin(
  "19",
  "patched-log-density-at-ten",
  peak - Math.log(Math.cosh(10) ** -2 + 1e-6),
  { rtol: 1e-9 },
  "1 − tanh² loses nine digits at 10, the patch covers them",
);
pin("19", "idle-value", Math.LN2 / 0.1, { rtol: 1e-13 }, closed);
pin("19", "idle-q-inside", 0.9 * Math.LN2 / 0.1, { rtol: 1e-13 }, closed);
pin("19", "idle-q-outside", Math.LN2 / 0.1, { rtol: 1e-13 }, closed);
pin(
  "19",
  "best-of-ten",
  bestOfTen(),
  { atol: 5 * 0.587 / Math.sqrt(20_000) },
  "five standard errors of 20,000 draws",
);
pin("19", "lesser-of-two", -1 / Math.sqrt(Math.PI), {
  atol: 5 * 0.8256 / Math.sqrt(200_000),
}, "five standard errors of 200,000 draws");
pin("19", "best-of-ten-lesser", bestOfTen(lesserCdf), {
  atol: 5 * 0.455 / Math.sqrt(20_000),
}, "five standard errors of 20,000 draws");
pin(
  "19",
  "actor-loss-on-the-better-hump",
  lowestActorLoss([0.4, 1], [-2.5, -1]),
  { atol: 1e-3 },
  "250 steps of descent",
);
pin(
  "19",
  "actor-loss-on-the-worse-hump",
  lowestActorLoss([-0.8, -0.4], [-2.5, -1.2]),
  { atol: 1e-3 },
  "250 steps of descent",
);
const slope = (actorLossByHand(0.1 + 1e-4, 0.4, 0.3) - actorLossByHand(0.1 - 1e-4, 0.4, 0.3)) /
  2e-4;
pin("19", "actor-slope", slope, { atol: 1e-5 }, "differences of two quadratures");
pin("19", "price-of-entropy", priceOf(0.6), { rtol: 1e-6 }, "4,000 steps of descent");
pin(
  "19",
  "entropy-where-it-matters",
  entropyAt(tastes[1]!, priceOf(0.6)),
  { rtol: 1e-6 },
  "as the price",
);

// the corrections
pin("19", "stay-as-printed", stays(false), { rtol: 1e-9 }, closed);
pin("19", "stay-corrected", stays(true), { rtol: 1e-9 }, closed);
const exact = 0.6 *
  integral(
    (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * Math.tanh(0.1 + 0.4 * z),
    -9,
    9,
    20_000,
  );
pin(
  "19",
  "slope-without-q",
  exact,
  { atol: 5 * 0.22 / Math.sqrt(100_000) },
  "five standard errors of 100,000 draws",
);

Deno.test("chapter 19 says that five seeds told a story about DDPG which twenty do not", async () => {
  const failed = async (name: string) =>
    (await everyRun(name, trial("mass 1.5"))).map((at) => at < -400);
  const [ddpg, sac] = [await failed("pendulum-ddpg"), await failed("pendulum-sac")];
  const count = (which: readonly boolean[]) => which.filter(Boolean).length;
  assertEquals([ddpg.length, sac.length], [20, 20]);
  assertEquals([count(ddpg.slice(0, 5)), count(sac.slice(0, 5))], [4, 0]);
  assertLess(count(ddpg) - count(sac), 6); // of 20 against 20: Fisher's p above .01
  const entropies = await everyRun("pendulum-no-entropy", lastMetric("entropy"));
  assertLess(Math.max(...entropies), -12); // as good as deterministic
});

Deno.test("chapter 19 says that four of five cars without their successes stay, and one finds its own", async () => {
  const finals = await everyRun("car-forgotten", lastFive);
  assertEquals(finals.filter((at) => at > 90).length, 1);
  assertEquals(finals.filter((at) => Math.abs(at) < 1).length, 4);
  const held = await everyRun("car-held", lastFive);
  assertGreater(Math.min(...held), 90);
});

Deno.test("exercise 19.5 says of six slips what their runs show", async () => {
  const [a, b, c, d, e, f] = await Promise.all(
    ["a", "b", "c", "d", "e", "f"].map(async (letter) =>
      (await everyRun(`pendulum-slip-${letter}`, (run) => run))[0]!
    ),
  );
  const last = (name: string) => (run?: Run) => run!.metrics.at(-1)!.metrics[name]!;
  const [price, entropy, loss] = ["temperature", "entropy", "criticLoss"].map(last);
  assertGreater(Math.min(price!(b), price!(f)), 1e6);
  assertGreater(entropy!(b), 0.68); // below log 2, its target is 1
  assertLess(entropy!(f), -3.5);
  assertLess(loss!(c), 0.01);
  const moved = d!.metrics.map(({ metrics }) => metrics["entropy"]!);
  assertLess(Math.max(...moved) - Math.min(...moved), 0.02);
  assertLess(lowestAfter(a!), -300);
  assertGreater(lowestAfter(e!), -250);
});

// the experiments: from the stored runs, by other means than the notebook's
const sameRuns = "the same stored runs, another way of adding up";
const ofSac = await everyRun("pendulum-sac", lastFive);
pin("19", "final-return-pendulum-sac", iqm(await everyRun("pendulum-sac", lastFive)), {
  rtol: 1e-12,
}, sameRuns);
pin(
  "19",
  "final-return-pendulum-no-entropy",
  iqm(await everyRun("pendulum-no-entropy", lastFive)),
  { rtol: 1e-12 },
  sameRuns,
);
pin(
  "19",
  "final-return-pendulum-one-critic",
  iqm(await everyRun("pendulum-one-critic", lastFive)),
  { rtol: 1e-12 },
  sameRuns,
);
pin("19", "final-return-pendulum-bare", iqm(await everyRun("pendulum-bare", lastFive)), {
  rtol: 1e-12,
}, sameRuns);
pin("19", "final-return-pendulum-ddpg", iqm(await everyRun("pendulum-ddpg", lastFive)), {
  rtol: 1e-12,
}, sameRuns);
pin("19", "final-return-pendulum-hot", iqm(await everyRun("pendulum-hot", lastFive)), {
  rtol: 1e-12,
}, sameRuns);
pin("19", "final-return-pendulum-no-copies", iqm(await everyRun("pendulum-no-copies", lastFive)), {
  rtol: 1e-12,
}, sameRuns);
pin(
  "19",
  "bias-pendulum-sac",
  iqm(await everyRun("pendulum-sac", lastBias)),
  { rtol: 1e-10 },
  sameRuns,
);
pin("19", "bias-pendulum-no-entropy", iqm(await everyRun("pendulum-no-entropy", lastBias)), {
  rtol: 1e-10,
}, sameRuns);
pin("19", "bias-pendulum-one-critic", iqm(await everyRun("pendulum-one-critic", lastBias)), {
  rtol: 1e-10,
}, sameRuns);
pin(
  "19",
  "bias-pendulum-bare",
  iqm(await everyRun("pendulum-bare", lastBias)),
  { rtol: 1e-10 },
  sameRuns,
);
pin(
  "19",
  "bias-pendulum-ddpg",
  iqm(await everyRun("pendulum-ddpg", lastBias)),
  { rtol: 1e-10 },
  sameRuns,
);
pin(
  "19",
  "bias-pendulum-hot",
  iqm(await everyRun("pendulum-hot", lastBias)),
  { rtol: 1e-10 },
  sameRuns,
);
pin("19", "bias-pendulum-no-copies", iqm(await everyRun("pendulum-no-copies", lastBias)), {
  rtol: 1e-10,
}, sameRuns);
const gapTo = async (name: string) =>
  (await everyRun(name, lastFive)).map((score, seed) => score - ofSac[seed]!);
pin(
  "19",
  "gap-pendulum-no-entropy",
  iqm(await gapTo("pendulum-no-entropy")),
  { rtol: 1e-9 },
  sameRuns,
);
pin(
  "19",
  "gap-pendulum-one-critic",
  iqm(await gapTo("pendulum-one-critic")),
  { rtol: 1e-9 },
  sameRuns,
);
pin("19", "gap-pendulum-bare", iqm(await gapTo("pendulum-bare")), { rtol: 1e-9 }, sameRuns);
pin("19", "gap-pendulum-ddpg", iqm(await gapTo("pendulum-ddpg")), { rtol: 1e-9 }, sameRuns);
const firstBias = ({ bias: [first] }: Run) => mean(first!.estimates) - mean(first!.truths);
pin("19", "bias-after-2000-steps", iqm(await everyRun("pendulum-sac", firstBias)), {
  rtol: 1e-10,
}, sameRuns);
const lowest = await everyRun("pendulum-sac", lowestAfter);
pin("19", "runs-that-fell-back", lowest.filter((at) => at < -300).length, { atol: 0 }, sameRuns);
pin("19", "entropy-at-the-end", iqm(await everyRun("pendulum-sac", lastMetric("entropy"))), {
  rtol: 1e-12,
}, sameRuns);
pin(
  "19",
  "temperature-at-the-end",
  iqm(await everyRun("pendulum-sac", lastMetric("temperature"))),
  {
    rtol: 1e-12,
  },
  sameRuns,
);
const failures = async (name: string) =>
  (await everyRun(name, trial("mass 1.5"))).filter((at) => at < -400).length;
pin("19", "ddpg-failures", await failures("pendulum-ddpg"), { atol: 0 }, sameRuns);
pin("19", "sac-failures", await failures("pendulum-sac"), { atol: 0 }, sameRuns);
pin("19", "car-forgotten", iqm(await everyRun("car-forgotten", lastFive)), {
  atol: 1e-12,
}, sameRuns);

pin("19", "return-with-double-mass", iqm(await everyRun("pendulum-sac", trial("mass 2"))), {
  rtol: 1e-12,
}, sameRuns);
pin("19", "return-when-pushed", iqm(await everyRun("pendulum-sac", trial("pushes of 4"))), {
  rtol: 1e-12,
}, sameRuns);
pin("19", "car-plain", iqm(await everyRun("car-plain", lastFive)), { atol: 1e-12 }, sameRuns);
pin("19", "car-held", iqm(await everyRun("car-held", lastFive)), { rtol: 1e-12 }, sameRuns);
const eighth = (run: Run) => mean(run.evaluations.find(({ step }) => step === 8000)!.returns);
pin("19", "return-after-8000-steps", (await everyRun("pendulum-sac", eighth))[0]!, {
  rtol: 1e-12,
}, "the stored run of seed 0, made by another program, bit for bit");
pin("19", "goals-when-held-1", shareOfGoals(1), { atol: 0.018 }, "five standard errors at 0.25 %");
pin("19", "goals-when-held-80", shareOfGoals(80), {
  atol: 5 * Math.sqrt(2 * 0.08 * 0.92 / 400),
}, "five standard errors of a difference of two shares of 400");
pin(
  "19",
  "return-of-a-plan",
  returnOfPlan(),
  { atol: 2 },
  "another grid of angles, speeds and torques",
);
pin("19", "goals-when-held-20", shareOfGoals(20), {
  atol: 5 * Math.sqrt(2 * 0.88 * 0.12 / 400),
}, "five standard errors of a difference of two shares of 400");
