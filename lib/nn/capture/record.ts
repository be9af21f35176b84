import { CaptureError } from "../recording/capture_error.ts";
import { during } from "../recording/now.ts";
import { Recording } from "../recording/recording.ts";

/**
 * Runs a step once, and writes down what it calls.
 * @throws {CaptureError} when it leaves tensors behind; whatever the step throws. Nothing is held then.
 */
export function record(step: () => void): Recording {
  const recording = new Recording();
  let done = false, left: readonly (readonly number[])[] = [];
  try {
    requireNothing(during({ recording }, step));
    done = true;
  } finally {
    left = recording.seal();
    if (!done || left.length > 0) recording[Symbol.dispose]();
  }
  if (left.length === 0) return recording;
  const shapes = left.map((shape) => `[${shape}]`).join(", ");
  throw new CaptureError(
    `it leaves ${left.length} tensors behind, ${shapes}, expected 0; dispose them, use tf.tidy, or ` +
      "write into tensors that were there before",
  );
}

/** TypeScript takes a function that waits for one that gives nothing. */
function requireNothing(given: unknown): void {
  if (!(given instanceof Promise)) return;
  given.catch(() => {}); // what it still does is no part of the step
  throw new CaptureError("it is a promise, expected a function that does not wait");
}

/** What two recordings do not have in common, or nothing. */
export function differenceOf(
  first: readonly string[],
  second: readonly string[],
): string | undefined {
  const longer = first.length > second.length ? first : second;
  const at = longer.findIndex((_, i) => first[i] !== second[i]);
  if (at < 0) return undefined;
  const [before, then] = [first[at] ?? "its end", second[at] ?? "its end"];
  return `call ${at} was ${before}, and then ${then}, expected the same at every run; what changes ` +
    "belongs into a tensor that is overwritten, or into onHost";
}
