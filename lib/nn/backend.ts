import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { optional, settings } from "../math/mod.ts";
import { registerAttention } from "./ops/attention/attend.ts";
import { registerLayerNorm } from "./ops/attention/layer_norm.ts";
import { registerSoftmax } from "./ops/attention/softmax.ts";
import { registerBernoulliLogits } from "./ops/bernoulli_logits.ts";
import { guardKernels } from "./runtime/checked_kernels.ts";
import { registerConv2D } from "./ops/convolution/arithmetic.ts";
import { registerConvolution } from "./ops/convolution/kernels.ts";
import { registerDense } from "./ops/dense.ts";
import { registerElementwise, registerIdentity } from "./ops/elementwise.ts";
import { registerGru } from "./ops/gru/kernels.ts";
import { registerGaussianLatent } from "./ops/gaussian_latent.ts";
import { installRecorder } from "./recording/install.ts";
import { KERNEL_SETTINGS, type KernelOptions, loadKernels } from "./runtime/kernels.ts";
import { registerMatMul } from "./ops/matmul.ts";
import { registerSegmentSum, registerSum } from "./ops/sums.ts";
import { registerColumns } from "./ops/columns.ts";
import { registerLeastOfStack } from "./ops/least.ts";
import { registerMlp } from "./ops/mlp_kernels.ts";
import { registerSquashedGaussian } from "./ops/squashed_gaussian.ts";
import {
  BackendError,
  notStarted,
  readWasm,
  WASM_SOURCE,
  type WasmSource,
} from "./runtime/wasm_file.ts";

/** Where the backend's WASM files come from. */
export interface BackendOptions {
  /** The bytes of `tfjs-backend-wasm-simd.wasm`, or its address; default: from the npm package. */
  readonly wasm?: WasmSource;
  /** Our own kernels; default: the files beside this one, the better of the two builds. */
  readonly kernels?: KernelOptions;
}

const BACKEND_SETTINGS = settings({
  wasm: optional(WASM_SOURCE),
  kernels: optional(KERNEL_SETTINGS),
});

const fileNames = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
] as const;
const simdFile = fileNames[1];

let started: Promise<void> | undefined;

/** Until there is a backend, tfjs speaks of `tf.setBackend()`, which would start one without our kernels. */
function refuseTensors(): void {
  Object.defineProperty(tf.engine(), "backend", {
    configurable: true,
    get: () => {
      const { backendInstance } = tf.engine() as unknown as { readonly backendInstance?: unknown };
      if (backendInstance !== null && backendInstance !== undefined) return backendInstance;
      throw notStarted("use tensors");
    },
  });
}

refuseTensors();

/**
 * Starts tfjs on its WASM backend, one thread, from inside the package: nothing is fetched from a
 * network. Our own kernels take the place of tfjs' where those are slow or wrong. Later calls return
 * at once. Only operations on the tested list run afterwards; any other
 * throws an {@link UncheckedOpError}.
 *
 * @param options where the WASM file comes from, needed in a browser only
 * @throws {BackendError} when the file is missing or damaged, or the engine lacks WASM SIMD
 * @throws {TypeError} for what are no such options
 *
 * @example
 * ```ts
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(tf.getBackend(), "wasm");
 * ```
 */
export async function startBackend(options: BackendOptions = {}): Promise<void> {
  BACKEND_SETTINGS.read("start the WASM backend", options);
  started ??= start(options).catch((error) => {
    started = undefined; // so that a second try, with the right file, can succeed
    refuseTensors();
    throw error;
  });
  return await started;
}

async function start(options: BackendOptions): Promise<void> {
  const bytes = await wasmBytes(options);
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/wasm" }));
  try {
    const usePlatformFetch = true; // Emscripten would look for a file of that name instead
    setWasmPaths(Object.fromEntries(fileNames.map((name) => [name, address])), usePlatformFetch);
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false); // one thread: the same bits on every run
    if (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT") !== true) {
      throw new BackendError("this engine has no WASM SIMD, expected one that has (since 2021)");
    }
    for (const other of ["cpu", "webgl"]) { // nothing may fall back unseen
      if (tf.findBackendFactory(other) !== null) tf.removeBackend(other);
    }
    guardKernels(tf);
    Reflect.deleteProperty(tf.engine(), "backend"); // what refused tensors until now
    if (!await tf.setBackend("wasm")) throw new BackendError("tfjs refused it; see the console");
    await tf.ready();
    await loadKernels(options.kernels);
    registerOurs();
  } finally {
    URL.revokeObjectURL(address);
  }
}

let registered = false;

/** The recorder of captured steps, and our kernels in place of tfjs' own; once. */
function registerOurs(): void {
  if (registered) return;
  registered = true;
  installRecorder();
  for (
    const register of [
      registerAttention,
      registerBernoulliLogits,
      registerConv2D,
      registerConvolution,
      registerDense,
      registerElementwise,
      registerGaussianLatent,
      registerGru,
      registerIdentity,
      registerLayerNorm,
      registerMatMul,
      registerSegmentSum,
      registerColumns,
      registerLeastOfStack,
      registerMlp,
      registerSoftmax,
      registerSquashedGaussian,
      registerSum,
    ]
  ) register();
}

/** Reads the WASM file of {@link startBackend} and checks that it is whole. */
export async function wasmBytes(options: BackendOptions): Promise<BufferSource> {
  const { wasm } = BACKEND_SETTINGS.read("start the WASM backend", options);
  return await readWasm("wasm", wasm ?? packageFile(), simdFile);
}

function packageFile(): string {
  try {
    return new URL(simdFile, import.meta.resolve("@tensorflow/tfjs-backend-wasm")).href;
  } catch (error) {
    throw new BackendError(`wasm is missing, expected the bytes or address of ${simdFile}`, error);
  }
}
