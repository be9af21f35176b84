// The parts of tfjs 4.22 that are used and are no part of its public interface.
import * as tf from "@tensorflow/tfjs";

/** A function of WebAssembly. */
export type WasmFunction = (...numbers: number[]) => unknown;

/** How the backend keeps the numbers of a tensor. */
export interface TensorData {
  /** By which tfjs' own kernels know it. */
  readonly id: number;
  /** Address, in bytes. */
  readonly memoryOffset: number;
  readonly shape: number[];
  readonly dtype: tf.DataType;
  /** Tensors that have these numbers. */
  refCount: number;
}

interface WasmModule {
  readonly asm: Readonly<Record<string, WasmFunction>> & { readonly memory: WebAssembly.Memory };
  readonly tfjs: { readonly registerTensor: WasmFunction; readonly disposeData: WasmFunction };
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  cwrap: (name: string, result: unknown, types: unknown) => (...args: unknown[]) => unknown;
}

/** tfjs' `BackendWasm`. */
export interface WasmBackend {
  dataIdNextNumber: number;
  readonly wasm: WasmModule;
  readonly dataIdMap: {
    readonly get: (dataId: object) => TensorData;
    readonly set: (dataId: object, data: TensorData) => void;
    readonly has: (dataId: object) => boolean;
    readonly delete: (dataId: object) => boolean;
  };
  write: (values: ArrayBufferView | null, shape: number[], dtype: tf.DataType) => object;
  disposeData: (dataId: object, force?: boolean) => boolean;
  incRef: (dataId: object) => void;
  makeOutput: (shape: number[], dtype: tf.DataType, ...rest: unknown[]) => tf.TensorInfo;
  readSync: (dataId: object, ...range: unknown[]) => unknown;
  typedArrayFromHeap: (tensor: tf.TensorInfo) => ArrayBufferView;
}

/** tfjs' `Engine`, which counts tensors. */
export interface TensorEngine {
  readonly state: { numDataBuffers: number };
  disposeTensor: (tensor: tf.Tensor) => void;
}

/** The backend at work. */
export function wasmBackend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

/** The engine at work. */
export function tensorEngine(): TensorEngine {
  return tf.engine() as unknown as TensorEngine;
}

/** How much memory a tensor takes. */
export function bytesOf(shape: readonly number[], dtype: tf.DataType): number {
  return tf.util.sizeFromShape([...shape]) * tf.util.bytesPerElement(dtype);
}
