import type { Key } from "../../math/mod.ts";
import type { TensorTree } from "../runtime/tensor_tree.ts";

/** Numbers of a run that are no tensors: a replay buffer, the state of an environment. */
export type SavedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A tensor as it lies in a checkpoint. */
export interface SavedTensor {
  readonly dtype: "float32";
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

/** The state of a run, without its tensors. */
export interface RunState {
  /** What the run is: plain JSON, so that another run can be told from it. */
  readonly config: object;
  /** Steps done. */
  readonly step: number;
  /** Random keys by name. */
  readonly keys?: Readonly<Record<string, Key>>;
  /** Whole numbers by name, at least 0. */
  readonly counters?: Readonly<Record<string, number>>;
  /** Other numbers by name, kept to the last bit. */
  readonly arrays?: Readonly<Record<string, SavedArray>>;
}

/** All that a run needs to go on as if it had never stopped. */
export interface Run extends RunState {
  /** Parameters, and what the optimizers remember; float32. */
  readonly tensors: TensorTree;
}

/** A run read back: plain numbers, no tensor is alive yet. */
export interface Checkpoint extends Required<RunState> {
  /** By path, `model/encoder/weight`. */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

/** What is wrong with a checkpoint. */
export type CheckpointFault =
  | "foreign"
  | "truncated"
  | "corrupt"
  | "version"
  | "config"
  | "missing"
  | "surplus"
  | "shape"
  | "dtype";

/** A checkpoint cannot be used; nothing was changed. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  readonly fault: CheckpointFault;

  constructor(fault: CheckpointFault, doing: string, what: string, got: string, wish: string) {
    super(`Cannot ${doing}: ${what} is ${got}, expected ${wish}`);
    this.fault = fault;
  }
}
