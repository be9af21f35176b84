import { atFirstOutput, inKernel } from "./display.ts";

/** The Stop button was pressed; everything computed so far is still there. */
export class StoppedError extends Error {
  constructor(message = "Stopped by you. Everything computed so far is kept; run on as you like.") {
    super(message);
    this.name = "StoppedError";
  }
}

let controller = new AbortController();
let listening = false;

/**
 * A signal that the Stop button of the notebook (or Ctrl-C there) aborts. A loop that awaits now
 * and then and calls `signal.throwIfAborted()` stops; the kernel and all variables stay.
 * Take a fresh one for each loop: a signal once aborted stays aborted.
 *
 * @example
 * ```ts
 * import { stopSignal } from "lib/notebook";
 * const signal = stopSignal();
 * for (let step = 0; step < 3; step++) {
 *   await Promise.resolve();
 *   signal.throwIfAborted();
 * }
 * ```
 */
export function stopSignal(): AbortSignal {
  listen();
  return controller.signal;
}

/** Catches the Stop button from now on; done before the first thing that a notebook shows. */
export function listen(): void {
  if (listening || !inKernel()) return;
  listening = true;
  try {
    Deno.addSignalListener("SIGINT", stop);
  } catch {
    listening = false; // a platform without that signal keeps its own way to stop
  }
}

/** What the Stop button does. */
export function stop(): void {
  controller.abort(new StoppedError());
  controller = new AbortController();
}

atFirstOutput(listen);
