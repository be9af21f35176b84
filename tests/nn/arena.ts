/** A stretch of tfjs' heap in which every number that nobody may write is a canary. */
import { assert } from "@std/assert";
import { startBackend } from "lib/nn";
import { allocateForever, heapMemory } from "../../lib/nn/runtime/heap.ts";
import { kernels } from "../../lib/nn/runtime/kernels.ts";

await startBackend();

const NUMBERS = 1 << 15;
const CANARY = 0x7fa5a5a5; // a NaN that no kernel writes
const scratchBytes = kernels().scratchBytes();
/** Where kernels may work; canaries lie behind it. */
export const scratch = allocateForever(4 * NUMBERS + scratchBytes + 128, 64);

/** A stretch of memory: everything in it is a canary, but for the blocks that were placed. */
export class Arena {
  readonly start = scratch + scratchBytes + 64;
  readonly numbers = new Float32Array(heapMemory().buffer, this.start, NUMBERS);
  readonly bits = new Uint32Array(heapMemory().buffer, this.start, NUMBERS);
  readonly around = new Uint32Array(heapMemory().buffer, scratch + scratchBytes, 16);
  readonly expected = new Uint32Array(NUMBERS);
  #end = 1;

  constructor() {
    this.bits.fill(CANARY);
    this.expected.fill(CANARY);
    this.around.fill(CANARY);
  }

  /** Places numbers `step` apart in rows `rowStep` apart; gives their address. */
  place(values: readonly number[], columns: number, rowStep: number, step: number): number {
    const from = this.#end;
    values.forEach((value, i) => {
      const at = from + Math.floor(i / columns) * rowStep + (i % columns) * step;
      this.numbers[at] = value;
      this.expected[at] = this.bits[at]!;
      this.#end = Math.max(this.#end, at + 1);
    });
    this.#end += 1 + (from % 3); // blocks lie at every alignment
    assert(this.#end < NUMBERS);
    return this.start + 4 * from;
  }

  /** Numbers that a kernel may write; afterwards they are compared with what they should be. */
  result(address: number, index: number): number {
    const at = (address - this.start) / 4 + index;
    this.expected[at] = this.bits[at]!;
    return this.numbers[at]!;
  }

  /** Every number that is not a result is what it was. */
  requireUntouched(): void {
    for (let i = 0; i < NUMBERS; i++) {
      if (this.bits[i] !== this.expected[i]) throw new Error(`${i} was overwritten`);
    }
    if (this.around.some((bits) => bits !== CANARY)) throw new Error("the scratch overflowed");
  }
}

/** A handful of float32 operations on numbers near one. */
export function assertNear(got: number, exact: number, index: number): void {
  if (!(Math.abs(got - exact) <= 2e-6 * (1 + Math.abs(exact)))) {
    throw new Error(`[${index}] is ${got}, expected ${exact}`);
  }
}
