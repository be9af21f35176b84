/** A squashed normal in float64: a density, and draws of it. */
import { assertEquals, assertThrows } from "@std/assert";
import { key, normal } from "lib/math";
import { sampleSquashedNormal, squashedNormalLogDensity } from "lib/prob";
import { assertClose, integral, spreadOf } from "../support/mod.ts";

const policies = [
  { mean: 0, standardDeviation: 1 },
  { mean: 0.7, standardDeviation: 0.3 },
  { mean: -2, standardDeviation: 0.6 },
];

Deno.test("squashedNormalLogDensity: integrates to one, and to the chance of a stretch", () => {
  for (const policy of policies) {
    // over u = artanh a the integrand vanishes at both ends
    const density = (u: number) => {
      const a = Math.tanh(u);
      return Math.exp(squashedNormalLogDensity(a, policy)) * (1 - a * a);
    };
    assertClose(integral(density, -8, 8), 1, { rtol: 1e-9 }); // tanh 8 leaves eight digits of 1 − a
  }
});

Deno.test("squashedNormalLogDensity: keeps its digits near the edge", () => {
  const policy = { mean: 5, standardDeviation: 0.5 }, a = 1 - 2 ** -30;
  const u = 0.5 * Math.log((1 + a) / 2 ** -30), z = (u - 5) / 0.5;
  const expected = -0.5 * z * z - Math.log(0.5) - 0.5 * Math.log(2 * Math.PI) -
    Math.log(2 ** -30 * (1 + a));
  assertClose(squashedNormalLogDensity(a, policy), expected, { rtol: 1e-13 });
});

Deno.test("sampleSquashedNormal: tanh(μ + σ ε) of the key's own numbers", () => {
  const policy = policies[1]!, draws = sampleSquashedNormal(key(3), policy, 4000);
  const expected = Array.from(normal(key(3), 4000), (e) => Math.tanh(0.7 + 0.3 * e));
  assertEquals([...draws], expected);
  const { mean, standardError } = spreadOf([...draws]);
  const exact = integral((u) => Math.tanh(u) * Math.exp(-0.5 * ((u - 0.7) / 0.3) ** 2), -3, 4) /
    (0.3 * Math.sqrt(2 * Math.PI));
  assertClose(mean, exact, { atol: 5 * standardError });
});

Deno.test("squashed normal: what is none is refused, by name", () => {
  const policy = policies[0]!;
  for (const action of [1, -1, 1.5]) {
    const evaluated = () => squashedNormalLogDensity(action, policy);
    assertThrows(evaluated, RangeError, `action is ${action}, expected a number inside (-1, 1)`);
  }
  assertThrows(() => squashedNormalLogDensity(NaN, policy), RangeError, "action is NaN");
  const flat = { mean: 0, standardDeviation: 0 };
  assertThrows(() => squashedNormalLogDensity(0, flat), RangeError, "standardDeviation is 0");
  assertThrows(() => sampleSquashedNormal(key(0), flat, 3), RangeError, "standardDeviation is 0");
  const none = undefined as unknown as typeof flat;
  assertThrows(() => sampleSquashedNormal(key(0), none, 3), TypeError, "policy is undefined");
});
