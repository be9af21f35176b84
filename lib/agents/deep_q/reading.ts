/** What a network of values is shown in place of the observation. */
import { callable, record, whole } from "../../math/mod.ts";
import * as tf from "../../nn/tf.ts";

/** A reading of observations: a code of each, by tensors that others may be changing. */
export interface Reading {
  /** Numbers of a code, F. */
  readonly width: number;
  /**
   * `[B, O] → [B, F]`; borrowed, and what is given back belongs to the caller. It is recorded with the
   * update and replayed, see `capture`: the same operations every time.
   */
  readonly read: (observations: tf.Tensor2D) => tf.Tensor2D;
}

/** A reading, as far as can be seen without asking it. */
export const READING = record(
  { width: whole(1), read: callable("a function of observations") },
  "a Reading { width, read }",
);

/** All that is seen, as it is. */
export const PLAIN_SIGHT = (width: number): Reading => ({
  width,
  read: (observations) => tf.clone(observations),
});
