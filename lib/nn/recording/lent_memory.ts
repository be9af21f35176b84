import { wasmBackend } from "./backend.ts";
import { CaptureError } from "./capture_error.ts";

/**
 * Memory of a recording: it stays as long as the recording does. What a step gives back is lent again
 * within the same step, so replays, which go in the same order, need no more than the step itself.
 */
export class LentMemory {
  readonly #free = new Map<number, number[]>();
  readonly #blocks = new Map<number, number>();
  #bytes = 0;

  /** How much it holds. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @returns an address; of memory that is free again, if there is some of this size */
  take(bytes: number): number {
    return this.#free.get(bytes)?.pop() ?? this.takeForGood(bytes);
  }

  /** Memory that nothing else is written to, ever. */
  takeForGood(bytes: number): number {
    const address = wasmBackend().wasm._malloc(bytes) >>> 0;
    if (address === 0 && bytes > 0) {
      throw new CaptureError(`memory is full, expected ${bytes} bytes more`);
    }
    this.#blocks.set(address, bytes);
    this.#bytes += bytes;
    return address;
  }

  /** The next tensor of this size may have it. */
  giveBack(address: number): void {
    const bytes = this.#blocks.get(address)!;
    const free = this.#free.get(bytes);
    if (free === undefined) this.#free.set(bytes, [address]);
    else free.push(address);
  }

  /** Lets go of a block without freeing it: it belongs to somebody else now. */
  handOver(address: number): void {
    this.#bytes -= this.#blocks.get(address)!;
    this.#blocks.delete(address);
  }

  /** Frees all of it. */
  free(): void {
    for (const address of this.#blocks.keys()) wasmBackend().wasm._free(address);
    this.#blocks.clear();
    this.#free.clear();
    this.#bytes = 0;
  }
}
