import { assertEquals } from "@std/assert";
import { exponential } from "../../../lib/control/bellman/log_sum.ts";
import { assertClose } from "../../support/mod.ts";
import { generator } from "../worlds.ts";

Deno.test("exponential: as Math.exp to 5 units in the last place, everywhere", () => {
  const next = generator(3);
  for (const reach of [1e-9, 0.01, 1, 30, 800]) {
    const inputs = Array.from({ length: 20_000 }, () => reach * (2 * next() - 1));
    // 4 units of 2⁻⁵² for ours, and Math.exp's own one
    assertClose(inputs.map(exponential), inputs.map(Math.exp), { rtol: 5 * 2 ** -52 });
  }
});

Deno.test("exponential: exp(k ln 2 / 256) steps through the tables without a gap", () => {
  for (let k = -2000; k <= 2000; k++) {
    for (const nudge of [-1e-9, 0, 1e-9]) {
      const x = (k + 0.5) * Math.LN2 / 256 + nudge; // where one entry hands over to the next
      assertClose(exponential(x), Math.exp(x), { rtol: 5 * 2 ** -52 });
    }
  }
});

Deno.test("exponential: its ends", () => {
  assertEquals(exponential(0), 1);
  assertEquals(exponential(-0), 1);
  assertEquals(exponential(-Infinity), 0);
  assertEquals(exponential(Infinity), Infinity);
  assertEquals(exponential(NaN), NaN);
  assertEquals(exponential(-800), 0);
  assertEquals(exponential(800), Infinity);
  assertEquals(exponential(-740), Math.exp(-740)); // below the normal numbers
  assertClose(exponential(699.9), Math.exp(699.9), { rtol: 5 * 2 ** -52 });
  assertClose(exponential(-699.9), Math.exp(-699.9), { rtol: 5 * 2 ** -52 });
});
