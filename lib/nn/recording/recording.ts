import type * as tf from "@tensorflow/tfjs";
import { type TensorData, wasmBackend, type WasmFunction } from "./backend.ts";
import { LentMemory } from "./lent_memory.ts";

/** A function of WebAssembly, and what to call it with. */
export interface Call {
  readonly name: string;
  readonly f: WasmFunction;
  readonly args: readonly number[];
}

/** A piece of JavaScript, and the step's tensors that are alive while it runs. */
export interface HostCommand {
  readonly name: string;
  readonly host: () => void;
  readonly alive: ReadonlySet<object>;
}

/** What is done at every replay. */
export type Command = Call | HostCommand;

/** A tensor that was made in the step. */
interface Own {
  readonly data: TensorData;
  /** Its numbers came from JavaScript: nothing else is written over them. */
  readonly constant: boolean;
  /** The how manieth it is: the same in every recording. */
  readonly number: number;
}

/** To which recording a tensor belongs, and how many hold one from before. */
const owners = new WeakMap<object, Recording>(), holds = new WeakMap<object, number>();

/** The recording in which a tensor was made, if it was made in one that is still there. */
export const ownerOf = (dataId: object): Recording | undefined => owners.get(dataId);
/** How many recordings read a tensor that was there before them. */
export const holdsOn = (dataId: object): number => holds.get(dataId) ?? 0;

/** One step as it was seen, and the memory that its replays need. */
export class Recording {
  readonly commands: Command[] = [];
  /** Kernels, shapes, tensors, attributes, constants: the same in every recording of a step. */
  readonly signature: string[] = [];
  readonly memory = new LentMemory();
  readonly #own = new Map<object, Own>();
  readonly #alive = new Set<object>();
  readonly #held = new Set<object>();
  readonly #first = wasmBackend().dataIdNextNumber;

  /** A tensor that is made now. */
  own(dataId: object, data: TensorData, constant: boolean): void {
    this.#own.set(dataId, { data, constant, number: this.#own.size });
    this.#alive.add(dataId);
    owners.set(dataId, this);
  }

  /** Where a tensor of the step lies, for its replays. */
  dataOf(dataId: object): TensorData | undefined {
    return this.#own.get(dataId)?.data;
  }

  /** A tensor of the step is disposed: its memory may hold the next one. */
  giveBack(dataId: object): void {
    const { data, constant } = this.#own.get(dataId)!;
    this.#alive.delete(dataId);
    if (!constant) this.memory.giveBack(data.memoryOffset);
  }

  /**
   * Keeps a tensor from before the step from being freed under its replays.
   * @returns its name in the signature, or none of a tensor that was made inside `onHost`
   */
  hold(dataId: object): string | undefined {
    const own = this.#own.get(dataId);
    if (own !== undefined) return `@${own.number}`;
    const data = wasmBackend().dataIdMap.get(dataId);
    if (data.id >= this.#first) return undefined;
    if (!this.#held.has(dataId)) {
      this.#held.add(dataId);
      data.refCount++;
      holds.set(dataId, holdsOn(dataId) + 1);
    }
    return `#${data.id}`;
  }

  /** Adds JavaScript to what is done at every replay. */
  addHost(name: string, host: () => void): void {
    this.commands.push({ name, host, alive: new Set(this.#alive) });
  }

  /** Whether a tensor of the step is not disposed. */
  isAlive(dataId: object): boolean {
    return this.#alive.has(dataId);
  }

  /**
   * Ends the recording: its tensors leave tfjs' books, only replays see them from now on.
   * @returns the shapes of those that are still alive; they belong to tfjs then
   */
  seal(): readonly (readonly number[])[] {
    const left = [...this.#alive], { dataIdMap } = wasmBackend();
    for (const dataId of left) {
      const { data } = this.#own.get(dataId)!;
      this.memory.handOver(data.memoryOffset);
      this.#own.delete(dataId);
      owners.delete(dataId);
    }
    for (const dataId of this.#own.keys()) dataIdMap.delete(dataId);
    return left.map((dataId) => dataIdMap.get(dataId).shape);
  }

  /** Frees the memory, and lets go of what was there before. */
  [Symbol.dispose](): void {
    const { wasm, dataIdMap } = wasmBackend();
    for (const dataId of this.#held) {
      dataIdMap.get(dataId).refCount--;
      holds.set(dataId, holdsOn(dataId) - 1);
    }
    for (const [dataId, { data }] of this.#own) {
      wasm.tfjs.disposeData(data.id);
      owners.delete(dataId);
    }
    this.memory.free();
    for (const list of [this.#held, this.#own, this.#alive]) list.clear();
    this.commands.length = 0;
  }
}

/** A kernel at work while a step is recorded. */
export interface Frame {
  readonly calls: Call[];
  readonly outputs: tf.TensorInfo[];
  /** It looks into memory from JavaScript: calls alone would not repeat it. */
  host: boolean;
}
