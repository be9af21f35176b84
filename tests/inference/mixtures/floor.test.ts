import { assert, assertEquals } from "@std/assert";
import { maximization, mixtureLowerBound } from "lib/inference";
import { fold, key, normal } from "lib/math";
import { covarianceMatrix, type Mixture } from "lib/prob";
import { assertClose } from "../../support/mod.ts";

const NOISE = normal(key(3), 80);
/** A slanted cloud: variances 4 along (1, 1) and .01 across. */
const POINTS = Array.from({ length: 40 }, (_, n) => {
  const along = 2 * NOISE[2 * n]!, across = 0.1 * NOISE[2 * n + 1]!;
  return [(along - across) * Math.SQRT1_2, (along + across) * Math.SQRT1_2];
});
const ALL = new Float64Array(POINTS.length).fill(1);

/** Eigenvalues of a symmetric 2×2 matrix, ascending. */
function eigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const [a, b, , c] = matrix.flat();
  const reach = Math.hypot((a! - c!) / 2, b!);
  return [(a! + c!) / 2 - reach, (a! + c!) / 2 + reach];
}

Deno.test("maximization: the floor lifts the narrow direction and leaves the wide one", () => {
  const [free] = maximization(POINTS, ALL, "full").components;
  const [held] = maximization(POINTS, ALL, "full", { covarianceFloor: 0.5 }).components;
  const [narrow, wide] = eigenvalues(covarianceMatrix(free!));
  assert(narrow! < 0.05 && wide! > 2);
  assertClose(eigenvalues(covarianceMatrix(held!)), [0.5, wide!], { rtol: 1e-13 }); // rounding
});

Deno.test("maximization: a floor below every direction changes nothing", () => {
  for (const kind of ["full", "tied", "diagonal", "spherical"] as const) {
    const free = maximization(POINTS, ALL, kind);
    assertEquals(maximization(POINTS, ALL, kind, { covarianceFloor: 1e-3 }), free);
  }
});

Deno.test("maximization: no covariance above the floor has a larger bound", () => {
  const floor = 0.5;
  const best = maximization(POINTS, ALL, "full", { covarianceFloor: floor });
  const top = mixtureLowerBound(best, POINTS, ALL);
  for (let trial = 0; trial < 200; trial++) {
    // f·I + B Bᵀ with any B is every covariance above the floor.
    const [a, b, c] = normal(fold(key(4), trial), 3);
    const matrix = [[floor + a! * a!, a! * b!], [a! * b!, floor + b! * b! + c! * c!]];
    const other: Mixture = {
      weights: [1],
      components: [{ mean: best.components[0]!.mean, covariance: { kind: "full", matrix } }],
    };
    assert(mixtureLowerBound(other, POINTS, ALL) <= top);
  }
});

Deno.test("maximization: the floor of axis-parallel kinds is a maximum of variances", () => {
  const flat = POINTS.map(([x], n) => [x!, 0.1 * NOISE[2 * n + 1]!]);
  const free = maximization(flat, ALL, "diagonal").components[0]!.covariance;
  const held = maximization(flat, ALL, "diagonal", { covarianceFloor: 0.5 }).components[0]!;
  assert(free.kind === "diagonal");
  assertEquals(held.covariance, { kind: "diagonal", variances: [free.variances[0]!, 0.5] });
  const round = maximization(flat, ALL, "spherical", { covarianceFloor: 9 }).components[0]!;
  assertEquals(round.covariance, { kind: "spherical", variance: 9 });
});
