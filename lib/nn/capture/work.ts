import { CaptureError } from "../recording/capture_error.ts";
import type { Recording } from "../recording/recording.ts";
import { type Kernels, kernels } from "../runtime/kernels.ts";
import { differenceOf, record } from "./record.ts";
import { replayOf } from "./replay.ts";

/** How far a captured step is: to be recorded, to be recorded once more, replayed, at its end. */
export class Work {
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
