// The only place that knows how tfjs' WASM backend keeps its tensors.
import * as tf from "@tensorflow/tfjs";

/** The parts of tfjs 4.22's `BackendWasm` that are used; they are no part of its public interface. */
interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly _malloc: (bytes: number) => number;
  };
  readonly dataIdMap: { readonly get: (dataId: object) => { readonly memoryOffset: number } };
  readonly makeOutput: (shape: number[], dtype: tf.DataType) => tf.TensorInfo;
  readonly disposeData: (dataId: object) => boolean;
  readonly incRef: (dataId: object) => void;
}

function backend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

/** The memory in which all tensors lie; it grows, and never moves as an object. */
export function heapMemory(): WebAssembly.Memory {
  return backend().wasm.asm.memory;
}

/** Where a tensor's numbers begin, in bytes. */
export function addressOf(tensor: tf.TensorInfo): number {
  return backend().dataIdMap.get(tensor.dataId).memoryOffset;
}

/**
 * A new float32 tensor for a kernel to fill.
 * @throws {RangeError} when memory is full
 */
export function newOutput(shape: readonly number[]): tf.TensorInfo {
  const size = shape.reduce((product, side) => product * side, 1);
  if (size > LARGEST) throw tooLarge(shape);
  const output = backend().makeOutput([...shape], "float32");
  if (addressOf(output) === 0 && size > 0) {
    freeOutput(output); // tfjs would go on, and overwrite the beginning of the heap
    throw tooLarge(shape);
  }
  return output;
}

/** Numbers of 2³² bytes less one: of more, the allocator would see the rest of a division by 2³². */
const LARGEST = 2 ** 30 - 1;

function tooLarge(shape: readonly number[]): RangeError {
  return new RangeError(
    `Cannot allocate a tensor: shape [${shape}] is too large, expected one that fits into memory`,
  );
}

/** The same numbers once more; they are freed with the last tensor that has them. */
export function share({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  backend().incRef(dataId);
  return { dataId, shape, dtype };
}

/** Gives back what {@link newOutput} gave, when there is nothing to return after all. */
export function freeOutput(output: tf.TensorInfo): void {
  backend().disposeData(output.dataId);
}

/**
 * Memory that is never given back.
 * @param alignment the address is a multiple of it
 * @throws {RangeError} when memory is full
 */
export function allocateForever(bytes: number, alignment: number): number {
  const address = backend().wasm._malloc(bytes + alignment) >>> 0;
  if (address === 0) {
    throw new RangeError(`Cannot allocate: ${bytes} bytes are too many, expected free memory`);
  }
  return Math.ceil(address / alignment) * alignment;
}

/** The numbers of a float32 tensor as they are now; good until the heap grows. */
export function viewOf(tensor: tf.TensorInfo): Float32Array<ArrayBuffer> {
  const size = tensor.shape.reduce((product, side) => product * side, 1);
  return new Float32Array(backend().wasm.HEAPU8.buffer, addressOf(tensor), size);
}
