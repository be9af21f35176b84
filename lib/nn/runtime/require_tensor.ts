import * as tf from "@tensorflow/tfjs";
import { door, perhaps, plain, refusal, ShapeError, text, whole } from "../../math/mod.ts";
import { stepNow } from "../recording/now.ts";
import { onHost } from "../recording/on_host.ts";
import { tensorShape } from "./tensor_shape.ts";

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

/** The step of a run, which messages may name. */
export const STEP = perhaps(whole(0));

const checkFinite = door("look for a NaN", { name: text, tensor: tensorShape(), step: STEP });

/**
 * Stops when a tensor holds a NaN or an infinity. Call it before any operation that could hide one.
 * In a captured step it looks at every run.
 *
 * @param name what the tensor is, for the message
 * @param tensor borrowed; any shape
 * @param step the step of the run, for the message
 * @returns the tensor
 * @throws {NonFiniteTensorError} naming tensor, first bad index and step
 * @throws {TypeError|RangeError} for what is no living tensor, or a name or step that is none
 *
 * @example
 * ```ts
 * import { requireFiniteTensor, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * tf.tidy(() => requireFiniteTensor("loss", tf.scalar(0.5), 12));
 * ```
 */
export function requireFiniteTensor<T extends tf.Tensor>(
  name: string,
  tensor: T,
  step?: number,
): T {
  checkFinite({ name, tensor, step });
  onHost(() => {
    const values = tensor.dataSync();
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) continue;
      throw new NonFiniteTensorError(name, i, values[i]!, stepNow() ?? step);
    }
  }, { name });
  return tensor;
}

/**
 * Refuses what an operation of ours cannot take: a tensor that is disposed, or not float32.
 *
 * @param doing what for, for the message
 * @param tensors by the names that the message uses
 * @throws {RangeError} naming a disposed one
 * @throws {TypeError} naming one of another type
 */
export function requireFloat(
  doing: string,
  tensors: Readonly<Record<string, tf.Tensor>>,
): void {
  const found = plain.fault(tensors);
  if (found !== undefined) throw found(doing, "tensors");
  for (const name in tensors) requireFloatTensor(doing, name, tensors[name]);
}

/** The same for one. */
export function requireFloatTensor(doing: string, name: string, tensor: unknown): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(refusal(doing, name, tensor, "a tensor"));
  }
  if (tensor.isDisposed) {
    throw new RangeError(`Cannot ${doing}: ${name} is disposed, expected a living tensor`);
  }
  if (tensor.dtype !== "float32") {
    throw new TypeError(`Cannot ${doing}: ${name} is ${tensor.dtype}, expected float32`);
  }
}

/**
 * Whether a tensor is living float32 of the shape of another; steps of a training ask it of each of
 * their tensors, and go to {@link requireLike} for words when one is not.
 */
export function isLike(tensor: unknown, like: tf.Tensor): boolean {
  if (!(tensor instanceof tf.Tensor) || tensor.isDisposed || tensor.dtype !== "float32") {
    return false;
  }
  const { shape } = like;
  if (tensor.shape.length !== shape.length) return false;
  for (let axis = 0; axis < shape.length; axis++) {
    if (tensor.shape[axis] !== shape[axis]) return false;
  }
  return true;
}

/** Says what {@link isLike} found. */
export function requireLike(
  doing: string,
  name: string,
  tensor: unknown,
  like: tf.Tensor,
): void {
  requireFloatTensor(doing, name, tensor);
  if (!isLike(tensor, like)) {
    throw new ShapeError(doing, name, (tensor as tf.Tensor).shape, `[${like.shape}]`);
  }
}
