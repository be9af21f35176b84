import { assertEquals, assertThrows } from "@std/assert";
import { integrate, key, NotPositiveDefiniteError, ShapeError } from "lib/math";
import {
  type Mixture,
  mixtureLogDensities,
  mixtureLogDensity,
  mixtureLogLikelihood,
  responsibilities,
  sampleMixture,
} from "lib/prob";
import { assertClose } from "../support/mod.ts";

const MIXTURE: Mixture = {
  weights: [0.2, 0.5, 0.3],
  components: [
    { mean: [-2], covariance: { kind: "spherical", variance: 0.25 } },
    { mean: [0], covariance: { kind: "diagonal", variances: [1] } },
    { mean: [3], covariance: { kind: "full", matrix: [[4]] } },
  ],
};
const MEANS = [-2, 0, 3], DEVIATIONS = [0.5, 1, 2];

/** w N(x; m, s) of each part, by the density's own formula. */
function parts(x: number): number[] {
  return MIXTURE.weights.map((w, k) => {
    const s = DEVIATIONS[k]!;
    return w * Math.exp(-0.5 * ((x - MEANS[k]!) / s) ** 2) / (s * Math.sqrt(2 * Math.PI));
  });
}

// A few roundings of logs of size 10.
const ROUNDING = { rtol: 1e-14, atol: 1e-15 };

Deno.test("mixtureLogDensity, responsibilities: are the sum of the parts and their shares", () => {
  for (const x of [-4, -1.9, 0, 1.3, 8]) {
    const sum = parts(x).reduce((total, part) => total + part, 0);
    assertClose(mixtureLogDensity(MIXTURE, [x]), Math.log(sum), ROUNDING);
    assertClose(responsibilities(MIXTURE, [x]), parts(x).map((part) => part / sum), ROUNDING);
  }
});

Deno.test("mixtureLogDensity: has mass 1", () => {
  const mass = integrate((x) => Math.exp(mixtureLogDensity(MIXTURE, [x])), -Infinity, Infinity);
  assertClose(mass.value, 1, { rtol: 1e-10 }); // the integral's own
});

Deno.test("mixtureLogDensity: stays finite where the density underflows", () => {
  // At x = 200 the widest part rules: log .3 − ½ 98.5² − log 2√(2π).
  const expected = Math.log(0.3) - 0.5 * 98.5 ** 2 - Math.log(2 * Math.sqrt(2 * Math.PI));
  assertClose(mixtureLogDensity(MIXTURE, [200]), expected, { rtol: 1e-15 });
  assertEquals(responsibilities(MIXTURE, [200]), [0, 0, 1]);
});

Deno.test("mixtureLogLikelihood: is the sum over points", () => {
  const points = [[-1], [0.5], [4]];
  const each = points.map((x) => mixtureLogDensity(MIXTURE, x));
  assertClose(mixtureLogDensities(MIXTURE, points), each, { atol: 0 });
  const sum = each.reduce((total, value) => total + value, 0);
  assertClose(mixtureLogLikelihood(MIXTURE, points), sum, ROUNDING);
});

Deno.test("mixture: a component of weight 0 changes nothing", () => {
  const { weights, components } = MIXTURE;
  const more = { weights: [...weights, 0], components: [...components, components[0]!] };
  assertEquals(mixtureLogDensity(more, [1]), mixtureLogDensity(MIXTURE, [1]));
  assertEquals(responsibilities(more, [1])[3], 0);
});

Deno.test("sampleMixture: labels follow the weights, points follow their parts", () => {
  const count = 60_000;
  const { points, labels } = sampleMixture(key(9), MIXTURE, count);
  MIXTURE.weights.forEach((weight, k) => {
    const own = points.filter((_, n) => labels[n] === k).map((x) => x[0]!);
    const s = Math.sqrt(weight * (1 - weight) / count); // of a binomial share
    assertClose(own.length / count, weight, { atol: 5 * s });
    const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
    const variance = own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / own.length;
    const deviation = DEVIATIONS[k]!;
    assertClose(mean, MEANS[k]!, { atol: 5 * deviation / Math.sqrt(own.length) });
    assertClose(variance, deviation ** 2, { rtol: 5 * Math.sqrt(2 / own.length) });
  });
  assertEquals(sampleMixture(key(9), MIXTURE, 10).labels, labels.slice(0, 10));
});

Deno.test("mixture functions: refuse what is no mixture, naming the part", () => {
  const [a, b] = MIXTURE.components;
  const density = (mixture: unknown, x = [0]) => () => mixtureLogDensity(mixture as Mixture, x);
  assertThrows(
    density({ weights: [0.5, 0.6], components: [a, b] }),
    RangeError,
    "Cannot evaluate mixtureLogDensity: the sum of mixture.weights is 1.1, expected 1",
  );
  assertThrows(density({ weights: [1], components: [a, b] }), ShapeError, "weights is [1]");
  assertThrows(density({ weights: [], components: [] }), ShapeError, "mixture.components is [0]");
  const flat = { mean: [0, 0], covariance: { kind: "spherical", variance: 1 } };
  assertThrows(
    density({ weights: [0.5, 0.5], components: [a, flat] }),
    ShapeError,
    "mixture.components[1].mean is [2], expected [1]",
  );
  const broken = { mean: [0], covariance: { kind: "full", matrix: [[-1]] } };
  assertThrows(
    density({ weights: [0.5, 0.5], components: [a, broken] }),
    NotPositiveDefiniteError,
    "mixture.components[1].covariance.matrix is not positive definite (pivot -1 in row 0)",
  );
  assertThrows(density(undefined), TypeError, "mixture is undefined, expected a Mixture");
  assertThrows(density(MIXTURE, [0, 1]), ShapeError, "x is [2], expected [1]");
  const over = (points: unknown) => () => mixtureLogLikelihood(MIXTURE, points as number[][]);
  assertThrows(over([[0], [Infinity]]), RangeError, "points[1][0] is Infinity");
  assertThrows(over([]), ShapeError, "points is [0], expected at least one row");
  assertThrows(over([[0, 1]]), ShapeError, "points is [1,2], expected [N,1]");
});
