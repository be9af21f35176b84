/** A decoder that sees the pixels before the one that it predicts, beside the code. */
import { bernoulliLogits } from "lib/prob/tensor";
import type { VaeModel } from "lib/inference/tensor";
import { mlpVaeParameters } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type DenseParameters, denseParameters, mlp, type MlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";

/** Encoder, and a decoder of one hidden layer that takes pixels and code. */
export type MaskedParameters = {
  readonly encoder: MlpParameters;
  readonly fromPixels: DenseParameters;
  readonly fromCode: DenseParameters;
  readonly toPixels: DenseParameters;
};

const [PIXELS, HIDDEN] = [64, 256];

/** The caller owns them; nothing is learnt yet. */
export function maskedParameters(key: Key, latent: number): MaskedParameters {
  const dense = (name: string, inputs: number, outputs: number) =>
    denseParameters(fold(key, name), { inputs, outputs });
  return {
    encoder: mlpVaeParameters(key, { pixels: PIXELS, hidden: [64], latent }).encoder,
    fromPixels: dense("fromPixels", PIXELS, HIDDEN),
    fromCode: dense("fromCode", latent, HIDDEN),
    toPixels: dense("toPixels", HIDDEN, PIXELS),
  };
}

/** Hidden unit h may see pixels 0 to h mod 63, and speaks to those after them (Germain et al. 2015). */
const last = (unit: number): number => unit % (PIXELS - 1);
const mask = (rows: number, columns: number, open: (row: number, column: number) => boolean) =>
  tf.tensor2d(
    Array.from(
      { length: rows * columns },
      (_, i) => open(Math.floor(i / columns), i % columns) ? 1 : 0,
    ),
    [rows, columns],
  );

/** Pixels given those before them, and the code. The backend must be ready; it keeps two masks. */
export function maskedModel(): VaeModel<MaskedParameters> {
  const sees = mask(PIXELS, HIDDEN, (pixel, unit) => pixel <= last(unit));
  const speaks = mask(HIDDEN, PIXELS, (unit, pixel) => pixel > last(unit));
  return {
    encode: ({ encoder }, images) => mlp(encoder, images) as tf.Tensor2D,
    decode: ({ fromPixels, fromCode, toPixels }, codes, images) =>
      tf.tidy(() => {
        const seen = tf.matMul(
          images as tf.Tensor2D,
          tf.mul(fromPixels.weight, sees) as tf.Tensor2D,
        );
        const told = tf.add(tf.matMul(codes, fromCode.weight as tf.Tensor2D), fromCode.bias);
        const hidden = tf.relu(tf.add(tf.add(seen, fromPixels.bias), told)) as tf.Tensor2D;
        const spoken = tf.matMul(hidden, tf.mul(toPixels.weight, speaks) as tf.Tensor2D);
        return tf.add(spoken, toPixels.bias);
      }),
    logLikelihood: bernoulliLogits,
  };
}
