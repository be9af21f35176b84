/** What every failed assertion throws. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The tail of a message: the caller's own words after a colon, or a full stop. */
export function ending(words: string | undefined): string {
  return words ? `: ${words}` : ".";
}
