import * as tf from "@tensorflow/tfjs";

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
 * import { startBackend, tensorScope, tf } from "lib/nn";
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
