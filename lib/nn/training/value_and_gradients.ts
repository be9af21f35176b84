import * as tf from "@tensorflow/tfjs";
import { callable, door, optional, plain, refusal, settings, whole } from "../../math/mod.ts";
import { noteHostAccess, stepNow } from "../recording/now.ts";
import { onHost } from "../recording/on_host.ts";
import { viewOf } from "../runtime/heap.ts";
import { NonFiniteTensorError } from "../runtime/require_tensor.ts";
import { requireFiniteTree } from "../runtime/blocks.ts";
import { tensorShape } from "../runtime/tensor_shape.ts";
import { mapTree, type TensorTree, treeEntries } from "../runtime/tensor_tree.ts";

/** What a loss function gives: a number to be minimized, alone or with the terms it is made of. */
export type Loss = tf.Scalar | LossTerms;

/** A loss and its terms, each a number. */
export type LossTerms = { readonly loss: tf.Scalar; readonly [term: string]: tf.Scalar };

/** What is checked along with the loss. */
export interface Guard {
  /** The step of the run, for messages. */
  readonly step?: number;
  /** What the loss is computed from; borrowed. */
  readonly batch?: TensorTree;
}

const SCALAR = tensorShape([]), DOING = "differentiate";
const GUARD = settings({ step: optional(whole(0)), batch: optional(plain) });
const checkLoss = door(DOING, { loss: callable("a function of parameters"), parameters: plain });

/** A loss at some parameters, and where it rises; owns the gradients. */
export interface ValueAndGradients<P extends TensorTree> extends Disposable {
  readonly loss: number;
  /** The terms of the loss, itself included, as plain numbers. */
  readonly terms: Readonly<Record<string, number>>;
  /** ∂loss/∂parameter under the parameter's name. */
  readonly gradients: P;
}

/**
 * A loss and its gradient by each parameter. Everything is checked to be finite: parameters and
 * batch before, then the terms of the loss, the loss, and the gradients. Nothing is written. In a
 * captured step all of this happens at every run; the numbers are those of the latest one, and are
 * read in `onHost`.
 *
 * @param loss of the parameters; what it makes on its way is freed. A finite loss may still hide a
 *   NaN behind a `where`, so each term is looked at.
 * @param parameters borrowed
 * @returns numbers, and gradients that the caller owns: `using` frees them
 * @throws {NonFiniteTensorError} naming the tensor and the step
 * @throws {ShapeError} when loss or a term is no scalar
 * @throws {RangeError} when the loss does not depend on a parameter, or a tensor is disposed
 *
 * @example
 * ```ts
 * import { startBackend, valueAndGradients } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function slopeAt(w: number): number {
 *   using at = valueAndGradients((p) => tf.sum(tf.square(p.w)), { w: tf.tensor1d([w]) });
 *   return at.gradients.w.dataSync()[0]!;
 * }
 * assertEquals(slopeAt(3), 6);
 * ```
 */
export function valueAndGradients<P extends TensorTree>(
  loss: (parameters: P) => Loss,
  parameters: P,
  guard: Guard = {},
): ValueAndGradients<P> {
  checkLoss({ loss, parameters });
  const { step, batch } = GUARD.read(DOING, guard, "guard") as Guard;
  requireFiniteTree("parameters", parameters, step);
  if (batch !== undefined) requireFiniteTree("batch", batch, step);
  const terms: Record<string, number> = {};
  const gradients = gradientsOf(() => {
    const value = loss(parameters);
    const parts: LossTerms = value instanceof tf.Tensor ? { loss: value } : value;
    readTerms(parts, terms, step);
    return parts.loss;
  }, parameters);
  const dispose = () => tf.dispose(gradients);
  try {
    requireFiniteTree("gradients", gradients, step);
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    get loss() {
      return this.terms.loss!;
    },
    get terms() {
      noteHostAccess();
      return terms;
    },
    gradients,
    [Symbol.dispose]: dispose,
  };
}

/** The terms as numbers, the loss last: a term says more about where a NaN is from. */
function readTerms(
  parts: LossTerms,
  numbers: Record<string, number>,
  step: number | undefined,
): void {
  const { loss, ...terms } = plain.check(DOING, "what loss gives", parts);
  const all = Object.entries({ ...terms, loss } as Record<string, tf.Tensor>);
  for (const [name, term] of all) SCALAR.check(DOING, name, term);
  onHost(() => {
    for (const [name, term] of all) {
      const value = viewOf(term)[0]!;
      if (!Number.isFinite(value)) {
        throw new NonFiniteTensorError(name, 0, value, stepNow() ?? step);
      }
      numbers[name] = value;
    }
  }, all.map(([name]) => name));
}

function gradientsOf<P extends TensorTree>(loss: () => tf.Scalar, parameters: P): P {
  const entries = treeEntries(parameters);
  if (entries.length === 0) throw new RangeError(refusal(DOING, "parameters", "empty", "a tensor"));
  const tensors = entries.map(([, tensor]) => tensor);
  const grads = gradientsBy(loss, tensors);
  const missing = entries.findIndex((_, i) => grads[i] === undefined || grads[i] === null);
  if (missing >= 0) {
    tf.dispose(grads.filter((each) => each !== undefined && each !== null));
    throw new RangeError(
      `Cannot differentiate: loss does not depend on ${entries[missing]![0]}, ` +
        "expected a loss of every parameter; hand in those alone that it depends on",
    );
  }
  const byPath = new Map(entries.map(([path], i) => [path, grads[i]!]));
  return mapTree(parameters, (_, path) => byPath.get(path)!);
}

/** The gradients, missing ones among them; the loss itself is freed, unless it was there before. */
function gradientsBy(
  loss: () => tf.Scalar,
  tensors: tf.Tensor[],
): (tf.Tensor | null | undefined)[] {
  const allowMissing = true; // to name it
  let made = false; // else it is the caller's: a parameter, a constant
  const lossInScope = () => {
    const value = loss();
    made = value.scopeId === tf.engine().state.activeScope.id;
    return value;
  };
  const { value, grads } = freeingTape(() =>
    tf.engine().gradients(lossInScope, tensors, undefined, allowMissing)
  );
  if (made) value.dispose();
  return grads;
}

/** Runs a differentiation. When it fails, tfjs keeps what it had saved for the way back: free it. */
function freeingTape<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { state } = tf.engine();
    if (state.gradientDepth === 0) { // else the tape belongs to a differentiation around this one
      for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
    }
    throw error;
  }
}
