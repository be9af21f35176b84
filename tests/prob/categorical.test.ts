import { assert, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { crossEntropy, entropy, kl } from "lib/prob";
import { assertClose } from "../support/mod.ts";

const Q = [0.1, 0.2, 0.3, 0.4];
const P = [0.25, 0.25, 0.4, 0.1];

Deno.test("entropy, kl, crossEntropy: agree with SciPy", () => {
  // scipy.stats.entropy(q), entropy(q, p), −Σ q log p; SciPy 1.17.1. Four terms, each rounded.
  assertClose(entropy(Q), 1.2798542258336676, { rtol: 1e-15 });
  assertClose(kl(Q, P), 0.3319553392621645, { rtol: 1e-15 });
  assertClose(crossEntropy(Q, P), 1.611809565095832, { rtol: 1e-15 });
});

Deno.test("entropy, kl, crossEntropy: events of probability 0 count as their limits", () => {
  assert(Object.is(entropy([1, 0]), 0)); // not −0, which would be printed so
  assert(Object.is(crossEntropy([1], [1]), 0));
  assertEquals(kl([1, 0], [1, 0]), 0);
  assertEquals(kl([0, 1], [0.5, 0.5]), Math.LN2);
  assertEquals(kl([0.5, 0.5], [0, 1]), Infinity);
  assertEquals(crossEntropy([0, 1], [0, 1]), 0);
  assertEquals(crossEntropy([0.5, 0.5], [0, 1]), Infinity);
});

Deno.test("entropy: is log n for n equal chances, and adds for independent pairs", () => {
  for (const n of [2, 3, 10]) {
    const even = Array.from({ length: n }, () => 1 / n);
    assertClose(entropy(even), Math.log(n), { rtol: 1e-15 });
  }
  const pairs = Q.flatMap((q) => P.map((p) => q * p));
  assertClose(entropy(pairs), entropy(Q) + entropy(P), { rtol: 1e-15 });
});

Deno.test("entropy, kl, crossEntropy: refuse what is no distribution", () => {
  assertThrows(
    () => entropy([0.5, 0.6]),
    RangeError,
    "Cannot evaluate entropy: the sum of p is 1.1, expected 1 (within 1e-9)",
  );
  assertThrows(() => kl([1], [0.5, 0.5]), ShapeError, "Cannot evaluate kl: p is [2], expected [1]");
  assertThrows(() => kl([-0.5, 1.5], [0.5, 0.5]), RangeError, "q[0] is -0.5");
  assertThrows(() => crossEntropy([0.5, 0.5], [NaN, 1]), RangeError, "p[0] is NaN");
  assertThrows(() => entropy([]), ShapeError, "p is [0]");
  assertThrows(() => entropy(0.5 as never), TypeError, "p is 0.5");
});
