import { assertClose, type Tolerance } from "lib/notebook";
import { savedResult } from "./notebooks.ts";

/**
 * Declares a test: the number that a chapter's saved output holds is the expected one.
 *
 * @param chapter its number, e.g. `"02"`
 * @param name of the `result`
 * @param expected from an oracle that imports nothing of lib, or a published value
 * @param tolerance how far they may be apart
 * @param reason why that far, and where the expected value is from
 */
export function pin(
  chapter: string,
  name: string,
  expected: number,
  tolerance: Tolerance,
  reason: string,
): void {
  Deno.test(`pin ${chapter} ${name}: ${reason}`, async () => {
    assertClose(await savedResult(chapter, name), expected, tolerance);
  });
}
