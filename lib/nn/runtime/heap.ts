// The door to the memory in which tensors lie: what reads or writes there goes through this file, and
// so past the recorder of captured steps.
import type * as tf from "@tensorflow/tfjs";
import { wasmBackend as backend } from "../recording/backend.ts";
import { hold, noteHostAccess } from "../recording/now.ts";

/**
 * The memory in which all tensors lie; it grows, and never moves as an object.
 * @throws {CaptureError} in a captured step, outside its kernels and `onHost`
 */
export function heapMemory(): WebAssembly.Memory {
  noteHostAccess();
  return backend().wasm.asm.memory;
}

/** Where a tensor's numbers begin, in bytes; in a captured step it stays there. */
export function addressOf(tensor: tf.TensorInfo): number {
  hold(tensor.dataId);
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

/**
 * The numbers of a float32 tensor as they are now, to read and to write; good until the heap grows.
 * @throws {CaptureError} in a captured step, outside its kernels and `onHost`
 */
export function viewOf(tensor: tf.TensorInfo): Float32Array<ArrayBuffer> {
  noteHostAccess();
  const size = tensor.shape.reduce((product, side) => product * side, 1);
  return new Float32Array(backend().wasm.HEAPU8.buffer, addressOf(tensor), size);
}
