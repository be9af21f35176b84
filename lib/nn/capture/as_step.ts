import { CaptureError } from "../recording/capture_error.ts";
import { during, now } from "../recording/now.ts";

/**
 * Runs something as a step of this number.
 * @throws {CaptureError} inside another captured step: one list cannot run within another
 */
export function asStep(step: number | undefined, run: () => void): void {
  if (now.recording !== undefined || now.paused !== undefined || now.replay !== undefined) {
    throw new CaptureError(
      "another captured step is running, expected one after the other",
      "run it",
    );
  }
  during({ step }, run);
}
