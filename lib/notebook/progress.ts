import { display } from "./display.ts";
import { stopSignal } from "./stop.ts";

/** How long a loop may run before it lets the Stop button and the screen have a turn. */
const turnMilliseconds = 100;

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
 * @throws {RangeError} when total or from is not a whole number ≥ 0
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
  { from = 0, signal = stopSignal() }: ProgressOptions = {},
): AsyncGenerator<number, void, void> {
  for (const [name, value] of Object.entries({ total, from })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new RangeError(`Cannot count ${label}: ${name} is ${value}, expected a whole number ≥ 0`);
  }
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
