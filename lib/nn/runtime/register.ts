import * as tf from "@tensorflow/tfjs";
import { guardedKernel } from "./checked_kernels.ts";

/** What tfjs hands to a kernel. */
export interface Call {
  readonly inputs: { readonly [name: string]: tf.TensorInfo };
  readonly attrs: { readonly [name: string]: unknown };
}

/** A kernel of ours; {@link Stock} is tfjs' own of that name, behind its guard, if there is one. */
export type OwnKernel = (call: Call, stock: Stock) => tf.TensorInfo | tf.TensorInfo[];
export type Stock = () => tf.TensorInfo | tf.TensorInfo[];

/** Registers a kernel of ours in place of tfjs' own, under the same guard as all others. */
export function registerKernel(kernelName: string, kernel: OwnKernel): void {
  const stock = tf.getKernel(kernelName, "wasm") as tf.KernelConfig | undefined;
  if (stock !== undefined) tf.unregisterKernel(kernelName, "wasm");
  const kernelFunc: tf.KernelFunc = (parts) =>
    kernel(
      { inputs: parts.inputs as Call["inputs"], attrs: (parts.attrs ?? {}) as Call["attrs"] },
      () => stock!.kernelFunc(parts),
    );
  tf.registerKernel(guardedKernel({ kernelName, backendName: "wasm", kernelFunc }));
}

/** Registers how to go back through a kernel, in place of tfjs' own way. */
export function registerGradient(gradient: tf.GradConfig): void {
  const { kernelName } = gradient;
  if (tf.getGradient(kernelName) !== undefined) tf.unregisterGradient(kernelName);
  tf.registerGradient(gradient);
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
