import { assertEquals, assertThrows } from "@std/assert";
import { integrate, key, NotPositiveDefiniteError, ShapeError } from "lib/math";
import {
  covarianceMatrix,
  type Gaussian,
  gaussianEntropy,
  gaussianKl,
  gaussianLogDensity,
  normalLogDensity,
  sampleGaussian,
} from "lib/prob";
import { assertClose } from "../support/mod.ts";

// A few roundings of numbers of size 10.
const ROUNDING = { rtol: 1e-14, atol: 1e-15 };

const full = (mean: number[], matrix: number[][]): Gaussian => ({
  mean,
  covariance: { kind: "full", matrix },
});
const Q = full([1, -2, 0.5], [[2, 0.3, -0.5], [0.3, 1, 0.2], [-0.5, 0.2, 0.8]]);
const P = full([0, 0, 0], [[1, 0.5, 0], [0.5, 2, -0.3], [0, -0.3, 1.5]]);

Deno.test("gaussianLogDensity: agrees with SciPy for a full covariance", () => {
  // scipy.stats.multivariate_normal(mean, cov).logpdf, SciPy 1.17.1
  assertClose(gaussianLogDensity(Q, [0, 0, 0]), -7.064641574144469, ROUNDING);
  assertClose(gaussianLogDensity(Q, [1, -2, 0.5]), -2.821451767466088, ROUNDING);
  assertClose(gaussianLogDensity(Q, [4, 1, -3]), -18.66393858644676, ROUNDING);
  assertClose(gaussianEntropy(Q), 4.321451767466089, ROUNDING); // .entropy()
});

Deno.test("gaussianKl: agrees with the textbook formula in NumPy for full covariances", () => {
  // ½(tr(P⁻¹Q) + dᵀP⁻¹d − 3 + log|P|/|Q|) with numpy.linalg, NumPy 2.4.6
  assertClose(gaussianKl(Q, P), 2.8723541417937635, ROUNDING);
  assertClose(gaussianKl(Q, Q), 0, { atol: 1e-15 });
});

Deno.test("normalLogDensity: is the one-dimensional Gaussian of every kind", () => {
  const x = 0.7, mean = -1.2, standardDeviation = 0.4;
  const expected = -0.5 * ((x - mean) / standardDeviation) ** 2 -
    Math.log(standardDeviation * Math.sqrt(2 * Math.PI));
  assertClose(normalLogDensity(x, mean, standardDeviation), expected, ROUNDING);
  const variance = standardDeviation ** 2;
  for (const covariance of kinds(1, variance)) {
    assertClose(gaussianLogDensity({ mean: [mean], covariance }, [x]), expected, ROUNDING);
  }
});

function kinds(size: number, variance: number) {
  const variances = Array.from({ length: size }, () => variance);
  const matrix = variances.map((_, i) => variances.map((v, j) => (i === j ? v : 0)));
  return [
    { kind: "spherical", variance },
    { kind: "diagonal", variances },
    { kind: "full", matrix },
  ] as const;
}

Deno.test("gaussian functions: the three kinds agree where they describe the same Gaussian", () => {
  const gaussians = kinds(3, 2.5).map((covariance) => ({ mean: [1, 2, 3], covariance }));
  for (const g of gaussians) {
    assertClose(gaussianEntropy(g), gaussianEntropy(gaussians[2]!), ROUNDING);
    assertClose(gaussianKl(g, P), gaussianKl(gaussians[2]!, P), ROUNDING);
    assertClose(gaussianKl(P, g), gaussianKl(P, gaussians[2]!), ROUNDING);
    const there = gaussianLogDensity(gaussians[2]!, [0, 1, 7]);
    assertClose(gaussianLogDensity(g, [0, 1, 7]), there, ROUNDING);
    assertEquals(covarianceMatrix(g), covarianceMatrix(gaussians[2]!));
    assertEquals(sampleGaussian(key(1), g, 3), sampleGaussian(key(1), gaussians[2]!, 3));
  }
});

Deno.test("gaussian functions: quadrature finds mass 1, the entropy and the divergence", () => {
  const g: Gaussian = { mean: [0.3], covariance: { kind: "spherical", variance: 0.49 } };
  const p: Gaussian = { mean: [-1], covariance: { kind: "diagonal", variances: [2] } };
  const under = (f: (x: number) => number) =>
    integrate(
      (x) => {
        const density = Math.exp(gaussianLogDensity(g, [x]));
        return density === 0 ? 0 : density * f(x);
      },
      -Infinity,
      Infinity,
    ).value;
  const tolerance = { rtol: 1e-10 }; // the integral's own
  assertClose(under(() => 1), 1, tolerance);
  assertClose(under((x) => -gaussianLogDensity(g, [x])), gaussianEntropy(g), tolerance);
  const logRatio = (x: number) => gaussianLogDensity(g, [x]) - gaussianLogDensity(p, [x]);
  assertClose(under(logRatio), gaussianKl(g, p), tolerance);
});

Deno.test("gaussianEntropy: errata 000.1, the determinant is of variances: σ = ½ gives .7258", () => {
  const half: Gaussian = { mean: [0], covariance: { kind: "diagonal", variances: [0.25] } };
  assertClose(gaussianEntropy(half), 0.7258, { atol: 5e-5 }); // notes/errata.md, four digits
});

Deno.test("sampleGaussian: has the mean and covariance it was asked for", () => {
  const count = 100_000;
  const draws = sampleGaussian(key(5), Q, count);
  const mean = [0, 1, 2].map((i) => draws.reduce((sum, x) => sum + x[i]!, 0) / count);
  const wanted = covarianceMatrix(Q);
  for (let i = 0; i < 3; i++) {
    assertClose(mean[i]!, Q.mean[i]!, { atol: 5 * Math.sqrt(wanted[i]![i]! / count) });
    for (let j = 0; j <= i; j++) {
      const found = draws.reduce((s, x) => s + (x[i]! - mean[i]!) * (x[j]! - mean[j]!), 0) / count;
      // Var of a product of normals is σᵢᵢσⱼⱼ + σᵢⱼ² ≤ 2 σᵢᵢσⱼⱼ.
      const s = Math.sqrt(2 * wanted[i]![i]! * wanted[j]![j]! / count);
      assertClose(found, wanted[i]![j]!, { atol: 5 * s });
    }
  }
});

Deno.test("gaussian functions: refuse what is no Gaussian, naming the part", () => {
  const unit = { kind: "spherical", variance: 1 } as const;
  const at0 = { mean: [0, 0], covariance: unit };
  assertThrows(
    () => gaussianLogDensity(at0, [1]),
    ShapeError,
    "Cannot evaluate gaussianLogDensity: x is [1], expected [2]",
  );
  assertThrows(() => gaussianLogDensity(at0, [1, NaN]), RangeError, "x[1] is NaN");
  assertThrows(() => gaussianKl(at0, { mean: [0], covariance: unit }), ShapeError, "p.mean is [1]");
  const of = (covariance: unknown, mean: unknown = [0, 0]) => () =>
    gaussianEntropy({ mean, covariance } as Gaussian);
  assertThrows(
    of({ kind: "spherical", variance: 0 }),
    RangeError,
    "variance is 0, expected a numb",
  );
  assertThrows(of({ kind: "diagonal", variances: [1] }), ShapeError, "variances is [1]");
  assertThrows(of({ kind: "diagonal", variances: [1, -2] }), RangeError, "variances[1] is -2");
  assertThrows(of({ kind: "full", matrix: [[1]] }), ShapeError, "matrix is [1,1], expected [2,2]");
  assertThrows(
    of({ kind: "full", matrix: [[1, 2], [2, 1]] }),
    NotPositiveDefiniteError,
    "gaussian.covariance.matrix is not positive definite (pivot -3 in row 1)",
  );
  assertThrows(of({ kind: "round" }), TypeError, 'kind is "round", expected one of "spherical"');
  assertThrows(of(unit, []), ShapeError, "gaussian.mean is [0]");
  assertThrows(of(undefined), TypeError, "gaussian.covariance is undefined, expected an object");
  assertThrows(
    () => gaussianEntropy(null as never),
    TypeError,
    "gaussian is null, expected a Gaussian { mean",
  );
  assertThrows(() => normalLogDensity(0, 0, 0), RangeError, "standardDeviation is 0");
  assertThrows(() => normalLogDensity(NaN, 0, 1), RangeError, "x is NaN");
  assertThrows(() => sampleGaussian(key(0), at0, -1), RangeError, "count is -1");
});
