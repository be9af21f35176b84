/** The WASM backend could not be started, or is asked for before. */
export class BackendError extends Error {
  constructor(reason: string, cause?: unknown, doing = "start the WASM backend") {
    super(`Cannot ${doing}: ${reason}`, cause === undefined ? {} : { cause });
    this.name = "BackendError";
  }
}

/** A WASM file: its bytes, or its address. */
export type WasmSource = BufferSource | URL | string;

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
  const bytes = isAddress ? await fetchBytes(String(source)) : source;
  if (!(bytes instanceof ArrayBuffer) && !ArrayBuffer.isView(bytes)) {
    throw new BackendError(`${name} is ${typeof source}, expected bytes, a URL or an address`);
  }
  if (!WebAssembly.validate(bytes)) {
    throw new BackendError(
      `${name} holds ${bytes.byteLength} bytes that are no valid WASM module, expected ${expected}`,
    );
  }
  return bytes;
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
