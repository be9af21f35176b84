/// <reference lib="dom" />
/** A worker that is started, rests, and goes on. */

/** A button's work. */
export interface Worker {
  readonly toggle: () => boolean;
  readonly end: () => void;
}

/**
 * A worker that begins when it is first asked to.
 *
 * @param address of its module
 * @param order what it is told at the start
 * @param heard called with each report
 * @param failed called with what went wrong, in words
 */
export function labourer(
  address: string,
  order: unknown,
  heard: (report: unknown) => void,
  failed: (words: string) => void,
): Worker {
  let worker: globalThis.Worker | undefined;
  let isRunning = false;
  const begin = () => {
    worker = new globalThis.Worker(address, { type: "module" });
    worker.onmessage = ({ data }) => "failed" in data ? fail(data.failed) : heard(data);
    worker.onerror = ({ message }) => fail(message);
    worker.postMessage({ order });
  };
  const fail = (words: string) => {
    isRunning = false;
    failed(words);
  };
  return {
    toggle: () => {
      isRunning = !isRunning;
      if (worker === undefined) begin();
      else worker.postMessage(isRunning ? "go" : "rest");
      return isRunning;
    },
    end: () => worker?.terminate(),
  };
}
