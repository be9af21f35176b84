import type * as tf from "@tensorflow/tfjs";

/**
 * Refuses what an operation of ours cannot take: a tensor that is disposed, or not float32.
 *
 * @param action what for, for the message
 * @param tensors by the names that the message uses
 * @throws {RangeError} naming a disposed one
 * @throws {TypeError} naming one of another type
 */
export function requireFloat(
  action: string,
  tensors: Readonly<Record<string, tf.Tensor>>,
): void {
  for (const name in tensors) {
    const { dtype, isDisposed } = tensors[name]!;
    if (isDisposed) {
      throw new RangeError(`Cannot ${action}: ${name} is disposed, expected a living tensor`);
    }
    if (dtype !== "float32") {
      throw new TypeError(`Cannot ${action}: ${name} is ${dtype}, expected float32`);
    }
  }
}
