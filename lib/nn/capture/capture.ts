import { callable, optional, record, refusal, settings, whole } from "../../math/mod.ts";
import { asStep } from "./as_step.ts";
import type { TensorTree } from "../runtime/tensor_tree.ts";
import { requireSameReplay } from "./same_replay.ts";
import { Work } from "./work.ts";

/** A step that is recorded and then replayed; owns the memory between its beginning and its end. */
export interface Captured extends Disposable {
  /** Takes the step; its number is for messages. */
  readonly run: (step?: number) => void;
  /** The step as it is written, however often it was taken before: to compare with. */
  readonly runAsWritten: (step?: number) => void;
  /** Whether the next run is a replay. */
  readonly isRecorded: () => boolean;
  /** What a replay does, call by call, for measurements; empty before the third run. */
  readonly commands: () => readonly string[];
  /** Bytes that are held for the replays. */
  readonly bytes: () => number;
}

/**
 * A step of training that is taken many times, without the cost of tfjs' tape and dispatch: the first
 * two runs take it as it is written and note which kernels it calls on which tensors; when both lists
 * are alike, later runs go through the second one. The same kernels on the same numbers, so the same
 * bits. Shapes stay, as in a CUDA graph; what changes from run to run lies in tensors that were there
 * before (see {@link overwrite}), comes from JavaScript by {@link hostTensor}, or is done inside
 * {@link onHost}. `valueAndGradients`, `adamOptimizer`, `averageTowards` and the checks for NaN know
 * this; the losses are read inside `onHost`.
 *
 * Not seen, and so frozen as the second run had it: numbers of JavaScript that change only later,
 * choices by `if` that fall otherwise only later. Not repeated: what the step does outside of `onHost`
 * to anything but tensors, such as a list that it appends to. {@link requireSameReplay} finds both.
 *
 * @param step makes tensors and leaves none; gives nothing back
 * @param options whether to compare it with itself now and then
 * @returns owns memory for all of the step's tensors, about as much as the step needs anyway; `using`
 *   frees it. Until then tensors that the step reads cannot be disposed.
 * @throws {TypeError|RangeError} for what is no function, and bad or unknown options
 * @throws {CaptureError} at a run, when the two recordings differ, naming the first call that does;
 *   when the step reads or writes numbers outside `onHost`, makes a tensor of more than 64 different
 *   numbers from JavaScript, leaves tensors behind, or disposes those that it did not make
 *
 * @example
 * ```ts
 * import { adamOptimizer, capture, onHost, overwrite, startBackend, valueAndGradients } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assert, assertEquals } from "@std/assert";
 * await startBackend();
 * function fitted(steps: number): readonly number[] {
 *   const parameters = { w: tf.tensor1d([0]) }, target = tf.tensor1d([3]), curve: number[] = [];
 *   using optimizer = adamOptimizer(parameters, { learningRate: 0.1 });
 *   using step = capture(() => {
 *     using at = valueAndGradients(
 *       (p) => tf.tidy(() => tf.sum(tf.square(tf.sub(p.w, target)))),
 *       parameters,
 *     );
 *     optimizer.update(at.gradients);
 *     onHost(() => curve.push(at.loss));
 *   });
 *   for (let i = 0; i < steps; i++) step.run(i);
 *   return curve;
 * }
 * const curve = fitted(100);
 * assertEquals([curve.length, curve[0]], [100, 9]);
 * assert(curve[99]! < 0.1);
 * ```
 */
export function capture(step: () => void, options: CaptureOptions = {}): Captured {
  callable().check("capture a step", "step", step);
  const { checkEvery, state } = CAPTURE_SETTINGS.read("capture a step", options);
  const plain = capturedOf(step);
  if (checkEvery === undefined) return plain;
  if (state === undefined) {
    throw new TypeError(refusal("capture a step", "state", state, "what checkEvery is to compare"));
  }
  let replays = 0;
  const run = (number?: number) => {
    const due = plain.isRecorded() && ++replays % checkEvery === 0;
    if (due) requireSameReplay(plain, number ?? replays, state as TensorTree);
    else plain.run(number);
  };
  return { ...plain, run };
}

/**
 * What {@link capture} may be told.
 *
 * - `checkEvery`: every so many replays {@link requireSameReplay} takes the step both ways; never when
 *   left out
 * - `state`: what it compares, all tensors that the step changes
 */
export const CAPTURE_SETTINGS = settings({
  checkEvery: optional(whole(1)),
  state: optional(record({}, "tensors by name")),
});

/** What {@link capture} may be told, see {@link CAPTURE_SETTINGS}. */
export interface CaptureOptions {
  readonly checkEvery?: number;
  readonly state?: TensorTree;
}

function capturedOf(step: () => void): Captured {
  const work = new Work(step);
  return {
    run: (number) => asStep(number, () => work.take()),
    runAsWritten: (number) => asStep(number, step),
    isRecorded: () => work.isRecorded(),
    commands: () => work.recording?.commands.map(({ name }) => name) ?? [],
    bytes: () => work.recording?.memory.bytes ?? 0,
    [Symbol.dispose]: () => work.end(),
  };
}
