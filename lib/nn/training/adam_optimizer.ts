import * as tf from "@tensorflow/tfjs";
import { type Given, refusal } from "../../math/mod.ts";
import { ADAM_SETTINGS, adamAt, type AdamConfig, adamPlaces, LARGEST_NORM } from "./adam.ts";
import { isRecording, noteHostAccess, stepNow } from "../recording/now.ts";
import { onHost } from "../recording/on_host.ts";
import { STEP } from "../runtime/require_tensor.ts";
import { finiteNormOf } from "../runtime/blocks.ts";
import { viewOf } from "../runtime/heap.ts";
import {
  mapTree,
  requireSameTree,
  type TensorTree,
  treeEntries,
  type TreeEntry,
} from "../runtime/tensor_tree.ts";

/** What Adam remembers from step to step; a part of every checkpoint. */
export type AdamMemory<P extends TensorTree> = {
  /** m, the mean of the gradients, under the parameters' names. */
  readonly first: P;
  /** v, the mean of their squares. */
  readonly second: P;
  /** t, steps taken, `[]`; exact to 2²⁴, where it stays (the bias it corrects is long gone). */
  readonly steps: tf.Scalar;
};

/** Adam at work on parameters; owns its memory, borrows the parameters. */
export interface AdamOptimizer<P extends TensorTree> extends Disposable {
  readonly config: AdamConfig;
  readonly memory: AdamMemory<P>;
  /**
   * One step, in place, see {@link adamStep}. All gradients are checked before anything is written.
   *
   * @param gradients borrowed, with the names and shapes of the parameters
   * @param step of the run, for messages
   * @returns the gradients' norm over all parameters, before it was limited to `maxNorm`; NaN in a
   *   captured step, where it would be that of the recording: see `norm`
   * @throws {NonFiniteTensorError} naming a gradient with a NaN or an infinity, and the step
   * @throws {RangeError} when the norm is so large that its square is no float32; a name is missing
   *   or surplus; a tensor is disposed
   * @throws {ShapeError} when a shape differs
   */
  readonly update: (gradients: P, step?: number) => number;
  /** What the latest step returned, 0 before the first; in a captured step to be read in `onHost`. */
  readonly norm: () => number;
}

/**
 * Adam for a tree of parameters: they and its memory are changed in place, nothing is allocated.
 * The equations, and where ε stands, are at {@link adamStep}.
 *
 * @param parameters borrowed; must live as long as the optimizer works
 * @param config what differs from {@link adamDefaults}
 * @returns owns its memory: `using` frees it, never the parameters
 * @throws {RangeError|TypeError} for bad or unknown options, parameters that are disposed, not
 *   float32, or share their numbers (each would take the other's steps, too)
 *
 * @example
 * ```ts
 * import { adamOptimizer, startBackend, valueAndGradients } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assert } from "@std/assert";
 * await startBackend();
 * function descend(steps: number): number {
 *   const parameters = { w: tf.tensor1d([1]) };
 *   using optimizer = adamOptimizer(parameters, { learningRate: 0.1 });
 *   for (let step = 0; step < steps; step++) {
 *     using at = valueAndGradients((p) => tf.sum(tf.square(p.w)), parameters, { step });
 *     optimizer.update(at.gradients, step);
 *   }
 *   return parameters.w.dataSync()[0]!;
 * }
 * assert(Math.abs(descend(100)) < 0.01);
 * ```
 */
export function adamOptimizer<P extends TensorTree>(
  parameters: P,
  config: Given<typeof ADAM_SETTINGS> = {},
): AdamOptimizer<P> {
  const resolved = ADAM_SETTINGS.read("start Adam", config);
  requireSameTree("start Adam", "parameters", parameters, parameters);
  requireOwnNumbers(parameters);
  const zeros = () => mapTree(parameters, ({ shape }) => tf.keep(tf.zeros(shape)));
  const memory = { first: zeros(), second: zeros(), steps: tf.keep(tf.scalar(0)) };
  const work = { memory, parameters, config: resolved, norm: 0 };
  return {
    config: resolved,
    memory,
    update: (gradients, step) => update(work, gradients, step),
    norm: () => {
      noteHostAccess();
      return work.norm;
    },
    [Symbol.dispose]: () => tf.dispose(memory),
  };
}

interface AdamWork<P extends TensorTree> {
  readonly memory: AdamMemory<P>;
  readonly parameters: P;
  readonly config: AdamConfig;
  norm: number;
}

function update<P extends TensorTree>(
  work: AdamWork<P>,
  gradients: P,
  step: number | undefined,
): number {
  const { parameters, config, memory: { first, second, steps } } = work;
  requireSameTree("take a step of Adam", "gradients", gradients, parameters);
  STEP.check(DOING, "step", step);
  const entries = inOrderOf(gradients, parameters), means = [first, second].map(listOf);
  const places = adamPlaces(
    { first: means[0]!, second: means[1]! },
    listOf(parameters),
    entries.map(([, gradient]) => gradient),
  );
  const finiteNorm = finiteNormOf("gradients", entries, step);
  onHost(() => {
    work.norm = finiteNorm();
    requireSquares(work.norm, config, stepNow() ?? step);
    const taken = viewOf(steps);
    adamAt(places, taken[0]! + 1, work.norm, config);
    taken[0]!++;
  }, config);
  return isRecording() ? NaN : work.norm;
}

const DOING = "take a step of Adam";

function requireSquares(norm: number, { maxNorm }: AdamConfig, step: number | undefined): void {
  if (Math.min(norm, maxNorm ?? Infinity) <= LARGEST_NORM) return;
  const when = step === undefined ? "" : ` at step ${step}`;
  const wish = `at most ${LARGEST_NORM}; limit it by maxNorm`;
  throw new RangeError(refusal(DOING, `the gradients' norm${when}`, norm, wish));
}

function listOf(tree: TensorTree): readonly tf.Tensor[] {
  return treeEntries(tree).map(([, tensor]) => tensor);
}

/** The tensors of a tree in the order of another one with the same names. */
function inOrderOf(tree: TensorTree, order: TensorTree): readonly TreeEntry[] {
  const byPath = new Map(treeEntries(tree));
  return treeEntries(order).map(([path]) => [path, byPath.get(path)!] as const);
}

function requireOwnNumbers(parameters: TensorTree): void {
  const owners = new Map<object, string>();
  for (const [path, { dataId }] of treeEntries(parameters)) {
    const other = owners.get(dataId);
    if (other !== undefined) {
      throw new RangeError(
        `Cannot start Adam: ${path} shares its numbers with ${other}, expected numbers of its own`,
      );
    }
    owners.set(dataId, path);
  }
}
