import type * as tf from "@tensorflow/tfjs";

/** A tensor holds a NaN or an infinity; carries where and when. */
export class NonFiniteTensorError extends RangeError {
  readonly tensorName: string;
  /** The step of the run at which it appeared, if one was given. */
  readonly step: number | undefined;
  /** Position of the first bad value, counted in row-major order. */
  readonly index: number;

  constructor(tensorName: string, index: number, value: number, step: number | undefined) {
    const when = step === undefined ? "" : ` at step ${step}`;
    super(`Cannot go on: ${tensorName}[${index}] is ${value}${when}, expected a finite number`);
    this.name = "NonFiniteTensorError";
    this.tensorName = tensorName;
    this.step = step;
    this.index = index;
  }
}

/**
 * Stops when a tensor holds a NaN or an infinity. Call it before any operation that could hide one.
 *
 * @param name what the tensor is, for the message
 * @param tensor borrowed; any shape
 * @param step the step of the run, for the message
 * @returns the tensor
 * @throws {NonFiniteTensorError} naming tensor, first bad index and step
 *
 * @example
 * ```ts
 * import { requireFiniteTensor, startBackend, tf } from "lib/nn";
 * await startBackend();
 * tf.tidy(() => requireFiniteTensor("loss", tf.scalar(0.5), 12));
 * ```
 */
export function requireFiniteTensor<T extends tf.Tensor>(
  name: string,
  tensor: T,
  step?: number,
): T {
  const values = tensor.dataSync();
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new NonFiniteTensorError(name, i, values[i]!, step);
  }
  return tensor;
}
