import { callable, door, record, refusal, whole } from "../../math/mod.ts";
import { CaptureError } from "../recording/capture_error.ts";
import { viewOf } from "../runtime/heap.ts";
import { readTree } from "../runtime/numbers.ts";
import { type TensorTree, treeEntries } from "../runtime/tensor_tree.ts";
import type { Captured } from "./capture.ts";

const checkSame = door("trust a replay", {
  captured: record(
    { run: callable(), runAsWritten: callable(), isRecorded: callable() },
    "a step, as capture gives it",
  ),
  step: whole(0),
  state: record({}, "tensors by name"),
});

/**
 * Takes one step as it is written and, from the same state, as a replay, and compares all bits: what a
 * recording cannot see makes a difference here. The state is then where one step leaves it. What the
 * step does inside `onHost` beside changing tensors, such as appending to a curve, happens twice.
 *
 * @param captured run twice before
 * @param step the number of the step, for messages
 * @param state all tensors that the step changes: parameters and what optimizers remember
 * @throws {TypeError|RangeError} for what is no captured step, no number of a step, or no state
 * @throws {CaptureError} naming the first number that differs; or when there is no recording yet
 *
 * @example
 * ```ts
 * import { capture, onHost, overwrite, requireSameReplay, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertThrows } from "@std/assert";
 * await startBackend();
 * const sum = tf.scalar(0);
 * let rate = 1;
 * const step = capture(() => {
 *   tf.tidy(() => {
 *     const next = tf.add(sum, rate);
 *     onHost(() => overwrite(sum, next.dataSync()));
 *   });
 * });
 * for (let i = 0; i < 3; i++) step.run(i);
 * requireSameReplay(step, 3, { sum });
 * rate = 2; // a recording cannot see that
 * assertThrows(() => requireSameReplay(step, 4, { sum }), Error, "sum[0] is 5 in the replay of step 4");
 * ```
 */
export function requireSameReplay(captured: Captured, step: number, state: TensorTree): void {
  checkSame({ captured, step, state });
  const doing = "trust a replay", entries = treeEntries(state);
  if (entries.length === 0) throw new RangeError(refusal(doing, "state", "empty", "tensors"));
  if (!captured.isRecorded()) {
    throw new CaptureError("the step is not recorded, expected two runs before", doing);
  }
  const before = readTree(state);
  captured.runAsWritten(step);
  const written = readTree(state);
  for (const [path, tensor] of entries) viewOf(tensor).set(before[path]!);
  captured.run(step);
  for (const [path, replayed] of Object.entries(readTree(state))) {
    const expected = written[path]!;
    const at = replayed.findIndex((value, i) => !Object.is(value, expected[i]));
    if (at < 0) continue;
    const got = `${path}[${at}] is ${replayed[at]} in the replay of step ${step}`;
    throw new CaptureError(`${got}, expected ${expected[at]}, as the step is written`, doing);
  }
}
