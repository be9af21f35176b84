/** Predictions of several steps, held to what was believed when the pictures came. */
import { denseLayer } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { gaussianOf, klRows, type SpreadGaussian } from "./gaussians.ts";
import type { ObservedRows, SequenceRows } from "./observe.ts";
import type { StateSpaceParameters } from "./parameters.ts";
import { type Path, remember } from "./step.ts";

/** What is needed beside the parameters and the pass. */
export interface OvershootRows extends Pick<SequenceRows, "actions"> {
  /** `[D − 1, T·B, Z]`. */
  readonly ahead?: tf.Tensor;
}

/**
 * KL(q(z_{t+d} | h, o) ‖ p(z_{t+d} | h̃)) for d = 2 … D, row by row, where h̃ is the memory of someone
 * who saw the picture of step t and imagined from there. No slope goes into q.
 *
 * @returns for each distance `[(T − d)·B]`
 */
export function overshot(
  parameters: StateSpaceParameters,
  { actions, ahead }: OvershootRows,
  { memory, posterior, prior }: ObservedRows,
  { path, overshoot }: { readonly path: Path; readonly overshoot: number },
): tf.Tensor[] {
  const [between = 0, B = 0, A = 0] = actions.shape;
  const done = tf.reshape(actions, [between * B, A]), noise = tf.unstack(ahead!);
  const fixed = { mean: still(posterior.mean), std: still(posterior.std) };
  let at = tail(memory, B), guess = { mean: tail(prior.mean, B), std: tail(prior.std, B) };
  return Array.from({ length: overshoot - 1 }, (_, i) => { // guess: of step i + 1 and later
    const rows = at.shape[0]! - B;
    const code = path === "deterministic" ? guess.mean : drawn(guess, noise[i]!);
    const from = { memory: head(at, rows), code: head(code, rows) };
    at = remember(parameters, from, head(tail(done, (i + 1) * B), rows), path);
    guess = gaussianOf(denseLayer(parameters.prior, at));
    const real = { mean: tail(fixed.mean, (i + 2) * B), std: tail(fixed.std, (i + 2) * B) };
    return klRows(real, guess);
  });
}

function drawn({ mean, std }: SpreadGaussian, noise: tf.Tensor): tf.Tensor {
  return tf.add(mean, tf.mul(std, head(noise, mean.shape[0]!)));
}

/** Without the first rows. */
function tail(rows: tf.Tensor, without: number): tf.Tensor {
  return tf.slice(rows, [without, 0], [rows.shape[0]! - without, rows.shape[1]!]);
}

/** The first rows. */
function head(rows: tf.Tensor, count: number): tf.Tensor {
  return rows.shape[0] === count ? rows : tf.slice(rows, [0, 0], [count, rows.shape[1]!]);
}

/** The same numbers, through which no slope goes. */
const still = tf.customGrad((x, save) => {
  void save;
  return { value: tf.mul(x as tf.Tensor, 1), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
});
