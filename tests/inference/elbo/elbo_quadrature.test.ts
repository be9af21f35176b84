import { assertLess, assertThrows } from "@std/assert";
import { elboByQuadrature } from "lib/inference";
import { NonFiniteError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

const QUADRATURE = { rtol: 2e-10, atol: 1e-12 }; // integrate's relative tolerance, twice
const LOG_TWO_PI = Math.log(2 * Math.PI);

Deno.test("elboByQuadrature: has the closed form of the conjugate Gaussian model", () => {
  // z ~ N(0,1), x | z ~ N(z, v): E_q log p(x,z) = −½(log 2π + m² + s²) − ½(log 2πv + ((x−m)² + s²)/v).
  const x = 1.7, v = 0.5;
  const logJoint = (z: number) =>
    -0.5 * (LOG_TWO_PI + z * z) - 0.5 * (LOG_TWO_PI + Math.log(v) + (x - z) ** 2 / v);
  for (const [m, s] of [[0, 1], [1.1, 0.6], [-8, 0.01], [3, 20]] as const) {
    const expected = -0.5 * (LOG_TWO_PI + m * m + s * s) -
      0.5 * (LOG_TWO_PI + Math.log(v) + ((x - m) ** 2 + s * s) / v) +
      0.5 * (1 + LOG_TWO_PI) + Math.log(s);
    const bound = elboByQuadrature({ logJoint, mean: m, standardDeviation: s });
    assertClose(bound, expected, QUADRATURE);
    const logEvidence = -0.5 * (LOG_TWO_PI + Math.log(1 + v) + x * x / (1 + v));
    assertLess(bound, logEvidence);
  }
});

Deno.test("elboByQuadrature: has the closed form of counts with an exponential rate", () => {
  // x | z ~ Poisson(e^z), flat prior: E_q[x z − e^z] = x m − e^(m + s²/2), far out in q's tail.
  for (const [m, s] of [[0, 1], [2, 0.1], [-1, 4]] as const) {
    const bound = elboByQuadrature({
      logJoint: (z) => 3 * z - Math.exp(z),
      mean: m,
      standardDeviation: s,
    });
    const expected = 3 * m - Math.exp(m + s * s / 2) + 0.5 * (1 + LOG_TWO_PI) + Math.log(s);
    assertClose(bound, expected, QUADRATURE);
  }
});

Deno.test("elboByQuadrature: refuses what is no density, no belief, or not finite", () => {
  const belief = { mean: 0, standardDeviation: 1 };
  const logJoint = (z: number) => -z * z;
  assertThrows(
    () => elboByQuadrature({ logJoint, mean: 0, standardDeviation: 0 }),
    RangeError,
    "Cannot evaluate elboByQuadrature: standardDeviation is 0, expected a number above 0",
  );
  assertThrows(
    () => elboByQuadrature({ ...belief, logJoint, mean: NaN }),
    RangeError,
    "mean is NaN",
  );
  assertThrows(() => elboByQuadrature({ ...belief, logJoint: 1 as never }), TypeError, "logJoint");
  assertThrows(
    () => elboByQuadrature({ ...belief, logJoint: (z) => (z > 0 ? 0 : -Infinity) }),
    NonFiniteError,
    "the integrand at",
  );
});
