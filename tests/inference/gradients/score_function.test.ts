import { assert, assertEquals, assertThrows } from "@std/assert";
import { categoricalScore, categoricalSlope, gaussianScore } from "lib/inference";
import { leaveOneOut, reinforce } from "lib/inference";
import { assertClose, integral, logNormal, normalPdf } from "../../support/mod.ts";

const h = 1e-5;

Deno.test("gaussianScore is the slope of log N by central differences", () => {
  const mean = [0.3, -1], logStd = [-0.4, 0.7], z = [0.9, 2];
  const log = (m: readonly number[], l: readonly number[]) =>
    z.reduce((sum, each, k) => sum + logNormal(each, m[k]!, Math.exp(l[k]!)), 0);
  const moved = (list: readonly number[], k: number, by: number) =>
    list.map((each, i) => i === k ? each + by : each);
  const expected = [
    ...[0, 1].map((k) =>
      (log(moved(mean, k, h), logStd) - log(moved(mean, k, -h), logStd)) / (2 * h)
    ),
    ...[0, 1].map((k) =>
      (log(mean, moved(logStd, k, h)) - log(mean, moved(logStd, k, -h))) / (2 * h)
    ),
  ];
  assertClose(gaussianScore({ mean, logStd }, z), expected, { atol: 1e-8 }); // differences of step 1e-5
});

Deno.test("gaussianScore averages to zero, and times r to the slope of E[r]: quadrature", () => {
  const q = { mean: [0.5], logStd: [-0.3] }, std = Math.exp(-0.3);
  const average = (f: (z: number) => number) =>
    integral((z) => normalPdf(z, 0.5, std) * f(z), -9, 10);
  for (const i of [0, 1]) {
    assertClose(average((z) => gaussianScore(q, [z])[i]!), 0, { atol: 1e-10 });
  }
  // E[z³] = μ³ + 3 μ σ²: slopes 3 μ² + 3 σ² and 6 μ σ²
  const v = std * std, expected = [3 * 0.25 + 3 * v, 6 * 0.5 * v];
  const got = [0, 1].map((i) => average((z) => gaussianScore(q, [z])[i]! * z ** 3));
  assertClose(got, expected, { atol: 1e-9 }); // the oracle's midpoint rule
});

Deno.test("categoricalScore and categoricalSlope agree with an enumeration by differences", () => {
  const logits = [0.2, -1, 1.4], rewards = [3, -2, 0.5];
  const chances = (l: readonly number[]) => {
    const each = l.map(Math.exp), total = each.reduce((a, b) => a + b, 0);
    return each.map((p) => p / total);
  };
  const value = (l: readonly number[]) =>
    chances(l).reduce((sum, p, k) => sum + p * rewards[k]!, 0);
  const expected = logits.map((_, k) =>
    (value(logits.map((l, i) => i === k ? l + h : l)) -
      value(logits.map((l, i) => i === k ? l - h : l))) / (2 * h)
  );
  assertClose(categoricalSlope(logits, rewards), expected, { atol: 1e-9 });
  const p = chances(logits); // Σ p score r is the same slope
  const byScores = logits.map((_, k) =>
    p.reduce((sum, each, i) => sum + each * categoricalScore(logits, i)[k]! * rewards[i]!, 0)
  );
  assertClose(byScores, expected, { atol: 1e-9 });
});

Deno.test("reinforce with leaveOneOut is the sample covariance of score and reward", () => {
  const s = [0.3, -1.2, 0.8, 2], r = [5, 1, -2, 7];
  const [ms, mr] = [s, r].map((list) => list.reduce((a, b) => a + b, 0) / 4);
  const covariance = s.reduce((sum, each, j) => sum + (each - ms!) * (r[j]! - mr!), 0) / 3;
  assertClose(reinforce(s.map((each) => [each]), r, leaveOneOut(r)), [covariance], { atol: 1e-14 });
});

Deno.test("leaveOneOut: over all pairs of tosses of a coin the gradient keeps its mean", () => {
  const p = 0.3, r = [8, 10]; // of tails and heads
  let total = 0;
  for (const a of [0, 1]) {
    for (const b of [0, 1]) {
      const chance = (a === 1 ? p : 1 - p) * (b === 1 ? p : 1 - p), rewards = [r[a]!, r[b]!];
      total += chance * reinforce([[a - p], [b - p]], rewards, leaveOneOut(rewards))[0]!;
    }
  }
  assertClose(total, p * (1 - p) * 2, { atol: 1e-15 });
});

Deno.test("reinforce and leaveOneOut refuse what does not fit", () => {
  assertThrows(() => leaveOneOut([1]), RangeError, "rewards is [1], expected two or more");
  assertThrows(() => reinforce([], []), RangeError, "scores is [0]");
  assertThrows(() => reinforce([[1], [2]], [1]), RangeError, "rewards is [1], expected [2]");
  assertThrows(() => categoricalScore([0, 1], 2), RangeError, "index is 2, expected less than 2");
  assertEquals(reinforce([[1, 2]], [3]), [3, 6]);
  assert(leaveOneOut([1, 3]).every((each, j) => each === [3, 1][j]));
});
