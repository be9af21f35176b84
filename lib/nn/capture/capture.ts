import { refusal } from "../../math/mod.ts";
import { CaptureError } from "../recording/capture_error.ts";
import { isRecording } from "../recording/now.ts";
import { type Kernels, kernels } from "../runtime/kernels.ts";
import { asStep } from "./as_step.ts";
import { differenceOf, record } from "./record.ts";
import type { Recording } from "../recording/recording.ts";
import { replayOf } from "./replay.ts";

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
 * @returns owns memory for all of the step's tensors, about as much as the step needs anyway; `using`
 *   frees it. Until then tensors that the step reads cannot be disposed.
 * @throws {TypeError} for what is no function
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
export function capture(step: () => void): Captured {
  if (typeof step !== "function") {
    throw new TypeError(refusal("capture a step", "step", step, "a function"));
  }
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

/** How far a captured step is. */
class Work {
  recording: Recording | undefined;
  readonly #step: () => void;
  #first: readonly string[] | undefined;
  #replay: (() => void) | undefined;
  #kernels: Kernels | undefined;
  #ended = false;

  constructor(step: () => void) {
    this.#step = step;
  }

  /** Other kernels than those that were recorded: it begins anew. */
  isRecorded(): boolean {
    return this.#replay !== undefined && this.#kernels === kernels();
  }

  take(): void {
    if (this.#ended) throw new CaptureError("it was disposed", "run a captured step");
    if (isRecording()) throw new CaptureError("another one runs in it", "capture a step");
    if (this.isRecorded()) return this.#replay!();
    if (this.#replay !== undefined) this.forget();
    this.#kernels = kernels();
    const recording = record(this.#step), { signature } = recording;
    if (this.#first === undefined) {
      recording[Symbol.dispose]();
      this.#first = signature;
      return;
    }
    const difference = differenceOf(this.#first, signature);
    if (difference !== undefined) {
      recording[Symbol.dispose]();
      throw new CaptureError(difference);
    }
    this.recording = recording;
    this.#replay = replayOf(recording);
  }

  forget(): void {
    this.recording?.[Symbol.dispose]();
    this.recording = this.#first = this.#replay = undefined;
  }

  end(): void {
    this.#ended = true;
    this.forget();
  }
}
