// Puts the recorder between tfjs and the memory of its WASM backend.
import * as tf from "@tensorflow/tfjs";
import { tensorEngine, type WasmBackend, wasmBackend } from "./backend.ts";
import { noteStockCalls } from "./calls.ts";
import { CaptureError } from "./capture_error.ts";
import { lend } from "./lend.ts";
import { noteHostAccess, now } from "./now.ts";
import { holdsOn, ownerOf } from "./recording.ts";

/** Once, after the backend has started and before our own kernels are registered. */
export function installRecorder(): void {
  const own = wasmBackend(), stock = Object.getPrototypeOf(own) as WasmBackend;
  noteStockCalls(own);
  watchMemory(own, stock);
  watchReading(own, stock);
  watchDisposing();
  letReplaysRead();
}

/** Tensors of a recorded step lie in memory of the recording. */
function watchMemory(own: WasmBackend, stock: WasmBackend): void {
  own.write = (values, shape, dtype) =>
    now.recording === undefined
      ? stock.write.call(own, values, shape, dtype)
      : lend(now.recording, values, shape, dtype);
  own.makeOutput = (shape, dtype, ...rest) => {
    if (now.given !== undefined) return { ...now.given.outputs[now.given.taken++]! };
    const output = stock.makeOutput.call(own, shape, dtype, ...rest);
    now.frame?.outputs.push({ ...output });
    return output;
  };
  own.incRef = (dataId) => {
    if (now.given === undefined) stock.incRef.call(own, dataId);
  };
  own.disposeData = (dataId, force = false) => {
    if (now.given !== undefined) return true;
    const owner = ownerOf(dataId);
    if (owner === undefined) return stock.disposeData.call(own, dataId, force);
    const data = own.dataIdMap.get(dataId);
    if (--data.refCount > 0 && !force) return false;
    owner.giveBack(dataId);
    return false; // it is gone, but replays will want to find it
  };
}

/** Numbers that are looked at by JavaScript. */
function watchReading(own: WasmBackend, stock: WasmBackend): void {
  own.readSync = (dataId, ...range) => {
    noteHostAccess();
    return stock.readSync.call(own, dataId, ...range);
  };
  own.typedArrayFromHeap = (tensor) => {
    noteHostAccess();
    return stock.typedArrayFromHeap.call(own, tensor);
  };
}

/** What a recording reads must not be freed; what belongs to the step is not `onHost`'s to free. */
function watchDisposing(): void {
  const engine = tensorEngine(), { disposeTensor } = engine;
  engine.disposeTensor = (tensor) => {
    const { dataId, shape } = tensor, doing = `dispose a tensor [${shape}]`;
    const { dataIdMap } = wasmBackend(), holds = holdsOn(dataId);
    if (holds > 0 && dataIdMap.get(dataId).refCount - 1 <= holds) {
      throw new CaptureError(
        "a captured step reads it, expected the step to be disposed before",
        doing,
      );
    }
    const owner = ownerOf(dataId);
    if (owner !== undefined && owner !== now.recording) {
      throw new CaptureError(
        "it belongs to the captured step, expected that onHost only reads it",
        doing,
      );
    }
    disposeTensor.call(engine, tensor);
    if (owner?.isAlive(dataId) === false) engine.state.numDataBuffers--; // as if it were gone
  };
}

/** In a replay, what was alive at a place of the step is alive again while that place is passed. */
function letReplaysRead(): void {
  const { dataIdMap } = wasmBackend(), { get } = dataIdMap;
  const find: typeof get = (dataId) => now.replay?.dataOf(dataId) ?? get.call(dataIdMap, dataId);
  Object.defineProperty(dataIdMap, "get", { value: find });
  const { get: isDisposed } = Object.getOwnPropertyDescriptor(tf.Tensor.prototype, "isDisposed")!;
  Object.defineProperty(tf.Tensor.prototype, "isDisposed", {
    configurable: true,
    get(this: tf.Tensor): boolean {
      return isDisposed!.call(this) && now.alive?.has(this.dataId) !== true;
    },
  });
}
