import { display } from "./display.ts";
import { stopSignal } from "./stop.ts";
import { door, optional, setting, settings, shapeOf, text, whole, wrongKind } from "../math/mod.ts";

/** How long a loop may run before it lets the Stop button and the screen have a turn. */
const turnMilliseconds = 100;

const checkCount = door("count", { label: text, total: whole(0) });
const PROGRESS = settings({
  from: setting(whole(0), 0),
  signal: optional(shapeOf<AbortSignal>(
    "an AbortSignal",
    (value) => value instanceof AbortSignal ? undefined : wrongKind(value, "an AbortSignal"),
  )),
});

/** How a count goes on, and what ends it. */
export interface ProgressOptions {
  /** Steps done before, by an earlier run that was stopped; default 0. */
  readonly from?: number;
  /** Ends the loop when aborted; default the notebook's Stop button. */
  readonly signal?: AbortSignal;
}

/**
 * Counts through long work with a line that moves, and lets the Stop button end it between steps.
 * The line left in the notebook at the end holds no clock, so it is the same at every run.
 *
 * @param label what is being done, e.g. `"gradient ascent"`
 * @param total number of steps in all
 * @param options `from`, to go on where an earlier run was stopped: the line then counts
 * "1818 of 8000", and the steps are 1818 to 7999
 * @throws {RangeError|TypeError} when total or from is not a whole number ≥ 0, or an option is unknown
 * @throws {StoppedError} when stopped; the loop's variables keep what they had
 *
 * @example
 * ```ts
 * import { progress } from "lib/notebook";
 * let sum = 0;
 * for await (const step of progress("adding up", 10)) sum += step;
 * ```
 */
export async function* progress(
  label: string,
  total: number,
  options: ProgressOptions = {},
): AsyncGenerator<number, void, void> {
  checkCount({ label, total });
  const { from, signal = stopSignal() } = PROGRESS.read(`count ${label}`, options);
  const displayId = `progress-${crypto.randomUUID()}`;
  const line = (done: number) => `${label}: ${done} of ${total}`;
  let done = from;
  let lastTurn = performance.now();
  await display({ "text/plain": line(from) }, { displayId });
  try {
    while (done < total) {
      yield done;
      done++;
      if (performance.now() - lastTurn > turnMilliseconds) {
        if (done < total) await display({ "text/plain": line(done) }, { displayId, update: true });
        await new Promise((resolve) => setTimeout(resolve, 0));
        lastTurn = performance.now();
      }
      signal.throwIfAborted();
    }
  } finally {
    await display({ "text/plain": line(done) }, { displayId, update: true });
  }
}
