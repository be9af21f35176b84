import { assertThrows } from "@std/assert";
import { NonFiniteError, normalAverage } from "lib/math";
import { assertClose, integral, normalPdf } from "../support/mod.ts";

Deno.test("normalAverage: moments of a normal to rounding, at every step up to ½", () => {
  for (const step of [1 / 64, 1 / 16, 0.25, 0.5]) {
    const moment = (power: number) => normalAverage((x) => (x - 3) ** power, 3, 0.5, { step });
    assertClose([0, 1, 2, 3, 4].map(moment), [1, 0, 0.25, 0, 3 / 16], { atol: 1e-14 });
  }
});

Deno.test("normalAverage: smooth functions as the midpoint rule has them", () => {
  for (const f of [Math.exp, Math.sin, (x: number) => Math.log1p(Math.exp(x))]) {
    const exact = integral((x) => normalPdf(x, 0.3, 1.4) * f(x), -14, 15);
    assertClose(normalAverage(f, 0.3, 1.4), exact, { atol: 1e-11 }); // the midpoint rule's own
  }
});

Deno.test("normalAverage: what is no number is refused, and so is a step above 1", () => {
  assertThrows(
    () => normalAverage(Math.log, 0, 1),
    NonFiniteError,
    "Cannot average under a normal",
  );
  assertThrows(() => normalAverage(Math.exp, 0, 0), RangeError, "standardDeviation is 0");
  assertThrows(() => normalAverage(Math.exp, 0, 1, { step: 2 }), RangeError, "step is 2");
});
