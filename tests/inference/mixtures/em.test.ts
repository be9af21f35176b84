import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type CovarianceKind,
  emStep,
  expectation,
  maximization,
  mixtureLowerBound,
} from "lib/inference";
import { fold, key, normal, ShapeError, uniform } from "lib/math";
import { covarianceMatrix, type Mixture, mixtureLogLikelihood } from "lib/prob";
import { assertClose } from "../../support/mod.ts";
import { naiveJoint, naiveLogLikelihood, type NaiveMixture, naiveStep } from "../naive_em.ts";

const KINDS: readonly CovarianceKind[] = ["full", "tied", "diagonal", "spherical"];

const NOISE = normal(key(1), 120);
const POINTS = Array.from({ length: 60 }, (_, n) => {
  const shift = n % 3 === 0 ? 3 : 0;
  return [NOISE[2 * n]! + shift, 0.5 * NOISE[2 * n]! + NOISE[2 * n + 1]! - shift];
});
const NAIVE: NaiveMixture = {
  weights: [0.3, 0.7],
  means: [[2, -1], [0, 0.5]],
  covariances: [[[1, 0.2], [0.2, 2]], [[1.5, 0], [0, 1]]],
};

function fromNaive({ weights, means, covariances }: NaiveMixture): Mixture {
  const components = means.map((mean, k) => ({
    mean,
    covariance: { kind: "full", matrix: covariances[k]! } as const,
  }));
  return { weights, components };
}
const START = fromNaive(NAIVE);
// 60 terms of size up to 10, each rounded a few times.
const ROUNDING = { rtol: 1e-13, atol: 1e-13 };

Deno.test("expectation: agrees with the density written out", () => {
  const { responsibilities, logLikelihood } = expectation(START, POINTS);
  assertClose(logLikelihood, naiveLogLikelihood(NAIVE, POINTS), ROUNDING);
  POINTS.forEach((x, n) => {
    const joint = naiveJoint(NAIVE, x);
    const shares = joint.map((p) => p / (joint[0]! + joint[1]!));
    assertClose(responsibilities.slice(2 * n, 2 * n + 2), shares, ROUNDING);
  });
});

Deno.test("emStep: agrees with textbook EM over five steps, in every kind", () => {
  for (const kind of KINDS) {
    let naive = NAIVE, mixture = START;
    for (let step = 0; step < 5; step++) {
      naive = naiveStep(naive, POINTS, kind);
      mixture = emStep(mixture, POINTS, kind).mixture;
      assertClose(mixture.weights, naive.weights, ROUNDING);
      mixture.components.forEach((component, k) => {
        assertClose(component.mean, naive.means[k]!, ROUNDING);
        assertClose(covarianceMatrix(component).flat(), naive.covariances[k]!.flat(), ROUNDING);
      });
    }
    const written = mixture.components[0]!.covariance.kind;
    assertEquals(written, kind === "tied" ? "full" : kind);
  }
});

Deno.test("emStep: the three links of the chain, in every kind", () => {
  for (const kind of KINDS) {
    let { mixture } = emStep(START, POINTS, kind); // a start of the right shape
    for (let step = 0; step < 4; step++) {
      const { mixture: next, logLikelihood, bound, responsibilities } = emStep(
        mixture,
        POINTS,
        kind,
      );
      const tight = mixtureLowerBound(mixture, POINTS, responsibilities);
      assertClose(tight, logLikelihood, ROUNDING); // E: the bound touches
      assert(bound > tight, `${kind}, step ${step}: M raises the bound`);
      const after = mixtureLogLikelihood(next, POINTS);
      assert(after > bound, `${kind}, step ${step}: the likelihood is above the bound`);
      mixture = next;
    }
  }
});

Deno.test("mixtureLowerBound: lies below the log-likelihood by the KL of the responsibilities", () => {
  const { responsibilities, logLikelihood } = expectation(START, POINTS);
  const draws = uniform(key(4), POINTS.length);
  const q = Float64Array.from(draws).reduce<number[]>((list, u) => [...list, u, 1 - u], []);
  const kl = q.reduce((sum, value, i) => sum + value * Math.log(value / responsibilities[i]!), 0);
  assertClose(mixtureLowerBound(START, POINTS, q), logLikelihood - kl, ROUNDING);
});

Deno.test("maximization: no other parameters have a larger bound", () => {
  const { responsibilities } = expectation(START, POINTS);
  const best = maximization(POINTS, responsibilities, "full");
  const top = mixtureLowerBound(best, POINTS, responsibilities);
  for (let trial = 0; trial < 50; trial++) {
    const z = normal(fold(key(6), trial), 11).map((value) => 0.05 * value);
    const weight = best.weights[0]! * Math.exp(z[0]!);
    const other: Mixture = {
      weights: [weight, 1 - weight],
      components: best.components.map(({ mean, covariance }, k) => ({
        mean: mean.map((m, i) => m + z[1 + 2 * k + i]!),
        covariance: {
          kind: "full",
          matrix: covarianceMatrix({ mean, covariance })
            .map((row, i) => row.map((s, j) => s * Math.exp(z[5 + 2 * k + (i === j ? 0 : 1)]!))),
        },
      })),
    };
    assert(mixtureLowerBound(other, POINTS, responsibilities) < top);
  }
});

Deno.test("maximization: points far from the origin lose no digits", () => {
  const { responsibilities } = expectation(START, POINTS);
  const far = POINTS.map(([x, y]) => [x! + 2 ** 30, y! - 2 ** 30]); // rounds x to 2e-7
  const near = far.map(([x, y]) => [x! - 2 ** 30, y! + 2 ** 30]); // the same rounded points
  const there = maximization(far, responsibilities, "full").components[0]!;
  const here = maximization(near, responsibilities, "full").components[0]!;
  // The mean is rounded to an ulp of 2³⁰, 2e-7; that enters the covariance squared, 1e-13.
  assertClose(covarianceMatrix(there).flat(), covarianceMatrix(here).flat(), { atol: 1e-12 });
});

Deno.test("expectation, maximization, mixtureLowerBound: refuse unlike sizes and no distributions", () => {
  assertThrows(
    () => expectation(START, [[1]]),
    ShapeError,
    "Cannot take an E step: points is [1,1], expected [N,2]",
  );
  assertThrows(() => expectation(START, []), ShapeError, "points is [0]");
  assertThrows(() => expectation(START, [[1, NaN]]), RangeError, "points[0][1] is NaN");
  assertThrows(
    () => expectation({ ...START, weights: [1, 1] }, POINTS),
    RangeError,
    "weights is 2",
  );
  assertThrows(() => expectation(START, [[1e200, 0]]), RangeError, "points[0][0] is 1e+200");
  const narrow = { mean: [0], covariance: { kind: "spherical", variance: 1e-20 } } as const;
  assertThrows(
    () => expectation({ weights: [1], components: [narrow] }, [[1e149]]),
    RangeError,
    "log p(points[0]) is -Infinity, expected a finite one (the point is out of every component's",
  );
  const two = [[0, 0], [1, 1]];
  const m = (r: number[], kind = "full", options = {}) => () =>
    maximization(two, r, kind as CovarianceKind, options);
  assertThrows(m([1]), ShapeError, "responsibilities is [1], expected [2·K]");
  assertThrows(m([0.5, 0.5, 0.5, 0.4]), RangeError, "the sum of row 1 of responsibilities is 0.9");
  assertThrows(m([1.5, -0.5, 0, 1]), RangeError, "responsibilities[1] is -0.5");
  assertThrows(m([NaN, 1, 0, 1]), RangeError, "responsibilities[0] is NaN");
  assertThrows(m([1, 1], "round"), RangeError, 'kind is "round", expected one of "full", ');
  assertThrows(
    m([1, 1], "full", { floor: 1 }),
    TypeError,
    'an option is "floor", expected covarianceFloor',
  );
  assertThrows(m([1, 1], "full", { covarianceFloor: -1 }), RangeError, "covarianceFloor is -1");
  assertThrows(() => mixtureLowerBound(START, two, [1, 1]), ShapeError, "responsibilities is [2]");
  assertThrows(() => emStep(START, two, 3 as never), TypeError, "kind is 3");
});
