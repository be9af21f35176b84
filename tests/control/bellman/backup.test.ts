import { softMaximumInto } from "../../../lib/control/bellman/backup.ts";
import { assertClose } from "../../support/mod.ts";

Deno.test("softMaximumInto: a sum that lost digits to underflow, or overflowed, is done again", () => {
  // Relative to the value before, 1, the sum is e^-725, a number of 2 or 3 digits, or e^705.
  for (const q of [-724, -660, 706, 724]) {
    const values = Float64Array.of(1);
    const weights = { table: Float64Array.of(0.5, 0.5), excess: 0 };
    softMaximumInto(values, Float64Array.of(q, q - 1), weights, 1);
    const exact = q + Math.log(0.5 + 0.5 * Math.exp(-1));
    assertClose(values[0]!, exact, { rtol: 4e-16 }); // two roundings
  }
});
