// Every call into WebAssembly, seen while a kernel of a recorded step is at work.
import * as tf from "@tensorflow/tfjs";
import { type WasmBackend, wasmBackend, type WasmFunction } from "./backend.ts";
import { CaptureError } from "./capture_error.ts";
import { now } from "./now.ts";

/** Our own functions of something, noted when they are called: for a step that is being recorded. */
export function notedFunctions<T extends object>(functions: T): T {
  const noted = (name: string, f: WasmFunction) => (...args: number[]) => {
    if (now.frame === undefined) {
      throw new CaptureError(`it calls ${name} outside a kernel, expected that inside onHost`);
    }
    now.frame.calls.push({ name, f, args });
    return f(...args);
  };
  const entries = Object.entries(functions) as [string, WasmFunction][];
  const seen = entries.map(([name, f]) => [name, f.length === 0 ? f : noted(name, f)]);
  return Object.fromEntries(seen) as T;
}

/**
 * Lets tfjs' kernels fetch their functions once more, through a `cwrap` that notes their calls.
 * What it hands out goes on working; a second time is not needed.
 */
export function noteStockCalls(own: WasmBackend): void {
  const { wasm } = own, { cwrap } = wasm;
  wasm.cwrap = (name, result, types) => {
    const stock = cwrap(name, result, types), f = wasm.asm[name]!;
    return (...args) => {
      now.frame?.calls.push({ name, f, args: args.map(lasting) });
      return stock(...args);
    };
  };
  for (const { setupFunc } of tf.getKernelsForBackend("wasm")) {
    setupFunc?.(own as unknown as tf.KernelBackend);
  }
  wasm.cwrap = cwrap;
}

/** An argument as a number; a list of sides as an address that stays. */
function lasting(arg: unknown): number {
  if (!(arg instanceof Uint8Array)) return Number(arg);
  const address = now.recording!.memory.takeForGood(arg.length);
  wasmBackend().wasm.HEAPU8.set(arg, address);
  return address;
}
