import { assertEquals, assertThrows } from "@std/assert";
import { normalQuantile, tQuantile } from "lib/math";
import { assertClose } from "../support/mod.ts";
import golden from "./golden/quantiles.json" with { type: "json" };

Deno.test("normalQuantile: agrees with 40-digit values (mpmath)", () => {
  for (const { p, z } of golden.normal) {
    // Wichura states 1e-16; near p = ½ the rounding of p − ½ adds an ulp or two.
    assertClose(normalQuantile(p), z, { rtol: 2e-15 });
  }
  assertEquals(normalQuantile(0.5), 0);
});

Deno.test("tQuantile: agrees with 40-digit values (mpmath), df from ½ to 1e7", () => {
  for (const { p, df, t } of golden.t) {
    assertClose(tQuantile(p, df), t, { rtol: 1e-13 }); // what its docstring promises
  }
});

Deno.test("tQuantile: has the closed forms of df = 1 and 2, is odd, and ends in the normal", () => {
  for (const p of [1e-9, 0.03, 0.2, 0.26, 0.45]) {
    assertClose(tQuantile(p, 1), -1 / Math.tan(Math.PI * p), { rtol: 1e-12 });
    const alpha = 4 * p * (1 - p);
    assertClose(tQuantile(p, 2), (2 * p - 1) * Math.sqrt(2 / alpha), { rtol: 1e-12 });
    assertEquals(tQuantile(p, Infinity), normalQuantile(p));
  }
  assertEquals(tQuantile(0.25, 7), -tQuantile(0.75, 7));
  assertEquals(tQuantile(0.5, 7), 0);
});

Deno.test("tQuantile: is continuous where the method changes", () => {
  // Below 1e6 by Newton, above by an expansion; p across ¼ from the middle to the tail.
  assertClose(tQuantile(0.975, 1e6), tQuantile(0.975, 1e6 + 1), { rtol: 2e-12 });
  for (const df of [0.5, 3, 200]) {
    assertClose(tQuantile(0.25 - 1e-15, df), tQuantile(0.25 + 1e-15, df), { rtol: 2e-14 });
  }
});

Deno.test("normalQuantile, tQuantile: refuse what is no probability", () => {
  for (const p of [0, 1, -0.1, NaN]) {
    const wish = `p is ${p}, expected a number in (0, 1)`;
    assertThrows(() => normalQuantile(p), RangeError, `Cannot find a normal quantile: ${wish}`);
    assertThrows(() => tQuantile(p, 3), RangeError, `Cannot find a t quantile: ${wish}`);
  }
  assertThrows(
    () => tQuantile(1e-200, 0.5), // t ≈ −1e400
    RangeError,
    "the tail probability is 1e-200, expected one whose quantile is below 1e154",
  );
  assertThrows(() => tQuantile(0.9, 0), RangeError, "df is 0, expected a number above 0");
  assertThrows(() => normalQuantile("0.5" as never), TypeError, 'p is "0.5"');
});
