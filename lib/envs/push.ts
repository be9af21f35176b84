/** Pushes out of nowhere: a disturbance to hold a policy against. */
import { atLeast, between, type Key, required, settings, uniform } from "../math/mod.ts";

/** With this probability a step is pushed, by an amount uniform within ± `size`. */
export interface Push {
  /** Of a push in one step, in [0, 1]. */
  readonly probability: number;
  /** The largest push, in the unit of what is pushed. */
  readonly size: number;
}

/**
 * What a step's push adds; 0 in most steps, and without one. Its two numbers are the first two
 * uniform ones of the step's key.
 */
export function pushOf(push: Push | undefined, key: Key): number {
  if (push === undefined) return 0;
  const [chance, where] = uniform(key, 2);
  return chance! < push.probability ? push.size * (2 * where! - 1) : 0;
}

/** What a push has to be. */
export const PUSH = settings({
  probability: required(between(0, 1)),
  size: required(atLeast(0)),
});
