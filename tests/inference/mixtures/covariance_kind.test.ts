import { assertEquals, assertThrows } from "@std/assert";
import { bic, mixtureParameterCount } from "lib/inference";
import { assertClose } from "../../support/mod.ts";

Deno.test("mixtureParameterCount: counts weights, means and covariances by hand", () => {
  // K = 3, D = 2: 2 weights + 6 means, and 9, 3, 6 or 3 numbers for the covariances.
  const counts = (["full", "tied", "diagonal", "spherical"] as const)
    .map((kind) => mixtureParameterCount(kind, 3, 2));
  assertEquals(counts, [17, 11, 14, 11]);
  assertEquals(mixtureParameterCount("full", 1, 1), 2);
});

Deno.test("bic: is 2 log L − df log n, larger is better", () => {
  assertClose(bic({ logLikelihood: -10, parameters: 3, count: 100 }), -20 - 3 * Math.log(100), {
    atol: 1e-14, // an ulp of 34
  });
});

Deno.test("mixtureParameterCount, bic: refuse impossible sizes and unknown names", () => {
  assertThrows(
    () => mixtureParameterCount("VVV" as never, 2, 2),
    RangeError,
    'Cannot count parameters: kind is "VVV", expected one of "full", "tied", "diagonal", "spherical"',
  );
  assertThrows(() => mixtureParameterCount("full", 0, 2), RangeError, "components is 0");
  assertThrows(() => mixtureParameterCount("full", 2, 1.5), RangeError, "dimension is 1.5");
  assertThrows(
    () => bic({ logLikelihood: NaN, parameters: 1, count: 1 }),
    RangeError,
    "logLikelihood is NaN",
  );
  assertThrows(() => bic({ logLikelihood: 1, parameters: 1, n: 1 } as never), TypeError, '"n"');
  assertThrows(() => bic({ logLikelihood: 1, parameters: 1, count: 0 }), RangeError, "count is 0");
});
