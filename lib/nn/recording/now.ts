import type * as tf from "@tensorflow/tfjs";
import { CaptureError } from "./capture_error.ts";
import type { Frame, Recording } from "./recording.ts";

/** What is going on; there is one thread, and one step at a time. */
export const now: {
  /** A step is being recorded, and what runs is not inside `onHost`. */
  recording: Recording | undefined;
  /** The recording around an `onHost` that runs. */
  paused: Recording | undefined;
  /** The kernel at work in a recorded step. */
  frame: Frame | undefined;
  /** The recording that is being replayed. */
  replay: Recording | undefined;
  /** Tensors of the step that a host command of a replay may read. */
  alive: ReadonlySet<object> | undefined;
  /** Outputs that a kernel of JavaScript is given again, and how many it has had. */
  given: { readonly outputs: readonly tf.TensorInfo[]; taken: number } | undefined;
  /** The number of the step. */
  step: number | undefined;
} = {
  recording: undefined,
  paused: undefined,
  frame: undefined,
  replay: undefined,
  alive: undefined,
  given: undefined,
  step: undefined,
};

/** Whether a step is being recorded; not inside `onHost`, where all is as ever. */
export const isRecording = (): boolean => now.recording !== undefined;

/** The number of the captured step that runs, for messages. */
export const stepNow = (): number | undefined => now.step;

/** A tensor's place is asked for: it must stay as long as the recording does. */
export function hold(dataId: object): void {
  (now.recording ?? now.paused)?.hold(dataId);
}

/**
 * JavaScript is about to look into memory, or to go by what a kernel answers. Of a kernel that means
 * that replays run it again; elsewhere in a recorded step it is refused, for the step would go on with
 * what it saw while it was recorded.
 *
 * @throws {CaptureError} in a step that is being recorded, outside its kernels and `onHost`
 */
export function noteHostAccess(what = "reads or writes numbers (dataSync, a loss)"): void {
  if (now.frame !== undefined) now.frame.host = true;
  else if (now.recording !== undefined) {
    throw new CaptureError(`it ${what} outside onHost, expected that inside onHost`);
  }
}

/** Runs something with parts of {@link now} changed, and puts them back. */
export function during<T>(change: Partial<typeof now>, run: () => T): T {
  const before = { ...now };
  Object.assign(now, change);
  try {
    return run();
  } finally {
    Object.assign(now, before);
  }
}
