import { display } from "./display.ts";
import { stopSignal } from "./stop.ts";

/** How long a loop may run before it lets the Stop button and the screen have a turn. */
const turnMilliseconds = 100;

/**
 * Counts through long work with a line that moves, and lets the Stop button end it between steps.
 * The line left in the notebook at the end holds no clock, so it is the same at every run.
 *
 * @param label what is being done, e.g. `"gradient ascent"`
 * @param total number of steps
 * @param signal ends the loop when aborted; default the notebook's Stop button
 * @throws {RangeError} when total is not a whole number ≥ 0
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
  signal: AbortSignal = stopSignal(),
): AsyncGenerator<number, void, void> {
  if (!Number.isInteger(total) || total < 0) {
    throw new RangeError(`Cannot count ${label}: total is ${total}, expected a whole number ≥ 0`);
  }
  const displayId = `progress-${crypto.randomUUID()}`;
  const line = (done: number) => `${label}: ${done} of ${total}`;
  let done = 0;
  let lastTurn = performance.now();
  await display({ "text/plain": line(0) }, { displayId });
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
