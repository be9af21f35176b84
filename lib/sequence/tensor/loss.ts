/** The negative evidence lower bound of sequences with actions. */
import {
  atLeast,
  door,
  type Given,
  positive,
  refusal,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { type LossTerms, mlp, tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { klRows } from "./gaussians.ts";
import { observed, type ObservedRows, requireSequence, type SequenceRows } from "./observe.ts";
import { overshot } from "./overshoot.ts";
import type { StateSpaceParameters } from "./parameters.ts";
import { featuresOf, PATHS } from "./step.ts";

/**
 * What is minimized.
 *
 * - `path`: see {@link PATHS}
 * - `pictures`, `rewards`: variances of pixels and rewards
 * - `freeNats`: what the divergence of a step costs nothing up to
 * - `overshoot`: how many steps ahead predictions are held to the posterior; 1 is the bound itself
 * - `overshootWeight`: of the mean of the divergences 2, 3, … steps ahead
 */
export const STATE_SPACE_LOSS = settings({
  path: setting(PATHS, "both"),
  pictures: setting(positive, 0.05),
  rewards: setting(positive, 0.01),
  freeNats: setting(atLeast(0), 1),
  overshoot: setting(whole(1, 1000), 1),
  overshootWeight: setting(atLeast(0), 1),
});

/** What is minimized, see {@link STATE_SPACE_LOSS}. */
export type StateSpaceLossConfig = Given<typeof STATE_SPACE_LOSS>;
/** The same with its defaults. */
export type StateSpaceLossSettings = Resolved<typeof STATE_SPACE_LOSS>;

/** Sequences with what they paid. */
export interface PaidRows extends SequenceRows {
  /** `[T − 1, B]`: what action t paid. */
  readonly rewards: tf.Tensor;
  /** ε for predictions of more than one step, `[D − 1, T·B, Z]`; with `overshoot` 1 none. */
  readonly ahead?: tf.Tensor;
}

const DOING = "evaluate a state-space model";
const checkRewards = door(DOING, { rewards: tensorShape(["T−1", "B"]) });

/**
 * −ELBO of a step, in nats up to constants: the mean over steps and sequences of
 * ‖o_t − ô(h_t, z_t)‖²/2σ_o² + max(free, KL(q(z_t | h_t, o_t) ‖ p(z_t | h_t))), and of
 * (r_t − r̂(h_{t+1}, z_{t+1}))²/2σ_r² over the T − 1 rewards. With `overshoot` D also the mean of
 * max(free, KL) of predictions 2 … D steps ahead, in which q stands still (Hafner et al. 2019, eq. 8).
 *
 * @param parameters borrowed, as all tensors here
 * @param batch sequences, what they paid, and noise
 * @param config see {@link STATE_SPACE_LOSS}
 * @returns loss and its terms `pictures`, `rewards`, `kl` (before the free nats), `overshoot`;
 *   the caller owns them
 * @throws {ShapeError|TypeError|RangeError} when the shapes do not fit, an option is bad or unknown, or
 *   predictions go beyond the sequence
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * import { startBackend, stateSpaceLoss, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const own = stateSpaceParameters(key(0), { pixels: 16, actions: 1, memory: 5, code: 2 });
 * const batch = {
 *   pictures: tf.zeros([4, 3, 16]),
 *   actions: tf.zeros([3, 3, 1]),
 *   rewards: tf.zeros([3, 3]),
 *   noise: tf.zeros([4, 3, 2]),
 * };
 * assert(stateSpaceLoss(own, batch).loss.dataSync()[0]! > 0);
 * ```
 */
export function stateSpaceLoss(
  parameters: StateSpaceParameters,
  batch: PaidRows,
  config: StateSpaceLossConfig = {},
): LossTerms {
  const read = STATE_SPACE_LOSS.read(DOING, config);
  requireSequence(parameters, batch, read.path);
  checkRewards({ rewards: batch.rewards });
  requireHorizon(batch, read.overshoot);
  return tf.tidy(() => lossOf(parameters, batch, read));
}

/** Predictions stay within the sequence, and their noise is there. */
export function requireHorizon({ pictures, ahead, noise }: PaidRows, overshoot: number): void {
  const [T = 0, B = 0] = pictures.shape, Z = noise.shape[2]!;
  if (overshoot > T - 1) {
    const wish = `at most ${T - 1}: the sequence has ${T} pictures`;
    throw new RangeError(refusal(DOING, "overshoot", overshoot, wish));
  }
  if (overshoot > 1) tensorShape([overshoot - 1, T * B, Z]).check(DOING, "ahead", ahead);
}

/** The loss, trusted. */
export function lossOf(
  parameters: StateSpaceParameters,
  batch: PaidRows,
  config: StateSpaceLossSettings,
): LossTerms {
  const seen = observed(parameters, batch, config.path);
  const { pictures, rewards } = missed(parameters, batch, seen, config);
  const each = klRows(seen.posterior, seen.prior), kl = tf.mean(each) as tf.Scalar;
  const paid = freely(each, config.freeNats);
  const parts = [pictures, rewards, paid];
  if (config.overshoot === 1) return { loss: tf.addN(parts) as tf.Scalar, pictures, rewards, kl };
  const overshoot = tf.mean(tf.stack(
    overshot(parameters, batch, seen, config).map((rows) => freely(rows, config.freeNats)),
  )) as tf.Scalar;
  const weighed = tf.mul(overshoot, config.overshootWeight) as tf.Scalar;
  return { loss: tf.addN([...parts, weighed]) as tf.Scalar, pictures, rewards, kl, overshoot };
}

/** The mean of max(free, KL). */
function freely(kl: tf.Tensor, free: number): tf.Scalar {
  return tf.add(tf.mean(tf.relu(tf.sub(kl, free))), free) as tf.Scalar;
}

function missed(
  { decoder, reward }: StateSpaceParameters,
  { pictures, rewards }: PaidRows,
  seen: ObservedRows,
  config: StateSpaceLossSettings,
) {
  const [T = 0, B = 0, P = 0] = pictures.shape, rows = T * B;
  const features = featuresOf(seen, config.path), width = features.shape[1]!;
  const square = (x: tf.Tensor, y: tf.Tensor, over: number) =>
    tf.div(tf.sum(tf.squaredDifference(x, y)), over) as tf.Scalar;
  const later = tf.slice(features, [B, 0], [rows - B, width]);
  return {
    pictures: square(
      mlp(decoder, features),
      tf.reshape(pictures, [rows, P]),
      2 * config.pictures * rows,
    ),
    rewards: square(
      mlp(reward, later),
      tf.reshape(rewards, [rows - B, 1]),
      2 * config.rewards * (rows - B),
    ),
  };
}
