import { type Shape, shapeOf, wrongKind } from "../../math/mod.ts";

/** The WASM backend could not be started, or is asked for before. */
export class BackendError extends Error {
  constructor(reason: string, cause?: unknown, doing = "start the WASM backend") {
    super(`Cannot ${doing}: ${reason}`, cause === undefined ? {} : { cause });
    this.name = "BackendError";
  }
}

/** Said until `startBackend()` was called. */
export function notStarted(doing: string): BackendError {
  const reason = "the backend is not started, expected `await startBackend()` before";
  return new BackendError(reason, undefined, doing);
}

/** A WASM file: its bytes, or its address. */
export type WasmSource = BufferSource | URL | string;

/** What {@link readWasm} takes. */
export const WASM_SOURCE: Shape<WasmSource> = shapeOf("bytes, a URL or an address", (value) => {
  const fits = typeof value === "string" || value instanceof URL ||
    value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  return fits ? undefined : wrongKind(value, "bytes, a URL or an address");
});

/**
 * Reads a WASM file and checks that it is whole.
 *
 * @param name what the source is called in messages
 * @param source bytes or address
 * @param expected the file's name, for messages
 * @throws {BackendError} when it cannot be read or is damaged
 */
export async function readWasm(
  name: string,
  source: WasmSource,
  expected: string,
): Promise<BufferSource> {
  const isAddress = source instanceof URL || typeof source === "string";
  const bytes = isAddress ? await fetchBytes(String(source), expected) : source;
  if (!WebAssembly.validate(bytes)) {
    throw new BackendError(
      `${name} holds ${bytes.byteLength} bytes that are no valid WASM module, expected ${expected}`,
    );
  }
  return bytes;
}

async function fetchBytes(address: string, expected: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.arrayBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const got = `${address} is not readable (${reason})`;
    throw new BackendError(`${got}, expected the address of ${expected}`, error);
  }
}
