/** An update that is recorded and replayed: agents learn from thousands of batches of one size. */
import { capture, type Captured } from "../../nn/mod.ts";
import type { Metrics } from "../shared/agent.ts";
import type { Batch } from "../shared/transitions.ts";

/** What an update is given, and what it leaves: read and written in `onHost` and `hostTensor` alone. */
export interface Turn<Given> {
  given: Given;
  metrics: Metrics;
}

/** An update by turns; owns the memory of its recording. */
export interface CapturedUpdate<Given> extends Disposable {
  /** Learns from what is given; `step` is for messages. */
  readonly take: (given: Given, step: number) => Metrics;
  /** The step at work, for measurements and comparisons; none before the first update. */
  readonly captured: () => Captured | undefined;
}

/**
 * Captures an update for batches of the size that it is given. A batch of another size is recorded
 * anew, in place of the one before.
 *
 * @param update takes what a turn gives, and leaves its metrics there
 */
export function capturedUpdate<Given extends { readonly batch: Batch }>(
  update: (turn: Turn<Given>) => void,
): CapturedUpdate<Given> {
  let captured: Captured | undefined, turn: Turn<Given> | undefined;
  const captureFor = (given: Given): Turn<Given> => {
    const own: Turn<Given> = { given, metrics: {} };
    captured?.[Symbol.dispose]();
    captured = capture(() => update(own));
    return own;
  };
  return {
    take: (given, step) => {
      if (turn?.given.batch.size !== given.batch.size) turn = captureFor(given);
      turn.given = given;
      captured!.run(step);
      return turn.metrics;
    },
    captured: () => captured,
    [Symbol.dispose]: () => captured?.[Symbol.dispose](),
  };
}
