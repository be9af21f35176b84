import * as tf from "@tensorflow/tfjs";
import { callable } from "../../math/mod.ts";

/** Owns tensors until its end; see {@link tensorScope}. */
export interface TensorScope extends Disposable {
  /** Takes a tensor, or several in an object or list, and returns it unchanged. */
  readonly own: <T extends tf.TensorContainer>(tensors: T) => T;
  /** Disposes everything owned; a second time does nothing. */
  readonly dispose: () => void;
}

/**
 * A place that owns tensors and frees them when the block ends, however it ends. For functions that
 * `await`, where `tf.tidy` cannot help. Use it with `using`, inside a function: at the top level of
 * a notebook `using` never ends.
 *
 * @example
 * ```ts
 * import { startBackend, tensorScope } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * function length(values: number[]): number {
 *   using scope = tensorScope();
 *   const x = scope.own(tf.tensor1d(values));
 *   return scope.own(tf.sqrt(scope.own(tf.sum(scope.own(tf.square(x)))))).dataSync()[0]!;
 * }
 * length([3, 4]); // 5
 * ```
 */
export function tensorScope(): TensorScope {
  const owned: tf.TensorContainer[] = [];
  const dispose = () => {
    while (owned.length > 0) tf.dispose(owned.pop()!);
  };
  return {
    own: (tensors) => {
      owned.push(tensors);
      return tensors;
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

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
 * import { startBackend, withoutLeaks } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * await withoutLeaks(() => tf.tidy(() => tf.sum(tf.ones([3])).dataSync()[0]));
 * ```
 */
export async function withoutLeaks<T>(run: () => T | Promise<T>): Promise<T> {
  callable().check("look for leaks", "run", run);
  const before = tf.memory();
  const value = await run();
  const after = tf.memory();
  const count = after.numTensors - before.numTensors;
  if (count !== 0) throw new TensorLeakError(count, after.numBytes - before.numBytes);
  return value;
}
