import * as tf from "@tensorflow/tfjs";

/** A function left tensors behind. */
export class TensorLeakError extends Error {
  /** How many tensors there are more than before. */
  readonly count: number;

  constructor(count: number, bytes: number) {
    super(
      `Cannot accept this step: it leaves ${count} tensors (${bytes} bytes) behind, ` +
        "expected 0; dispose them, use tf.tidy, or return them to an owner",
    );
    this.name = "TensorLeakError";
    this.count = count;
  }
}

/**
 * Runs a function and stops when the number of live tensors differs afterwards. For tests, around
 * every step function.
 *
 * @param run may be asynchronous; must not return tensors
 * @returns what the function returns
 * @throws {TensorLeakError} when tensors are left over, or more are freed than were made
 *
 * @example
 * ```ts
 * import { startBackend, tf, withoutLeaks } from "lib/nn";
 * await startBackend();
 * await withoutLeaks(() => tf.tidy(() => tf.sum(tf.ones([3])).dataSync()[0]));
 * ```
 */
export async function withoutLeaks<T>(run: () => T | Promise<T>): Promise<T> {
  const before = tf.memory();
  const value = await run();
  const after = tf.memory();
  const count = after.numTensors - before.numTensors;
  if (count !== 0) throw new TensorLeakError(count, after.numBytes - before.numBytes);
  return value;
}
