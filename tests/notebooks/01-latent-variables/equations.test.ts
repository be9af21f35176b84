/** Chapter 01: every equation and every number, held against oracles that import nothing of lib. */
import { assert } from "@std/assert";
import { mixtureLogDensity, responsibilities } from "lib/prob";
import {
  assertClose,
  integral,
  logNormal,
  midpointGrid,
  normalPdf,
  sum,
} from "../../support/mod.ts";
import { waits as waiting } from "../../support/faithful.ts";
import {
  byHeads,
  centres,
  complete,
  density,
  exactLogEvidence,
  indecision,
  oneNormal,
  opinion,
  rho,
  s,
  sigma,
  slopeAt,
  typical,
  upperTail,
  weights,
} from "./oracle.ts";

type List = readonly number[];

// the table of moods: p(z) and p(x | z)
const moods = [0.36, 0.64];
const given = [[0.8, 0.18, 0.02], [0.03, 0.22, 0.75]];
const marginal = (x: number) => sum(moods.map((p, z) => p * given[z]![x]!));

Deno.test("LVM-1: the marginal is the sum over the joint, and sums to one", () => {
  const byHand = [0.36 * 0.8 + 0.64 * 0.03, 0.36 * 0.18 + 0.64 * 0.22, 0.36 * 0.02 + 0.64 * 0.75];
  assertClose([0, 1, 2].map(marginal), byHand, { atol: 1e-15 });
  assertClose(sum(byHand), 1, { atol: 1e-15 });
});

Deno.test("LVM-2: posterior odds are prior odds times the likelihood ratio", () => {
  for (const x of [0, 1, 2]) {
    const shares = moods.map((p, z) => (p * given[z]![x]!) / marginal(x));
    const odds = (0.64 / 0.36) * (given[1]![x]! / given[0]![x]!);
    assertClose(shares, [1 / (1 + odds), odds / (1 + odds)], { atol: 1e-14 });
  }
});

Deno.test("LVM-3: p(z) may stand for p(z|x) if z does not depend on x; else it misleads", () => {
  const steerLeft = [0.97, 0.01]; // p(left | near, z)
  const leftGivenNear = (pxz: List) => { // from the whole joint: p(near, z, left) / p(near)
    const [both, near] = [pxz.map((p, z) => p * steerLeft[z]!), pxz];
    return sum(both) / sum(near);
  };
  assertClose(leftGivenNear([0.25, 0.25]), 0.49, { atol: 1e-14 }); // independent: p(z) = ½ will do
  assertClose(leftGivenNear([0.3, 0.2]), 0.586, { atol: 1e-14 });
});
const logLikelihood = (mu = centres) => sum(waiting.map((x) => Math.log(density(x, mu))));
const geyser = (mu = centres) => ({
  weights,
  components: mu.map((each) => ({
    mean: [each],
    covariance: { kind: "spherical" as const, variance: sigma ** 2 },
  })),
});

Deno.test("LVM-4: the mixture is a density; lib's logarithm of it agrees", () => {
  assertClose(integral(density, 0, 150), 1, { atol: 1e-12 });
  for (const x of [40, 66, 81, 99]) {
    assertClose(mixtureLogDensity(geyser(), [x]), Math.log(density(x)), { atol: 1e-12 });
  }
});

Deno.test("LVM-5: a linear continuous cause leaves a normal density", () => {
  for (const x of [-3, 0, 2.5]) {
    const byIntegral = integral((z) => normalPdf(z, 0, 1) * normalPdf(x, 2 * z + 1, 0.5), -12, 12);
    assertClose(byIntegral, normalPdf(x, 1, Math.hypot(2, 0.5)), { atol: 1e-13 });
  }
});

Deno.test("LVM-6: the two-stage average is the average", () => {
  const direct = integral(density, 67, 150, 400_000);
  const staged = sum(weights.map((w, k) => w * upperTail((67 - centres[k]!) / sigma)));
  assertClose(direct, staged, { atol: 1e-9 }); // midpoint rule at an edge: error ~ width²
});

Deno.test("LVM-7: mean and mean squared deviation maximize the normal likelihood", () => {
  const mu = sum(waiting) / 272, variance = sum(waiting.map((x) => (x - mu) ** 2)) / 272;
  const at = (m: number, v: number) => sum(waiting.map((x) => logNormal(x, m, Math.sqrt(v))));
  for (const [dm, dv] of [[0.2, 0], [-0.2, 0], [0, 3], [0, -3]] as const) {
    assert(at(mu + dm, variance + dv) < at(mu, variance));
  }
  assertClose(at(mu, variance), oneNormal, { atol: 1e-9 });
});

Deno.test("LVM-8: the average over the prior has the evidence as its mean", () => {
  const mean = integral((z) => normalPdf(z, 0, 1) * normalPdf(typical, z, s), -12, 12);
  assertClose(Math.log(mean), exactLogEvidence, { atol: 1e-12 });
});

Deno.test("LVM-9: the closed form of ρ; the relative variance grows as its power", () => {
  const n = (variance: number) => normalPdf(typical, 0, Math.sqrt(variance));
  assertClose(n(1 + s * s / 2) / (2 * s * Math.sqrt(Math.PI) * n(1 + s * s) ** 2), rho, {
    rtol: 1e-12,
  });
  // two coordinates, by a quadrature in the plane that knows nothing of products
  const cells = midpointGrid(-6, 6, 240);
  const moment = sum(cells.map((z0) =>
    sum(cells.map((z1) => {
      const distance = (z0 - typical) ** 2 + (z1 - typical) ** 2;
      const likelihood = Math.exp(-distance / (2 * s * s)) / (2 * Math.PI * s * s);
      return (Math.exp(-(z0 * z0 + z1 * z1) / 2) / (2 * Math.PI)) * likelihood ** 2;
    }))
  )) * 0.05 ** 2;
  assertClose(moment / Math.exp(4 * exactLogEvidence), rho ** 2, { rtol: 1e-6 });
});

Deno.test("LVM-10: log-likelihood = expected complete log-likelihood + indecision", () => {
  assertClose(complete + indecision, logLikelihood(), { atol: 1e-9 });
  for (const x of [50, 66, 90]) {
    assertClose(responsibilities(geyser(), [x]), opinion(x), { atol: 1e-12 });
  }
});

Deno.test("LVM-11: Fisher's identity: the expected slope is the slope", () => {
  for (const mu of [50, 54.61364, 58]) {
    const h = 1e-4;
    const at = (each: number) => logLikelihood([each, centres[1]!]);
    const difference = (at(mu + h) - at(mu - h)) / (2 * h);
    assertClose(slopeAt(mu), difference, { atol: 1e-5 }); // rounding 1e-12/h and curvature ~ h²
  }
});

Deno.test("LVM-1 erratum 000.7: a finite sum over a million causes is exact, grouped or not", () => {
  let everyCause = 0;
  for (let state = 0; state < 2 ** 20; state++) {
    let heads = 0;
    for (let bits = state; bits > 0; bits &= bits - 1) heads++;
    everyCause += normalPdf(12.3, heads, 1);
  }
  assertClose(everyCause / 2 ** 20, byHeads, { rtol: 1e-11 }); // a million roundings of 1e-16
});
