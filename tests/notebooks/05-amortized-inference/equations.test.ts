/** Chapter 05: every equation, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import * as inference from "lib/inference";
import { key, normal } from "lib/math";
import { assertClose, integral, normalPdf, sum } from "../../support/mod.ts";
import { average, chance, normalMean, normalVariance, type Rows } from "./oracle.ts";

// z ~ N(0, I), x | z ~ N(Wz, ψ) with two causes and three readings; Λ written out
const W = [[1, 0.4], [0.2, 1.1], [-0.7, 0.9]], psi = 0.5, x = [1, -0.4, 0.8];
const model = { mean: [0, 0, 0], loadings: W, noise: [psi, psi, psi] };
const L = [0, 1].map((i) =>
  [0, 1].map((j) => sum(W.map((w) => w[i]! * w[j]!)) / psi + (i === j ? 1 : 0))
);
const det = L[0]![0]! * L[1]![1]! - L[0]![1]! * L[1]![0]!;
const pulled = [0, 1].map((k) => sum(W.map((w, d) => w[k]! * x[d]!)) / psi);
const centre = [
  (L[1]![1]! * pulled[0]! - L[0]![1]! * pulled[1]!) / det,
  (L[0]![0]! * pulled[1]! - L[1]![0]! * pulled[0]!) / det,
];
const evidence = inference.factorLogLikelihood(model, [x]);
const elboOf = (mean: readonly number[], variances: readonly number[]) =>
  inference.factorElbo(model, x, { mean, covariance: { kind: "diagonal", variances } });
const amortization = (mean: readonly number[], variances: readonly number[]) => {
  const off = mean.map((each, k) => each - centre[k]!);
  const square = sum(off.map((a, i) => sum(off.map((b, j) => a * L[i]![j]! * b))));
  return 0.5 * (square + sum(variances.map((v, k) => L[k]![k]! * v - 1 - Math.log(L[k]![k]! * v))));
};
const approximation = 0.5 * (Math.log(L[0]![0]! * L[1]![1]!) - Math.log(det));

Deno.test("AVI-1: whatever a network answers, it is a bound", () => {
  const answers = normal(key(3), 400);
  for (let i = 0; i < 100; i++) {
    const [a, b, c, d] = answers.subarray(4 * i, 4 * i + 4);
    assertLess(elboOf([a!, b!], [Math.exp(c!), Math.exp(d!)]), evidence);
  }
});

Deno.test("AVI-2: the two parts are not negative and add up to the whole gap", () => {
  const best = elboOf(centre, [1 / L[0]![0]!, 1 / L[1]![1]!]);
  const answers = normal(key(4), 400);
  for (let i = 0; i < 100; i++) {
    const [a, b, c, d] = answers.subarray(4 * i, 4 * i + 4);
    const own = elboOf([a!, b!], [Math.exp(c!), Math.exp(d!)]);
    assert(evidence - best >= 0 && best - own >= 0);
    assertClose(evidence - best + (best - own), evidence - own, { atol: 1e-12 });
  }
});

Deno.test("AVI-3: both parts of the gap in closed form", () => {
  const guess = [[0.3, -1], [0.2, 1.4]] as const;
  assertClose(evidence - elboOf(centre, [1 / L[0]![0]!, 1 / L[1]![1]!]), approximation, {
    atol: 1e-12,
  });
  const whole = evidence - elboOf(guess[0], guess[1]);
  assertClose(whole - approximation, amortization(guess[0], guess[1]), { atol: 1e-12 });
});

Deno.test("AVI-4: a linear encoder with fixed widths leaves no amortization gap at any x", () => {
  const points = [[1, 2, 3], [-5, 0, 4], [100, -30, 7]];
  for (const point of points) {
    const pull = [0, 1].map((k) => sum(W.map((w, d) => w[k]! * point[d]!)) / psi);
    const mean = [
      (L[1]![1]! * pull[0]! - L[0]![1]! * pull[1]!) / det,
      (L[0]![0]! * pull[1]! - L[1]![0]! * pull[0]!) / det,
    ];
    const q = { mean, covariance: { kind: "diagonal", variances: L.map((row, k) => 1 / row[k]!) } };
    const whole = inference.factorLogLikelihood(model, [point]) -
      inference.factorElbo(model, point, q as Parameters<typeof inference.factorElbo>[2]);
    assertClose(whole, approximation, { atol: 1e-9 }); // differences of bounds near 1e4
  }
});

const r = (z: number) => Math.log(1 + z * z) - 0.3 * z,
  slope = (z: number) => 2 * z / (1 + z * z) - 0.3;
const [mu, std, h] = [0.6, 0.9, 1e-4];
const truth = [
  (normalMean(r, mu + h, std) - normalMean(r, mu - h, std)) / (2 * h),
  (normalMean(r, mu, std * Math.exp(h)) - normalMean(r, mu, std * Math.exp(-h))) / (2 * h),
];

Deno.test("AVI-5: score times reward averages to the slope of the average", () => {
  const q = { mean: [mu], logStd: [Math.log(std)] };
  const got = [0, 1].map((i) =>
    normalMean((z) => inference.gaussianScore(q, [z])[i]! * r(z), mu, std)
  );
  assertClose(got, truth, { atol: 1e-7 }); // differences of step 1e-4
});

Deno.test("AVI-5 erratum 000.2: without the nabla it is another number, of the other sign", () => {
  const correct = sum([0, 1].map((z) => 0.5 * inference.categoricalScore([0, 0], z)[1]! * z));
  const printed = sum([0, 1].map((z) => 0.5 * Math.log(0.5) * z));
  assertClose([correct, printed], [0.25, -0.34657359027997264], { atol: 1e-15 });
  const value = (logit: number) => chance(logit); // E[z]
  assertClose((value(1e-4) - value(-1e-4)) / 2e-4, correct, { atol: 1e-8 });
});

Deno.test("AVI-6: the slope through a sample averages to the same", () => {
  const got = [0, 1].map((i) =>
    normalMean(
      (e) => inference.reparameterizedSlope([Math.log(std)], [e], [slope(mu + std * e)])[i]!,
      0,
      1,
    )
  );
  assertClose(got, truth, { atol: 1e-7 }); // differences of step 1e-4
});

/** Moments of r = −½ Σ (ε − 1)² with the first coordinate's noise, for D coordinates, by quadrature. */
function laws(D: number) {
  const own = (f: (e: number) => number) => normalMean(f, 0, 1);
  const rest = -(D - 1); // E of the other coordinates' part: each −½·2
  const restVariance = (D - 1) * normalVariance((e) => -0.5 * (e - 1) ** 2, 0, 1);
  const first = (e: number) => -0.5 * (e - 1) ** 2;
  const second = own((e) => e * e * (first(e) + rest) ** 2) + restVariance; // E[ε² r²]
  const mean = own((e) => e * (first(e) + rest)), mixed = own((e) => e * e * (first(e) + rest));
  const withBaseline = (b: number) => second - 2 * b * mixed + b * b - mean * mean;
  return { mean, mixed, withBaseline };
}

Deno.test("AVI-7: variances 1, D² + 7D/2 + 3 and 3D/2 + 2, by quadrature", () => {
  assertClose(normalVariance((e) => 1 - e, 0, 1), 1, { atol: 1e-10 });
  for (const D of [1, 2, 10, 100]) {
    const { mean, mixed, withBaseline } = laws(D);
    assertClose(mean, 1, { atol: 1e-9 });
    assertClose(withBaseline(0), D * D + 3.5 * D + 3, { rtol: 1e-9 });
    assertClose(withBaseline(mixed), 1.5 * D + 2, { rtol: 1e-9, atol: 1e-9 });
    assertClose(withBaseline(-D), 1.5 * D + 3, { rtol: 1e-9, atol: 1e-9 });
  }
});

Deno.test("AVI-7 erratum 000.3: the variance of a product may lie below the product of variances", () => {
  const values = [-0.5, 0.5]; // score and reward of a fair coin
  const varianceOf = (list: readonly number[]) =>
    average(list.map((v) => v * v)) - average(list) ** 2;
  assertClose([varianceOf(values.map((v) => v * v)), varianceOf(values) ** 2], [0, 0.0625], {
    atol: 1e-15,
  });
});

Deno.test("AVI-8: no constant changes the mean; b* has the least variance", () => {
  const p = 0.3, rewards = [8, 10], scores = [-p, 1 - p], chances = [1 - p, p];
  const moments = (b: number) => {
    const g = scores.map((s, z) => s * (rewards[z]! - b));
    const mean = sum(g.map((each, z) => chances[z]! * each));
    return [mean, sum(g.map((each, z) => chances[z]! * (each - mean) ** 2))] as const;
  };
  const squares = scores.map((s, z) => chances[z]! * s * s);
  const best = sum(squares.map((s, z) => s * rewards[z]!)) / sum(squares);
  assertClose(best, p * 8 + (1 - p) * 10, { atol: 1e-12 }); // exercise 05.4
  for (const b of [-100, 0, 8.6, 9, 1000]) {
    assertClose(moments(b)[0], p * (1 - p) * 2, { atol: 1e-10 });
    assertGreater(moments(b)[1], moments(best)[1] - 1e-12);
  }
  assertClose(laws(10).mixed, -11, { atol: 1e-9 }); // the chapter's −(D + 1)
});

Deno.test("AVI-9: leave-one-out is the sample covariance; its mean and variance over all pairs of tosses", () => {
  const p = 0.3, rewards = [8, 10];
  let [mean, square] = [0, 0];
  for (const a of [0, 1]) {
    for (const b of [0, 1]) {
      const scores = [a - p, b - p], paid = [rewards[a]!, rewards[b]!];
      const covariance = (scores[0]! - scores[1]!) * (paid[0]! - paid[1]!) / 2;
      const got = inference.reinforce(
        scores.map((s) => [s]),
        paid,
        inference.leaveOneOut(paid),
      )[0]!;
      assertClose(got, covariance, { atol: 1e-14 });
      const chance = (a === 1 ? p : 1 - p) * (b === 1 ? p : 1 - p);
      mean += chance * got;
      square += chance * got * got;
    }
  }
  const g = p * (1 - p) * 2, centre = 8 + 2 * p;
  const fourth = sum(
    [0, 1].map((z) => (z === 1 ? p : 1 - p) * (z - p) ** 2 * (rewards[z]! - centre) ** 2),
  );
  const byFormula = fourth / 2 + p * (1 - p) * 4 * p * (1 - p) / 2; // M = 2: the middle term is 0
  assertClose([mean, square - mean * mean], [g, byFormula], { atol: 1e-12 });
});

Deno.test("AVI-10 erratum 000.4: reparameterization loses on a fast cosine; 30 : 4 and ½ : 50", () => {
  const score = (w: number) => 0.5 * (1 + (1 - 4 * w * w) * Math.exp(-2 * w * w));
  const sample = (w: number) => 0.5 * w * w * (1 - Math.exp(-2 * w * w));
  for (const w of [0.3, 0.85, 2, 10]) {
    assertClose(normalVariance((z) => z * Math.cos(w * z), 0, 1), score(w), { atol: 1e-9 });
    assertClose(normalVariance((z) => -w * Math.sin(w * z), 0, 1), sample(w), { atol: 1e-8 });
  }
  assertClose(normalVariance((z) => (z - 1) * z * z, 1, 1), 30, { atol: 1e-8 });
  assertClose(normalVariance((z) => 2 * z, 1, 1), 4, { atol: 1e-9 });
});

Deno.test("AVI-11: the slope in the logits of a category, by differences of an enumeration", () => {
  const logits = [0.2, -1, 1.4], rewards = [3, -2, 0.5];
  const value = (l: readonly number[]) => {
    const each = l.map(Math.exp), total = sum(each);
    return sum(each.map((p, k) => p / total * rewards[k]!));
  };
  const differences = logits.map((_, k) => {
    const moved = (by: number) => logits.map((l, i) => i === k ? l + by : l);
    return (value(moved(1e-5)) - value(moved(-1e-5))) / 2e-5;
  });
  assertClose(inference.categoricalSlope(logits, rewards), differences, { atol: 1e-9 });
});

Deno.test("AVI-12: the relaxed slope is the slope of the relaxed average, not of the true one", () => {
  const r = (z: number) => (z - 0.45) ** 2, tau = 0.6, logit = -1.5;
  const relaxed = (l: number) =>
    integral((e) => r(chance((l + e) / tau)) * chance(e) * chance(-e), -60, 60, 20_000);
  const through = integral(
    (e) => {
      const z = chance((logit + e) / tau);
      const g = inference.gumbelSoftmaxSlope([z, 1 - z], [2 * (z - 0.45), 0], tau)[0]!;
      return g * chance(e) * chance(-e);
    },
    -60,
    60,
    20_000,
  );
  assertClose(through, (relaxed(logit + 1e-4) - relaxed(logit - 1e-4)) / 2e-4, { atol: 1e-8 });
  assertLess(through, 0);
  assertGreater(chance(logit) * chance(-logit) * (r(1) - r(0)), 0);
});

Deno.test("AVI-12: the largest noisy logit is a draw of the category (Gumbel-max), by quadrature", () => {
  const logits: Rows[number] = [0.5, -1, 1], total = sum(logits.map(Math.exp));
  logits.forEach((logit, k) => { // P(k wins) = ∫ density of its noise times the others' chances to be below
    const won = integral(
      (g) =>
        Math.exp(-g - Math.exp(-g)) *
        logits.reduce((p, other, i) => i === k ? p : p * Math.exp(-Math.exp(other - logit - g)), 1),
      -8,
      40,
      20_000,
    );
    assertClose(won, Math.exp(logit) / total, { atol: 1e-9 });
  });
  assertClose(normalPdf(0, 0, 1), 0.3989422804014327, { atol: 1e-15 }); // the step's true slope
});
