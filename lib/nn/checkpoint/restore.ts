import type * as tf from "@tensorflow/tfjs";
import { door, plain, record } from "../../math/mod.ts";
import { type Checkpoint, CheckpointError, type SavedTensor } from "./checkpoint.ts";
import { json } from "./run_shape.ts";
import { viewOf } from "../runtime/heap.ts";
import { type TensorTree, treeEntries } from "../runtime/tensor_tree.ts";

const DOING = "restore a checkpoint";

const checkRestore = door(DOING, {
  checkpoint: record({ config: json, tensors: plain }),
  run: record({ config: json, tensors: plain }),
});

/** A run that is to go on from a checkpoint. */
export interface Resumed {
  /** The config that it has now. */
  readonly config: object;
  /** Tensors of the same names and shapes, whose numbers do not matter yet. */
  readonly tensors: TensorTree;
}

/**
 * Writes a checkpoint's numbers into the tensors of a run, in place: parameters and the memory of
 * optimizers, to the last bit. All is checked first; at a fault nothing is written.
 *
 * @param checkpoint from {@link decodeCheckpoint}
 * @param run its tensors are changed in place
 * @throws {CheckpointError} whose `fault` is `config` (naming the first entry that differs),
 *   `missing` or `surplus` (naming a tensor of one side only), `shape` or `dtype`
 * @throws {RangeError} when a tensor is disposed
 *
 * @example
 * ```ts
 * import { decodeCheckpoint, encodeCheckpoint, restoreTensors, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const config = { hidden: 2 };
 * const bytes = encodeCheckpoint({ config, step: 1, tensors: { w: tf.tensor1d([1, 2]) } });
 * const tensors = { w: tf.zeros([2]) };
 * restoreTensors(decodeCheckpoint(bytes), { config, tensors });
 * assertEquals([...tensors.w.dataSync()], [1, 2]);
 * ```
 */
export function restoreTensors(checkpoint: Checkpoint, run: Resumed): void {
  checkRestore({ checkpoint, run });
  requireSameConfig("config", checkpoint.config, run.config);
  const entries = treeEntries(run.tensors), names = new Set(entries.map(([path]) => path));
  for (const [path, tensor] of entries) {
    const saved = entryOf(checkpoint.tensors, path) as SavedTensor | undefined;
    requireSame(path, saved, tensor);
  }
  for (const [path, { shape }] of Object.entries(checkpoint.tensors)) {
    if (names.has(path)) continue;
    const got = `[${shape}] in the checkpoint`;
    throw new CheckpointError("surplus", DOING, path, got, "no tensor of this name");
  }
  for (const [path, tensor] of entries) viewOf(tensor).set(checkpoint.tensors[path]!.values);
}

function requireSame(path: string, saved: SavedTensor | undefined, tensor: tf.Tensor): void {
  if (tensor.isDisposed) {
    throw new RangeError(`Cannot ${DOING}: ${path} is disposed, expected a living tensor`);
  }
  if (saved === undefined) {
    const wish = `a tensor [${tensor.shape}]`;
    throw new CheckpointError("missing", DOING, path, "not in the checkpoint", wish);
  }
  if (tensor.dtype !== saved.dtype) {
    const got = `${saved.dtype} in the checkpoint`;
    throw new CheckpointError("dtype", DOING, path, got, `${tensor.dtype}, as it is here`);
  }
  if (String(tensor.shape) !== String(saved.shape)) {
    const got = `[${saved.shape}] in the checkpoint`;
    throw new CheckpointError("shape", DOING, path, got, `[${tensor.shape}], as it is here`);
  }
}

/** Walks two configs side by side; the order of entries does not matter. */
function requireSameConfig(path: string, saved: unknown, here: unknown): void {
  const [before, now] = [saved, here];
  if (isBranch(before) && isBranch(now) && Array.isArray(before) === Array.isArray(now)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      requireSameConfig(`${path}.${name}`, entryOf(before, name), entryOf(now, name));
    }
  } else if (before !== now) {
    const got = `${JSON.stringify(before) ?? "absent"} in the checkpoint`;
    const wish = `${JSON.stringify(now) ?? "absent"}, as it is here`;
    throw new CheckpointError("config", DOING, path, got, wish);
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function entryOf(branch: object, name: string): unknown {
  return Object.hasOwn(branch, name) ? (branch as Record<string, unknown>)[name] : undefined;
}
