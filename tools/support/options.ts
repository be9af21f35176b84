/** A word on the command line that the task does not know. */
export class UnknownOptionError extends RangeError {
  override readonly name = "UnknownOptionError";

  constructor(word: string, known: readonly string[]) {
    super(`Cannot understand "${word.trim()}": expected ${known.join(", ") || "no option"}`);
  }
}
