/** The exact side of autoencoders, against sums and integrals that import nothing of lib. */
import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import * as inference from "lib/inference";
import { key, normal } from "lib/math";
import { assertClose } from "../../support/mod.ts";
import { integral, logNormal, normalPdf, otherNormals, spreadOf } from "../../support/mod.ts";

const bits = [[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 1], [0, 1, 1]];
const mixture = { weights: [0.25, 0.75], ink: [[0.5, 0.25, 0.9], [0.1, 0.6, 0.3]] };
const density = (x: readonly number[]) =>
  mixture.weights.reduce(
    (sum, w, k) =>
      sum + w * x.reduce((product, each, d) =>
          product * (each === 1 ? mixture.ink[k]![d]! : 1 - mixture.ink[k]![d]!), 1),
    0,
  );

Deno.test("bernoulliMixtureLogDensities: is the sum of products, and sums to 1 over all images", () => {
  const all = Array.from({ length: 8 }, (_, i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1]);
  const logs = inference.bernoulliMixtureLogDensities(mixture, all);
  assertClose(logs, all.map((x) => Math.log(density(x))), { atol: 1e-14 }); // rounding
  assertClose(logs.reduce((sum, each) => sum + Math.exp(each), 0), 1, { atol: 1e-14 });
});

Deno.test("fitBernoulliMixture: one component is the smoothed share of ink, exactly", () => {
  const { weights, ink } = inference.fitBernoulliMixture(key(0), bits, { components: 1 });
  assertClose(weights, [1], { atol: 1e-15 });
  assertClose(ink[0]!, [3.5 / 7, 2.5 / 7, 4.5 / 7], { atol: 1e-15 }); // ½ with ink and ½ without
});

Deno.test("fitBernoulliMixture: what EM climbs never falls from round to round", () => {
  const objective = (rounds: number) => {
    const config = { components: 2, rounds, pseudoCount: 0.5 };
    const fit = inference.fitBernoulliMixture(key(3), bits, config);
    const prior = fit.ink.flatMap((row) => Array.from(row))
      .reduce((sum, p) => sum + 0.5 * Math.log(p) + 0.5 * Math.log(1 - p), 0);
    return inference.bernoulliMixtureLogDensities(fit, bits).reduce((a, b) => a + b, prior);
  };
  const heights = [1, 2, 3, 5, 8, 20].map(objective);
  heights.slice(1).forEach((each, i) => assert(each >= heights[i]! - 1e-12, String(heights)));
  assertGreater(heights.at(-1)!, heights[0]! + 0.01);
});

Deno.test("fitBernoulliMixture: grey pixels and too many components are refused by name", () => {
  const fit = (images: number[][], components: number) => () =>
    inference.fitBernoulliMixture(key(0), images, { components });
  assertThrows(fit([[0.5]], 1), RangeError, "images[0][0] is 0.5, expected 0 or 1");
  assertThrows(fit([[1], [0]], 3), RangeError, "components is 3, expected at most 2");
});

Deno.test("importanceBound: k = 1 is the mean, all is the log of the average; groups are disjoint", () => {
  const rows = [[0, 1, 2, 3], [-1000, -1001, -1002, -1003]];
  assertClose(inference.importanceBound(rows, 1), (1.5 - 1001.5) / 2, { atol: 1e-12 });
  const two = (a: number, b: number) => Math.log((Math.exp(a) + Math.exp(b)) / 2);
  const first = (two(0, 1) + two(2, 3)) / 2, second = (two(0, -1) + two(-2, -3)) / 2 - 1000;
  assertClose(inference.importanceBound(rows, 2), (first + second) / 2, { atol: 1e-12 });
  assertThrows(
    () => inference.importanceBound(rows, 5),
    RangeError,
    "draws is 5, expected at most 4",
  );
});

Deno.test("importanceBound: rises to log p(x) with k, in a linear world where that is known", () => {
  const draw = otherNormals(6), [a, s, x, m, d] = [1.5, 0.8, 2, 0.5, 0.6];
  const exact = logNormal(x, 0, Math.hypot(a, s));
  const rows = Array.from({ length: 2000 }, () =>
    Array.from({ length: 50 }, () => {
      const z = m + d * draw();
      return logNormal(z, 0, 1) + logNormal(x, a * z, s) - logNormal(z, m, d);
    }));
  const bounds = [1, 5, 50].map((k) => inference.importanceBound(rows, k));
  assert(bounds[0]! < bounds[1]! && bounds[1]! < bounds[2]!);
  assertLess(Math.abs(bounds[2]! - exact), 0.03); // five errors of 2,000 logs of 50
});

const grid = Array.from(
  { length: 400 },
  (_, i) => [i % 4, Math.floor(i / 4) % 5, Math.floor(i / 20) % 20],
);

Deno.test("mutualInformationGap: identity, copies, zeros and noise fall where Locatello's tests put them", () => {
  const gap = (codes: readonly (readonly number[])[]) =>
    inference.mutualInformationGap(codes, grid).gap;
  assert(gap(grid) >= 0.9 && gap(grid) <= 1 + 1e-12);
  assert(gap(grid.map(() => [0, 0])) >= 0 && gap(grid.map(() => [0, 0])) <= 0.2);
  assert(gap(grid.map((row) => [...row, ...row])) <= 0.1);
  const draws = normal(key(0), 1200);
  assertLess(gap(grid.map((_, i) => [draws[3 * i]!, draws[3 * i + 1]!, draws[3 * i + 2]!])), 0.2);
});

Deno.test("mutualInformationGap: information is that of the joint table, by counting", () => {
  const codes = [[0, 3], [0, 5], [1, 3], [1, 4]], factors = [[0], [0], [0], [1]];
  const { information, perFactor } = inference.mutualInformationGap(codes, factors);
  const entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
  const first = entropy - 0.5 * 0 - 0.5 * Math.LN2; // H(f) − H(f | code)
  assertClose(information[0]![0]!, first, { atol: 1e-15 });
  assertClose(information[1]![0]!, entropy, { atol: 1e-15 }); // the second tells it all
  assertClose(perFactor[0]!, (entropy - first) / entropy, { atol: 1e-15 });
});

Deno.test("mutualInformationGap: a factor that never changes is refused, as is a broken one", () => {
  const measure = (factors: number[][]) => () =>
    inference.mutualInformationGap([[0, 1], [1, 0]], factors);
  assertThrows(measure([[1], [1]]), RangeError, "the number of values of factor 0 is 1");
  assertThrows(measure([[1], [0.5]]), RangeError, "factors[1][0] is 0.5, expected a whole number");
});

const two = { means: [[-1], [2]], stds: [[0.5], [1]] };
const aggregate = (z: number) => 0.5 * normalPdf(z, -1, 0.5) + 0.5 * normalPdf(z, 2, 1);

Deno.test("aggregateLogDensities: is the average of the posteriors, and integrates to 1", () => {
  const points = [-3, -1, 0.2, 2, 9];
  const logs = inference.aggregateLogDensities(two, points.map((z) => [z]));
  assertClose(logs, points.map((z) => Math.log(aggregate(z))), { atol: 1e-13 });
  const apart = { means: [[0, 1], [2, -1]], stds: [[1, 0.5], [0.2, 2]] };
  const wanted = Math.log(
    0.5 * normalPdf(0.3, 0, 1) * normalPdf(0.1, 1, 0.5) +
      0.5 * normalPdf(0.3, 2, 0.2) * normalPdf(0.1, -1, 2),
  );
  assertClose(inference.aggregateLogDensities(apart, [[0.3, 0.1]]), [wanted], { atol: 1e-13 });
});

Deno.test("sampleAggregate: mean and variance are those of the mixture, within five standard errors", () => {
  const draws = inference.sampleAggregate(key(5), two, 40_000).map(([z]) => z!);
  const { mean, standardError } = spreadOf(draws);
  assertClose(mean, 0.5, { atol: 5 * standardError });
  const squares = spreadOf(draws.map((z) => (z - 0.5) ** 2));
  assertClose(squares.mean, 2.25 + 0.625, { atol: 5 * squares.standardError });
});

Deno.test("standardDivergences: is the integral of q log q/p, number by number", () => {
  const each = (m: number, s: number) =>
    integral(
      (z) => normalPdf(z, m, s) * (logNormal(z, m, s) - logNormal(z, 0, 1)),
      m - 12 * s,
      m + 12 * s,
    );
  const own = { means: [[0.5, -1], [0, 0]], stds: [[0.3, 2], [1, 1]] };
  assertClose(inference.standardDivergences(own), [each(0.5, 0.3) + each(-1, 2), 0], {
    atol: 1e-9,
  });
  const broken = { means: [[0]], stds: [[0]] };
  assertThrows(
    () => inference.standardDivergences(broken),
    RangeError,
    "posteriors.stds[0][0] is 0",
  );
});

Deno.test("twoSamples: equal distributions are near one half, shifted ones at their best accuracy", () => {
  const draw = otherNormals(8);
  const sample = (shift: number) => Array.from({ length: 4000 }, () => [draw() + shift, draw()]);
  const same = inference.twoSamples(sample(0), sample(0));
  assertLess(Math.abs(same.accuracy - 0.5), 5 * same.spreadIfEqual);
  const apart = inference.twoSamples(sample(0), sample(2), { neighbours: 51 });
  const best = integral((z) => normalPdf(z, 0, 1), -12, 1); // Φ(1): the middle decides
  assertLess(apart.accuracy, best + 5 * apart.spreadIfEqual);
  assertGreater(apart.accuracy, best - 0.03); // what votes of 51 lose
  assertEquals(same.spreadIfEqual, Math.sqrt(0.25 / 4000));
});

Deno.test("twoSamples: an odd number of points loses none, and too few are refused", () => {
  const near = [[0], [1], [2]], far = [[10], [11], [12]];
  assertEquals(inference.twoSamples(near, far, { neighbours: 1 }).accuracy, 1);
  assertThrows(() => inference.twoSamples(near, far), RangeError, "at least 30");
});
