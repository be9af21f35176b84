import { refusal } from "../../math/mod.ts";
import { during, now } from "./now.ts";

/**
 * JavaScript inside a captured step: it reads and writes tensors, keeps curves, draws numbers, and is
 * run again at every replay, at the same place of the step. Outside of captured steps it just runs.
 * A function handed in sees what its variables hold at that time, so what it needs of the step must be
 * a tensor, or an object that changes; numbers computed before it, in the step, are those of the
 * recording for ever. It may read the step's tensors that are alive where it stands, and must dispose
 * none of them.
 *
 * @param run is called at every run of the step
 * @param numbers that it was given from outside and that never change: other ones in the second
 *   recording are refused
 *
 * @example
 * ```ts
 * import { capture, onHost, overwrite, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const x = tf.tensor1d([1, 2]), sums: number[] = [];
 * const step = capture(() => {
 *   tf.tidy(() => {
 *     const sum = tf.sum(x);
 *     onHost(() => sums.push(sum.dataSync()[0]!));
 *   });
 * });
 * for (let i = 0; i < 4; i++) {
 *   overwrite(x, [i, 2]);
 *   step.run(i);
 * }
 * assertEquals(sums, [2, 3, 4, 5]); // twice recorded, twice replayed
 * ```
 */
export function onHost(run: () => void, numbers: object = {}): void {
  if (typeof run !== "function") {
    throw new TypeError(refusal("run on the host", "run", run, "a function"));
  }
  const { recording, frame } = now;
  if (recording === undefined || frame !== undefined) return void run();
  recording.signature.push(`onHost ${JSON.stringify(numbers)}`);
  recording.addHost("onHost", run);
  during({ recording: undefined, paused: recording }, run);
}
