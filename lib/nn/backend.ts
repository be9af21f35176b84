import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { guardKernels } from "./checked_kernels.ts";

/** tfjs: its ordinary interface. Ready for use after {@link startBackend}. */
export { tf };

/** Where the backend's WASM file comes from. */
export interface BackendOptions {
  /** The bytes of `tfjs-backend-wasm-simd.wasm`, or its address; default: from the npm package. */
  readonly wasm?: BufferSource | URL | string;
}

/** The WASM backend could not be started. */
export class BackendError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`Cannot start the WASM backend: ${reason}`, cause === undefined ? {} : { cause });
    this.name = "BackendError";
  }
}

const fileNames = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
] as const;
const simdFile = fileNames[1];

let started: Promise<void> | undefined;

/**
 * Starts tfjs on its WASM backend, one thread, from inside the package: nothing is fetched from a
 * network. Later calls return at once. Only operations on the tested list run afterwards; any other
 * throws an {@link UncheckedOpError}.
 *
 * @param options where the WASM file comes from, needed in a browser only
 * @throws {BackendError} when the file is missing or damaged, or the engine lacks WASM SIMD
 *
 * @example
 * ```ts
 * import { startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(tf.getBackend(), "wasm");
 * ```
 */
export function startBackend(options: BackendOptions = {}): Promise<void> {
  started ??= start(options).catch((error) => {
    started = undefined; // so that a second try, with the right file, can succeed
    throw error;
  });
  return started;
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
    if (!await tf.setBackend("wasm")) throw new BackendError("tfjs refused it; see the console");
    await tf.ready();
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Reads the WASM file of {@link startBackend} and checks that it is whole. */
export async function wasmBytes({ wasm }: BackendOptions): Promise<BufferSource> {
  const bytes = wasm === undefined || wasm instanceof URL || typeof wasm === "string"
    ? await fetchBytes(wasm === undefined ? packageFile() : String(wasm))
    : wasm;
  if (!(bytes instanceof ArrayBuffer) && !ArrayBuffer.isView(bytes)) {
    throw new BackendError(`wasm is ${typeof wasm}, expected bytes, a URL or an address`);
  }
  if (!WebAssembly.validate(bytes)) {
    throw new BackendError(
      `wasm holds ${bytes.byteLength} bytes that are no valid WASM module, expected ${simdFile}`,
    );
  }
  return bytes;
}

function packageFile(): string {
  try {
    return new URL(simdFile, import.meta.resolve("@tensorflow/tfjs-backend-wasm")).href;
  } catch (error) {
    throw new BackendError(`wasm is missing, expected the bytes or address of ${simdFile}`, error);
  }
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.arrayBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackendError(`${address} could not be read (${reason})`, error);
  }
}
