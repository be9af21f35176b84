/** Chapter 18: every number of the notebook, held against other computations. */
import { assertEquals } from "@std/assert";
import { pin } from "../../support/mod.ts";
import { storedValues } from "../../support/stored_values.ts";
import * as oracle from "./oracle.ts";
import * as roads from "./roads.ts";
import { average, norm, pi, type Row, type Rows, sum } from "./oracle.ts";

const rounding = "64-bit rounding";
const run = "from the stored runs, read as plain JSON";
const exact = { atol: 1e-12 };
const count = { atol: 0 };

// three days of the knee
const ways = [0, 1, 2].reduce(
  ([fresh, sore, hurt]) => [2 * fresh! + sore!, fresh! + 2 * sore! + hurt!, sore! + 2 * hurt!],
  [1, 1, 1],
);
pin("18", "paths", sum(ways), count, "successors that can happen, multiplied out from the end");
pin("18", "wish", oracle.worthOfThreeDays(pi), exact, "backwards, day by day");
const slope = oracle.slopeOfThreeDays(pi), days = oracle.backwards(pi, 3, 1);
pin("18", "slope-run-fresh", slope[0]!, exact, "visits, times the policy, times the advantage");
pin("18", "slope-run-sore", slope[2]!, exact, "likewise");
const { scatter } = oracle;
const derived = scatter(pi, (before, toGo) => before + toGo - 0.5);
const value = scatter(pi, (_, toGo, t, s) => toGo - days[t]!.v[s]!);
pin(
  "18",
  "variance-derived",
  derived,
  { atol: 1e-11 },
  "second moment over all paths, depth first",
);
pin("18", "variance-to-go", scatter(pi, (_, toGo) => toGo), { atol: 1e-11 }, "likewise");
pin("18", "variance-value", value, { atol: 1e-11 }, "likewise");
pin("18", "variance-ten", scatter(pi, (_, toGo) => toGo - 10), { atol: 1e-10 }, "likewise");

// one coin: two outcomes, so the deviation is half their distance
const coin = (b: number) => 0.21 * (0.3 * (-Math.log(0.7) - b) + 0.7 * (-Math.log(0.3) - b)) ** 2;
pin("18", "coin-kept", coin(1), { atol: 1e-15 }, "pq times a squared distance");
pin("18", "coin-dropped", coin(0), { atol: 1e-15 }, "pq times a squared distance");
pin(
  "18",
  "coin-best-baseline",
  -0.3 * Math.log(0.7) - 0.7 * Math.log(0.3),
  { atol: 1e-15 },
  "chances the other way round",
);
pin("18", "square-by-bonus", 1 / 2, { atol: 1e-9 }, "equal rewards, a fair toss");
pin("18", "square-by-advantage", 4 / 5, { atol: 1e-9 }, "four ways against one");

// λ
const truth = oracle.backwards(pi, 600, 0.9)[0]!.v, nothing = [0, 0, 0];
const trueSlope = oracle.firstStep(truth, 1).slope;
const [none, all] = [oracle.firstStep(nothing, 0), oracle.firstStep(nothing, 1)];
const tail = "(MPG-9) added up; 0.9^600 is left";
pin("18", "slope-length", norm(trueSlope), { atol: 1e-10 }, tail);
pin("18", "bias-at-zero", norm(none.slope.map((x, k) => x - trueSlope[k]!)), { atol: 1e-10 }, tail);
pin("18", "spread-at-zero", oracle.firstStep(truth, 0).spread, { atol: 1e-10 }, tail);
pin("18", "spread-at-one", all.spread, { atol: 1e-9 }, tail);
const sweep = Array.from({ length: 51 }, (_, i) => {
  const { slope, spread } = oracle.firstStep(nothing, i / 50);
  return { bias: norm(slope.map((x, k) => x - trueSlope[k]!)), spread };
});
const bestOf = (paths: number) => {
  const miss = sweep.map(({ bias, spread }) => bias ** 2 + spread ** 2 / paths);
  return miss.indexOf(Math.min(...miss)) / 50;
};
pin("18", "best-lambda-10", bestOf(10), exact, "the least of 51 misses");
pin("18", "best-lambda-1000", bestOf(1000), exact, "the least of 51 misses");

// two notations
pin("18", "identity-error", 0, { atol: 1e-12 }, "(MPG-12)");
const table: Rows = [[1.2, 0.4], [0.9, 0.4], [-2.6, -1.9]];
const lengths = oracle.moves.flatMap((rows, s) =>
  rows.flatMap((row) => row.flatMap((p) => (p > 0 ? [norm(oracle.odds(table[s]!))] : [])))
);
pin(
  "18",
  "missing-share",
  average(lengths),
  exact,
  "δπ over δ: the length of π, transition by transition",
);
const alone = oracle.aloneAtRest(),
  settled = "its fixed point, found without learning; 2,000 steps leave some 2e-5";
pin("18", "alone-loses", oracle.lost(alone.map(oracle.odds)), { atol: 1e-4 }, settled);
pin("18", "alone-high-loses", oracle.lost(alone.map(oracle.odds)), { atol: 1e-4 }, settled);
pin("18", "alone-runs-sore", oracle.odds(alone[1]!)[0]!, { atol: 1e-5 }, settled);
const [low, high, critic] = [oracle.softQ(0), oracle.softQ(25), oracle.actorCritic()];
const again = "2,000 steps, written in another way";
pin("18", "soft-q-runs-sore", oracle.odds(low[1]!)[0]!, { rtol: 1e-6 }, again);
pin("18", "soft-q-loses", oracle.lost(low.map(oracle.odds)), { atol: 1e-8 }, again);
pin("18", "hopeful-loses", oracle.lost(high.map(oracle.odds)), { atol: 1e-8 }, again);
pin("18", "best-runs-sore", oracle.odds(critic[1]!)[0]!, { rtol: 1e-9 }, again);
pin("18", "critic-loses", oracle.lost(critic.map(oracle.odds)), { atol: 1e-8 }, again);

// poles
const poles = await storedValues("mpg-cart-pole", 20);
const last = (name: string) => poles.map((values) => average((values[name] as Row).slice(-5)));
const fallen = (name: string) => last(`${name}Entropy`).filter((entropy) => entropy < 0.05).length;
pin("18", "pole-alone", average(last("plain0Returns")), exact, run);
pin("18", "pole-and-entropy", average(last("plain1Returns")), exact, run);
pin("18", "collapsed-none", fallen("plain0"), count, run);
pin("18", "collapsed-a-tenth", fallen("plain01"), count, run);
pin("18", "collapsed-three-tenths", fallen("plain03"), count, run);
pin("18", "collapsed-one", fallen("plain1"), count, run);
pin("18", "stuck-none", last("plain0Returns").filter((steps) => steps < 15).length, count, run);
pin("18", "clipped-none", average(last("clipped0Returns")), exact, run);
pin("18", "clipped-a-tenth", average(last("clipped01Returns")), exact, run);
/** Entropies from the first note below 0.01 nats on, of those that have one. */
const afterwards = (name: string) =>
  poles.map((values) => values[`${name}Entropy`] as Row)
    .map((row) => row.slice(Math.min(...row.flatMap((each, k) => (each < 0.01 ? [k] : [])), 99)))
    .filter((row) => row.length > 0);
const back = (rows: Rows) => rows.filter((row) => row.some((each) => each > 0.3)).length;
const [fell, fellPaid] = [afterwards("plain0"), ["plain01", "plain03"].flatMap(afterwards)];
pin("18", "fell-unpaid", fell.length, count, run);
pin("18", "back-unpaid", back(fell), count, run);
pin("18", "fell-paid", fellPaid.length, count, run);
pin("18", "back-paid", back(fellPaid), count, run);

Deno.test("chapter 18: of the seven that came back four balance in the end, three fall soon", () => {
  const ends = ["plain01", "plain03"].flatMap((name) => {
    const returns = last(`${name}Returns`);
    return poles.flatMap((values, i) => {
      const row = values[`${name}Entropy`] as Row, low = row.findIndex((each) => each < 0.01);
      return low >= 0 && Math.max(...row.slice(low)) > 0.3 ? [returns[i]!] : [];
    });
  });
  assertEquals(ends.filter((steps) => steps > 150).length, 4);
  assertEquals(ends.filter((steps) => steps < 22).length, 3);
});

Deno.test("chapter 18: what the text says of collapsed poles", () => {
  const returns = last("plain0Returns"), entropy = last("plain0Entropy");
  const sure = returns.filter((steps, i) => entropy[i]! < 0.05 && steps >= 15).length;
  assertEquals([fallen("plain0"), sure], [11, 3]); // eight push one way, three keep it up for a while
  for (const name of ["clipped0", "clipped01", "plain1"]) {
    assertEquals(last(`${name}Returns`).filter((steps) => steps < 15).length, 0);
  }
});

// rods
const rods = await storedValues("mpg-pendulum", 20);
const rod = (i: number) => rods.map((values) => (values.score as Row)[i]!);
pin("18", "rod-none", average(rod(0)), exact, run);
pin("18", "rod-a-tenth", average(rod(1)), exact, run);
pin("18", "rod-three-tenths", average(rod(2)), exact, run);
pin("18", "rod-one", average(rod(3)), exact, run);

Deno.test("chapter 18: with α = 0.1 the worst rod is better than six without entropy", () => {
  assertEquals(rod(0).filter((score) => score < Math.min(...rod(1))).length, 6);
});

// a plane
const planes = await storedValues("mpg-plane", 10);
const visited = (i: number) =>
  planes.map((values) => (values.visits as Rows)[i]!.slice(0, 4).filter((n) => n > 0).length);
const entropyOf = (i: number) => average(planes.map((values) => (values.entropy as Row)[i]!));
pin("18", "goals-hot", Math.max(...visited(2)), count, run);
pin("18", "plane-entropy-none", entropyOf(0), exact, run);
pin("18", "plane-entropy-hot", entropyOf(2), exact, run);

Deno.test("chapter 18: no learner on the plane visits two goals", () => {
  assertEquals([0, 1, 2].map((i) => Math.max(...visited(i))), [1, 1, 1]);
});
const chance = "another thousand walkers, other luck: five standard errors of the difference, 0.6";
pin("18", "worth-left", roads.worth(() => [-5, 0]), { atol: 3 }, chance);
pin("18", "worth-nearest", roads.worth(roads.nearest), { atol: 3 }, chance);

// slips
const [runs, rests] = [Math.exp(1 / 0.5), 1];
pin("18", "sore-by-q", oracle.plannedRunSore(), exact, "backwards, day by day");
pin("18", "sore-by-r", runs / (runs + rests), exact, "e² / (e² + 1)");
pin("18", "value-of-equals", Math.LN2, { atol: 1e-15 }, "log 2");
pin("18", "average-of-equals", 0, { atol: 0 }, "the average of two zeros");
pin("18", "average-with-entropy", Math.LN2, { atol: 1e-15 }, "log 2");
const p = Math.E / (Math.E + 1);
pin(
  "18",
  "slope-printed",
  2 * p * (1 - p),
  { atol: 1e-15 },
  "π(1 − π) times the weights' distance",
);
pin("18", "slope-corrected", 0, { atol: 1e-15 }, rounding);
