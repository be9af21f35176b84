/// <reference lib="dom" />
/** A worker that is started, rests, and goes on, and the button that says so. */
import { button } from "./elements.ts";

/** What a worker is to do. */
export interface Task {
  /** Of its module. */
  readonly address: string;
  /** What the button says at first. */
  readonly start: string;
  /** What the worker is told then. */
  readonly order: unknown;
  /** Called with each report; whether it was the last. */
  readonly hear: (report: unknown) => boolean;
  /** Called when something is to be shown. */
  readonly show: () => void;
}

/** How it stands. */
export interface Effort {
  readonly button: HTMLButtonElement;
  /** Whether the worker works, or, when it is done, what it left moves. */
  readonly isRunning: () => boolean;
  readonly isDone: () => boolean;
  /** What went wrong, in words. */
  readonly fault: () => string | undefined;
  readonly end: () => void;
}

/** A worker that begins when its button is first pressed. */
export function effort({ address, start, order, hear, show }: Task): Effort {
  let worker: Worker | undefined, fault: string | undefined;
  let [isRunning, isDone] = [false, false];
  const press = () => {
    isRunning = !isRunning;
    made.textContent = isRunning ? "Stop" : "Go on";
    if (worker === undefined) begin();
    else if (!isDone) worker.postMessage(isRunning ? "go" : "rest");
    show();
  };
  const fail = (words: string) => {
    [isRunning, fault] = [false, `It stopped: ${words}. Reload the page to try again.`];
    made.remove();
    show();
  };
  const heard = (report: { readonly failed?: string }) => {
    if (report.failed !== undefined) return fail(report.failed);
    if (!hear(report) || isDone) return;
    isDone = true; // what moves goes on, until the reader stops it
    if (isRunning && matchMedia("(prefers-reduced-motion: reduce)").matches) press();
  };
  const begin = () => {
    worker = new Worker(address, { type: "module" });
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = ({ message }) => fail(message || "its files could not be loaded");
    worker.postMessage({ order });
  };
  const made = button("live-button live-start", start, press);
  return {
    button: made,
    isRunning: () => isRunning,
    isDone: () => isDone,
    fault: () => fault,
    end: () => worker?.terminate(),
  };
}
