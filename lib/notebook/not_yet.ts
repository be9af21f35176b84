import { perhaps, text } from "../math/mod.ts";

/** Thrown by {@link notYet}; a checker turns it into a friendly line. */
export class NotYetError extends Error {
  constructor(hint = "Put your own code in place of notYet.") {
    super(hint);
    this.name = "NotYetError";
  }
}

/**
 * Stands where the learner's code will be. Takes what the code will need, so that nothing is
 * reported as unused.
 *
 * @param _given the arguments of the function to write
 * @throws {NotYetError} always; the exercise's checker answers in a friendly line
 *
 * @example
 * ```ts
 * import { notYet } from "lib/notebook";
 * import { assertThrows } from "@std/assert";
 * assertThrows(() => notYet({ x: 1 }), Error, "your own code");
 * ```
 */
export function notYet(_given: unknown, hint?: string): never {
  throw new NotYetError(perhaps(text).check("wait for your code", "hint", hint));
}
