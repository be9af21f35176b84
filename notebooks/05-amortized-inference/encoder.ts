/** Encoders: networks that answer with a Gaussian for every x, and what they learn from. */
import { type Key, type Matrix } from "lib/math";
import { adamOptimizer, capture, mlp, type MlpParameters, mlpParameters } from "lib/nn";
import { onHost, overwrite, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";

/** The guesses of a batch, `[B, K]` each. */
export interface Guesses {
  readonly mean: tf.Tensor2D;
  readonly logStd: tf.Tensor2D;
}

/** A network from x `[B, D]` to (μ, log σ) `[B, 2 K]`, with one hidden layer of rectified units. */
export function encoderParameters(
  key: Key,
  sides: { readonly inputs: number; readonly hidden: number; readonly latent: number },
): MlpParameters {
  const { inputs, hidden, latent } = sides;
  return mlpParameters(key, { inputs, hidden: [hidden], outputs: 2 * latent });
}

/** q(z | x) of each row of x, as tensors that a gradient passes through; the caller owns them. */
export function guessesOf(parameters: MlpParameters, x: tf.Tensor): Guesses {
  const output = mlp(parameters, x) as tf.Tensor2D, latent = output.shape[1] / 2;
  const half = (from: number) => tf.slice(output, [0, from], [output.shape[0], latent]);
  return { mean: half(0) as tf.Tensor2D, logStd: half(latent) as tf.Tensor2D };
}

/** The same as plain numbers, for points `[N][D]`. */
export function readGuesses(parameters: MlpParameters, points: Matrix) {
  return tf.tidy(() => {
    const { mean, logStd } = guessesOf(parameters, tf.tensor2d(points.map((x) => [...x])));
    return {
      means: mean.arraySync() as number[][],
      logStds: logStd.arraySync() as number[][],
    };
  });
}

/** What a training step looks at, by name; each tensor is written anew before each step. */
export type Batch = { readonly [name: string]: tf.Tensor };

/** A loss of the network's weights and a batch. */
export type EncoderLoss<B extends Batch> = (parameters: MlpParameters, batch: B) => tf.Scalar;

/** A training under way; owns its optimizer and its recording, borrows the rest. */
export interface EncoderTrainer extends Disposable {
  /** One step of Adam; says the loss before it. */
  readonly step: (numbers: { readonly [name: string]: ArrayLike<number> }) => number;
}

/** Trains an encoder: the step is recorded once and replayed with other numbers in its batch. */
export function encoderTrainer<B extends Batch>(
  parameters: MlpParameters,
  batch: B,
  loss: EncoderLoss<B>,
  learningRate: number,
): EncoderTrainer {
  const optimizer = adamOptimizer(parameters, { learningRate });
  let latest = NaN, steps = 0;
  const captured = capture(() => {
    using at = valueAndGradients((each) => loss(each, batch), parameters);
    optimizer.update(at.gradients);
    onHost(() => latest = at.loss);
  });
  return {
    step: (numbers) => {
      for (const [name, list] of Object.entries(numbers)) {
        overwrite(batch[name]!, Float32Array.from(list));
      }
      captured.run(steps++);
      return latest;
    },
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
    },
  };
}
