/** The Gaussian that the dynamics make of a code, and how far the next code is from it; on tensors. */
import * as tf from "lib/nn/tf";
import { type Diagonal, stepOf, type transitionAt } from "./model.ts";

/** What the dynamics make of a Gaussian: its mean, Σ + h and Σ r, v, and s = rᵀΣr. */
export interface Pushed {
  readonly mean: tf.Tensor;
  readonly base: tf.Tensor; // σ² + h
  readonly w: tf.Tensor; // Σ r
  readonly v: tf.Tensor;
  readonly s: tf.Tensor; // [N, 1]
}

/** N(Aμ + Bu + o, AΣAᵀ + hI) with A = I + v rᵀ, never as a matrix. */
export function pushForward(
  { mean, variance }: Diagonal,
  local: ReturnType<typeof transitionAt>,
  actions: tf.Tensor,
  noise: number,
): Pushed {
  const w = tf.mul(variance, local.r);
  return {
    mean: stepOf(mean, local, actions),
    base: tf.add(variance, noise),
    w,
    v: local.v,
    s: tf.sum(tf.mul(local.r, w), 1, true),
  };
}

/** KL(pushed ‖ next) of each example, nats, `[N]`. */
export function consistency({ mean, base, w, v, s }: Pushed, next: Diagonal): tf.Tensor {
  const total = (x: tf.Tensor) => tf.sum(x, 1, true);
  const a = total(tf.div(tf.square(v), base)), b = total(tf.div(tf.mul(v, w), base));
  const c = total(tf.div(tf.square(w), base));
  const extra = tf.log(tf.add(tf.square(tf.add(b, 1)), tf.mul(a, tf.sub(s, c))));
  const logDet = tf.add(total(tf.log(base)), extra);
  const spread = tf.addN([base, tf.mul(tf.mul(v, w), 2), tf.mul(s, tf.square(v))]);
  const missed = tf.squaredDifference(mean, next.mean);
  const rest = total(
    tf.sub(tf.add(tf.div(tf.add(spread, missed), next.variance), tf.log(next.variance)), 1),
  );
  return tf.mul(tf.sub(rest, logDet), 0.5);
}
