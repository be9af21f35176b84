import { door, text, whole } from "../math/mod.ts";
import { numberText } from "./number_text.ts";

const checkEnd = door("go on", { label: text, done: whole(0), total: whole(0) });

/** Something is used that was stopped before its end; the words say how to go on. */
export class UnfinishedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnfinishedError";
  }
}

/**
 * Refuses to go on from long work that was stopped early: half a training looks like a bad one.
 *
 * @param label what was to be done, as in `progress`
 * @param done steps done
 * @param total steps there were to be
 * @throws {UnfinishedError} when fewer were done
 * @throws {TypeError|RangeError} when label is no text, a number of steps none
 *
 * @example
 * ```ts
 * import { requireEnd } from "lib/notebook";
 * import { assertThrows } from "@std/assert";
 * requireEnd("learning", 8000, 8000);
 * assertThrows(() => requireEnd("learning", 1818, 8000), Error, "stopped at step 1818 of 8000");
 * ```
 */
export function requireEnd(label: string, done: number, total: number): void {
  checkEnd({ label, done, total });
  if (done >= total) return;
  throw new UnfinishedError(
    `The ${label} was stopped at step ${numberText(done)} of ${numberText(total)}. Run the cell ` +
      `"${label}" again: it goes on from there. Then run this one.`,
  );
}
