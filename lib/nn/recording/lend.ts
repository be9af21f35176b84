import * as tf from "@tensorflow/tfjs";
import { bytesOf, type TensorData, wasmBackend } from "./backend.ts";
import { CaptureError } from "./capture_error.ts";
import { now } from "./now.ts";
import type { Recording } from "./recording.ts";

/** Numbers that a step may make from JavaScript; they are written out and compared. */
const LARGEST_CONSTANT = 64;

/** A tensor in memory of the recording; one with values is a constant of the step. */
export function lend(
  recording: Recording,
  values: ArrayBufferView | null,
  shape: number[],
  dtype: tf.DataType,
): object {
  if (dtype === "string") throw new CaptureError("it makes a tensor of strings, expected numbers");
  const constant = values !== null && values !== undefined;
  if (constant) noteConstant(recording, values as unknown as ArrayLike<number>, shape);
  const { wasm, dataIdMap } = wasmBackend(), bytes = bytesOf(shape, dtype);
  const memoryOffset = constant
    ? recording.memory.takeForGood(bytes)
    : recording.memory.take(bytes);
  const { dataId, data } = newData({ memoryOffset, shape, dtype });
  dataIdMap.set(dataId, data);
  wasm.tfjs.registerTensor(data.id, tf.util.sizeFromShape(shape), memoryOffset);
  recording.own(dataId, data, constant);
  if (constant) {
    wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, bytes), memoryOffset);
  }
  return dataId;
}

function newData(place: Pick<TensorData, "memoryOffset" | "shape" | "dtype">) {
  const own = wasmBackend(), id = own.dataIdNextNumber++;
  return { dataId: { id }, data: { ...place, id, refCount: 1 } };
}

/** Large ones only if all their numbers are the same, as `tf.zeros` has them. */
function noteConstant(recording: Recording, values: ArrayLike<number>, shape: readonly number[]) {
  const list = Array.from(values), same = list.every((each) => Object.is(each, list[0]));
  const texts = (same ? list.slice(0, 1) : list).map((each) => Object.is(each, -0) ? "-0" : each);
  recording.signature.push(`constant [${shape}] ${texts.join(" ")}`);
  if (now.frame !== undefined) {
    throw new CaptureError("a kernel of tfjs hands numbers out in JavaScript");
  }
  if (same || list.length <= LARGEST_CONSTANT) return;
  throw new CaptureError(
    `it makes a tensor [${shape}] from numbers, which would stay as they are, expected one made ` +
      "before and overwritten, or a hostTensor",
  );
}
