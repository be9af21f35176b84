/**
 * Tensors on the tfjs WASM backend: the only folder that loads it.
 *
 * @module
 */
export { BackendError, type BackendOptions, startBackend, tf, wasmBytes } from "./backend.ts";
export { checkedKernels, UncheckedOpError } from "./checked_kernels.ts";
export { NonFiniteTensorError, requireFiniteTensor } from "./finite.ts";
export { TensorLeakError, withoutLeaks } from "./leaks.ts";
export { type TensorScope, tensorScope } from "./ownership.ts";
