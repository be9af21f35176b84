import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  CollapsedComponentError,
  type CovarianceKind,
  fitMixture,
  fitMixtureFrom,
  maximization,
} from "lib/inference";
import { key, normal } from "lib/math";
import { covarianceMatrix, type Mixture } from "lib/prob";
import { assertClose } from "../../support/mod.ts";

const KINDS: readonly CovarianceKind[] = ["full", "tied", "diagonal", "spherical"];
const NOISE = normal(key(2), 60);
const CLOUD = Array.from({ length: 30 }, (_, n) => [NOISE[2 * n]!, NOISE[2 * n + 1]!]);

/** A narrow component on the first point beside a wide one: EM shrinks it to nothing. */
function spike(kind: CovarianceKind): Mixture {
  const covariance = (variance: number) =>
    kind === "diagonal"
      ? { kind: "diagonal", variances: [variance, variance] } as const
      : { kind: "spherical", variance } as const;
  return {
    weights: [0.1, 0.9],
    components: [
      { mean: CLOUD[0]!, covariance: covariance(1e-4) },
      { mean: [0, 0], covariance: covariance(1) },
    ],
  };
}

Deno.test("fitMixtureFrom: a component on one point is a named error, with the remedy", () => {
  for (const kind of ["full", "diagonal", "spherical"] as const) {
    const error = assertThrows(
      () => fitMixtureFrom(spike(kind), CLOUD, { covariance: kind }),
      CollapsedComponentError,
      "Cannot fit a mixture: component 0 is collapsed at iteration",
    );
    assertEquals(error.component, 0);
    assert(error.iteration! < 20, `found late: iteration ${error.iteration}`);
    assertClose(error.effectiveCount, 1, { atol: 0.01 }); // one point, nearly whole
    assert(error.message.endsWith(
      "give a covarianceFloor above 0, or use fewer components, or a tied covariance",
    ));
  }
});

Deno.test("fitMixtureFrom: each remedy works", () => {
  for (const covariance of ["full", "diagonal", "spherical"] as const) {
    const config = { covariance, covarianceFloor: 1e-4 };
    const { mixture, converged } = fitMixtureFrom(spike(covariance), CLOUD, config);
    assert(converged);
    const [[a, b], [, c]] = covarianceMatrix(mixture.components[0]!) as [number[], number[]];
    const least = (a! + c!) / 2 - Math.hypot((a! - c!) / 2, b!);
    assertGreater(least, 1e-4 * (1 - 1e-9)); // the smaller eigenvalue, but for rounding
  }
  const tied = { covariance: "tied", tolerance: 1e-6 } as const;
  assert(fitMixtureFrom(spike("tied"), CLOUD, tied).converged);
  assert(fitMixture(key(0), CLOUD, { components: 1 }).converged);
});

Deno.test("maximization: points on a line collapse every kind but spherical", () => {
  const line = CLOUD.map(([x]) => [x!, 3]);
  const r = new Float64Array(line.length).fill(1);
  for (const kind of ["full", "tied", "diagonal"] as const) {
    const error = assertThrows(
      () => maximization(line, r, kind),
      CollapsedComponentError,
      "Cannot take an M step: component 0 is collapsed (variance 0.00 in coordinate 1, for 30.0 p",
    );
    assertEquals(error.iteration, undefined);
    assertEquals(error.message.includes("tied"), kind !== "tied");
  }
  assert(covarianceMatrix(maximization(line, r, "spherical").components[0]!)[0]![0]! > 0);
  const slanted = CLOUD.map(([x]) => [x!, 2 * x! + 1]);
  assertThrows(() => maximization(slanted, r, "full"), CollapsedComponentError, "coordinate 1");
});

Deno.test("maximization: a width of a millionth of the data's is a collapse, of a thousandth not", () => {
  const pair = (gap: number) => [...CLOUD, [1, 1], [1 + gap, 1 - gap], [1 - gap, 1 - gap]];
  const r = pair(0).flatMap((_, n) => (n < CLOUD.length ? [1, 0] : [0, 1]));
  assert(maximization(pair(1e-3), r, "full"));
  for (const kind of ["full", "diagonal", "spherical"] as const) {
    assertThrows(() => maximization(pair(3e-7), r, kind), CollapsedComponentError, "component 1");
  }
});

Deno.test("maximization: a collapse is judged in the units of the data", () => {
  for (const unit of [1e-100, 1, 1e100]) {
    const r = new Float64Array(CLOUD.length).fill(1);
    const scaled = CLOUD.map((x) => x.map((value) => unit * value));
    const [component] = maximization(scaled, r, "full").components;
    assertGreater(covarianceMatrix(component!)[0]![0]!, 0.3 * unit * unit);
  }
});

Deno.test("maximization: a component without points is named, floor or not", () => {
  const r = Float64Array.from({ length: 2 * CLOUD.length }, (_, i) => (i % 2 === 0 ? 1 : 0));
  for (const kind of KINDS) {
    for (const covarianceFloor of [0, 0.1]) {
      assertThrows(
        () => maximization(CLOUD, r, kind, { covarianceFloor }),
        CollapsedComponentError,
        "component 1 is collapsed (it stands for 0.00 points), expected several points, spread in every " +
          "direction; use fewer components or another start",
      );
    }
  }
});

Deno.test("fitMixture: collapsed restarts are counted, the best of the others is kept", () => {
  // Three components, two pairs of far twins: a pair is a component without spread.
  const twins = [...CLOUD, [40, 40], [40, 40], [-40, 40], [-40, 40]];
  const config = { components: 3, restarts: 5 };
  assertThrows(() => fitMixture(key(5), twins, config), CollapsedComponentError);
  assertEquals(
    fitMixture(key(5), twins, { ...config, covarianceFloor: 0.01 }).collapsedRestarts,
    0,
  );
  const mixed = fitMixture(key(8), CLOUD, { components: 3, restarts: 20, tolerance: 1e-6 });
  const lost = mixed.restartLogLikelihoods.filter(Number.isNaN).length;
  assertEquals(mixed.collapsedRestarts, lost);
  assert(lost > 0 && lost < 20, `${lost} of 20 collapsed`);
  const best = Math.max(...mixed.restartLogLikelihoods.filter((value) => !Number.isNaN(value)));
  assertEquals(mixed.logLikelihood, best);
});
