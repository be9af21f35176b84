/** Chapter 03: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertInstanceOf, assertLess, assertThrows } from "@std/assert";
import * as inference from "lib/inference";
import type { Mixture } from "lib/prob";
import { assertClose, maximizer, sum } from "../../support/mod.ts";
import { eruptions as points } from "../../support/faithful.ts";
import {
  type Blob2,
  bound,
  climb,
  eStep,
  improved,
  logLikelihood,
  mStep,
  shares,
  single,
  slopeOfMean,
  spike,
  start,
  top,
  waitsAt,
  waitsIndecision,
  waitsTop,
} from "./oracle.ts";

const asMixture = (blobs: readonly Blob2[]): Mixture => ({
  weights: blobs.map(({ weight }) => weight),
  components: blobs.map(({ mean, a, b, c }) => ({
    mean,
    covariance: { kind: "full", matrix: [[a, b], [b, c]] },
  })),
});
const libBound = (blobs: readonly Blob2[]) =>
  inference.mixtureLowerBound(asMixture(blobs), points, Float64Array.from(shares.flat()));

Deno.test("EM-1: responsibilities are Bayes' rule", () => {
  const { responsibilities } = inference.expectation(asMixture(start), points);
  assertClose(responsibilities, shares.flat(), { atol: 1e-12 });
});

Deno.test("EM-2: the bound of the data is tight at the posterior and below it elsewhere", () => {
  assertClose(libBound(start), logLikelihood(start, points), { atol: 1e-9 });
  assertLess(bound(start, points.map(() => [0.5, 0.5])), logLikelihood(start, points));
});

Deno.test("EM-3: the weight is the share of responsibility", () => {
  const lib = inference.maximization(points, Float64Array.from(shares.flat()), "full");
  assertClose(lib.weights, improved.map(({ weight }) => weight), { atol: 1e-12 });
  for (const step of [-0.01, 0.01]) {
    const [one, two] = improved as [Blob2, Blob2];
    const moved = [{ ...one, weight: one.weight + step }, { ...two, weight: two.weight - step }];
    assertLess(bound(moved, shares), bound(improved, shares));
  }
});

Deno.test("EM-4: the mean is the responsibility-weighted average", () => {
  const lib = inference.maximization(points, Float64Array.from(shares.flat()), "full");
  lib.components.forEach(({ mean }, k) => assertClose(mean, improved[k]!.mean, { rtol: 1e-12 }));
  for (const step of [-0.01, 0.01]) {
    const moved = improved.map((blob) => ({
      ...blob,
      mean: [blob.mean[0] + step, blob.mean[1]] as [number, number],
    }));
    assertLess(bound(moved, shares), bound(improved, shares));
  }
});

Deno.test("EM-5: the covariance is the responsibility-weighted spread", () => {
  const lib = inference.maximization(points, Float64Array.from(shares.flat()), "full");
  lib.components.forEach(({ covariance }, k) => {
    const { a, b, c } = improved[k]!;
    assert(covariance.kind === "full");
    assertClose(covariance.matrix.flat(), [a, b, b, c], { rtol: 1e-10 });
  });
  for (const factor of [0.98, 1.02]) {
    const moved = improved.map((blob) => ({
      ...blob,
      a: blob.a * factor,
      b: blob.b * factor,
      c: blob.c * factor,
    }));
    assertLess(bound(moved, shares), bound(improved, shares));
  }
});

Deno.test("EM-6: tied, diagonal and spherical covariances are tops of the same bound", () => {
  const spread = (kind: inference.CovarianceKind) =>
    inference.maximization(points, Float64Array.from(shares.flat()), kind).components[0]!
      .covariance;
  const [one, two] = improved as [Blob2, Blob2];
  const [tied, diagonal, round] = [spread("tied"), spread("diagonal"), spread("spherical")];
  assert(tied.kind === "full" && diagonal.kind === "diagonal" && round.kind === "spherical");
  assertClose(tied.matrix[0]![1]!, one.weight * one.b + two.weight * two.b, { rtol: 1e-10 });
  assertClose(diagonal.variances, [one.a, one.c], { rtol: 1e-10 });
  const best = maximizer((v) => bound([{ ...one, a: v, b: 0, c: v }, two], shares), 10, 500);
  assertClose(round.variance, best, { rtol: 1e-6 }); // golden section: √ of rounding
});

Deno.test("EM-7: the three links hold in every round, the last with Σ KL to spare", () => {
  let blobs = start;
  for (let round = 0; round < 20; round++) {
    const r = eStep(blobs, points), next = mStep(points, r), after = eStep(next, points);
    const [tight, raised] = [bound(blobs, r), bound(next, r)];
    const left = sum(
      r.map((row, i) => sum(row.map((p, k) => (p === 0 ? 0 : p * Math.log(p / after[i]![k]!))))),
    );
    assertClose(tight, logLikelihood(blobs, points), { atol: 1e-9 });
    assert(raised >= tight - 1e-9);
    assertClose(logLikelihood(next, points) - raised, left, { atol: 1e-9 });
    blobs = next;
  }
});
Deno.test("EM-8: EM's step is a gradient step with its own step size", () => {
  const at = (wait: number) =>
    logLikelihood([{ ...start[0]!, mean: [3, wait] }, start[1]!], points);
  const h = 1e-4;
  assertClose(slopeOfMean(), (at(60 + h) - at(60 - h)) / (2 * h), { atol: 1e-5 }); // curvature ~ h², rounding/h
});

Deno.test("EM-9: BIC in mclust's convention, larger is better", () => {
  const lib = inference.bic({ logLikelihood: -1130.264, parameters: 11, count: 272 });
  assertClose(lib, -2 * 1130.264 - 11 * Math.log(272), { atol: 1e-9 });
  assertClose(lib, -2322.192, { atol: 2e-3 }); // mclust VVV,2, printed to three decimals
});

Deno.test("EM-10: free parameters; mclust counts 11 for VVV,2 and for EEE,3", () => {
  assertClose(
    ["full", "tied", "diagonal", "spherical"].map((kind) =>
      inference.mixtureParameterCount(kind as inference.CovarianceKind, 2, 2)
    ),
    [11, 8, 9, 7],
  );
  assertClose(inference.mixtureParameterCount("tied", 3, 2), 11);
});

Deno.test("EM-1 erratum 000.5a: a posterior that moves along maximizes something else", () => {
  assertLess(waitsTop((std) => waitsAt(std) - waitsIndecision(std)), waitsTop(waitsAt) - 0.2);
});

Deno.test("EM-11: one component on one datum lifts the likelihood without limit", () => {
  const values = [1e-2, 1e-8, 1e-64].map(spike);
  assert(values[0]! < values[1]! && values[1]! < values[2]!);
  assertGreater(values[2]!, logLikelihood(top, points));
  // log of the spike's own datum grows by −2 log ε; the rest holds still
  assertClose(spike(1e-64) - spike(1e-32), 64 * Math.LN10, { rtol: 1e-6 });
});

Deno.test("EM-11 erratum 000.5b: EM on a spike collapses, and the error names the remedy", () => {
  const wide = {
    mean: single.mean,
    covariance: { kind: "full" as const, matrix: [[single.a, single.b], [single.b, single.c]] },
  };
  const narrow = {
    mean: points[0]!,
    covariance: { kind: "full" as const, matrix: [[1e-6, 0], [0, 1e-4]] },
  };
  const start: Mixture = { weights: [0.01, 0.99], components: [narrow, wide] };
  const error = assertThrows(() => inference.fitMixtureFrom(start, points, {}));
  assertInstanceOf(error, inference.CollapsedComponentError);
  assert(error.message.includes("covarianceFloor"));
});

Deno.test("EM-7 erratum 000.5c: identical components never part, though a push would free them", () => {
  const twins = climb([{ ...single, weight: 0.5 }, { ...single, weight: 0.5 }], points, 50);
  assertClose(logLikelihood(twins, points), -1289.797, { atol: 5e-4 }); // errata, three decimals
});
