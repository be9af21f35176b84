import {
  door,
  fold,
  type Key,
  keyShape,
  type Matrix,
  matrix,
  NonFiniteError,
  normal,
  plain,
  whole,
} from "../../../math/mod.ts";
import { requireFiniteTensor, type TensorTree } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { importanceLogWeights } from "./importance.ts";
import { decoded, encoded, MODEL, type VaeModel } from "./model.ts";

/** What an encoder says of images: q(z | x) = N(μ, diag σ²) of each. */
export interface Codes {
  /** μ, `[N, D]`. */
  readonly means: Matrix;
  /** σ, `[N, D]`. */
  readonly stds: Matrix;
}

const ENCODE = "encode images", DECODE = "decode codes", WEIGH = "weigh images";
const checkEncode = door(ENCODE, {
  model: MODEL,
  parameters: plain,
  images: matrix("N", "P"),
});

/**
 * The posteriors that an encoder gives, as plain numbers.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param images `[N, P]`
 * @returns μ and σ of each image; no tensor is left behind
 * @throws {ShapeError} when the images are ragged, or do not fit the encoder
 * @throws {NonFiniteTensorError} when a mean or a log σ is no finite float32
 *
 * @example
 * ```ts
 * import { encodeImages, mlpVae, mlpVaeParameters, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 2 });
 * encodeImages(mlpVae, parameters, [[0, 1, 1, 0]]).means; // [[…, …]]
 * ```
 */
export function encodeImages<P extends TensorTree>(
  model: VaeModel<P>,
  parameters: P,
  images: Matrix,
): Codes {
  checkEncode({ model, parameters, images });
  const rows = tf.tidy(() => {
    const posterior = encoded(ENCODE, model, parameters, tf.tensor2d(plainRows(images)));
    return requireFiniteTensor("what encode gives", posterior).arraySync();
  });
  const dimension = rows[0]!.length / 2;
  return {
    means: rows.map((row) => row.slice(0, dimension)),
    stds: rows.map((row, n) => row.slice(dimension).map((logStd, d) => stdOf(logStd, n, d))),
  };
}

function stdOf(logStd: number, n: number, d: number): number {
  const std = Math.exp(logStd);
  if (Number.isFinite(std)) return std;
  throw new NonFiniteError(ENCODE, `the standard deviation [${n}][${d}]`, std);
}

const checkDecode = door(DECODE, {
  model: MODEL,
  parameters: plain,
  codes: matrix("N", "D"),
});

/**
 * What a decoder gives for codes, as plain numbers: logits of pixels, or their means. For a decoder
 * that looks at pixels there is none.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param codes `[N, D]`
 * @returns `[N, P]`; no tensor is left behind
 * @throws {ShapeError} when the codes are ragged, or do not fit the decoder
 * @throws {NonFiniteTensorError} when what is decoded is no finite float32
 *
 * @example
 * ```ts
 * import { decodeCodes, mlpVae, mlpVaeParameters, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 2 });
 * decodeCodes(mlpVae, parameters, [[0, 0]]); // four logits
 * ```
 */
export function decodeCodes<P extends TensorTree>(
  model: VaeModel<P>,
  parameters: P,
  codes: Matrix,
): Matrix {
  checkDecode({ model, parameters, codes });
  return tf.tidy(() => {
    const rows = tf.tensor2d(plainRows(codes));
    const given = decoded(DECODE, model, parameters, rows, tf.zeros([codes.length, 1]));
    requireFiniteTensor("what decode gives", given);
    return tf.reshape<tf.Rank.R2>(given, [codes.length, -1]).arraySync();
  });
}

const checkWeigh = door(WEIGH, {
  key: keyShape,
  model: MODEL,
  parameters: plain,
  images: matrix("N", "P"),
  draws: whole(1, 100_000),
});

/** Codes that are decoded at a time. */
const AT_ONCE = 4096;

/**
 * log w of `draws` codes of each image, as plain numbers; see {@link importanceLogWeights}.
 *
 * @param key the noise is drawn from folds of it
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param images `[N, P]`
 * @param draws codes an image, K
 * @returns `[N, K]`, nats; no tensor is left behind
 * @throws {ShapeError|RangeError|TypeError} when the images are ragged or do not fit the encoder, or
 *   draws is no whole number of at least 1
 * @throws {NonFiniteTensorError} when a weight is no finite float32
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { logWeightsOf, mlpVae, mlpVaeParameters, startBackend } from "lib/inference/tensor";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 2 });
 * logWeightsOf(key(1), mlpVae, parameters, [[0, 1, 1, 0]], 50)[0]; // fifty numbers
 * ```
 */
export function logWeightsOf<P extends TensorTree>(
  key: Key,
  model: VaeModel<P>,
  parameters: P,
  images: Matrix,
  draws: number,
): Matrix {
  checkWeigh({ key, model, parameters, images, draws });
  const perTurn = Math.max(1, Math.floor(AT_ONCE / draws));
  const turns = Array.from({ length: Math.ceil(images.length / perTurn) }, (_, i) => i);
  return turns.flatMap((turn) => {
    const rows = images.slice(turn * perTurn, (turn + 1) * perTurn);
    return weighed(fold(key, turn), model, parameters, rows, draws);
  });
}

function weighed<P extends TensorTree>(
  key: Key,
  model: VaeModel<P>,
  parameters: P,
  rows: Matrix,
  draws: number,
): Matrix {
  return tf.tidy(() => {
    const images = tf.tensor2d(plainRows(rows)), count = rows.length;
    const dimension = encoded(WEIGH, model, parameters, images).shape[1] / 2;
    const size = draws * count * dimension;
    const noise = tf.tensor3d(Float32Array.from(normal(key, size)), [draws, count, dimension]);
    const logWeights = importanceLogWeights(model, parameters, images, noise);
    const weights = requireFiniteTensor("log w", logWeights).arraySync();
    return rows.map((_, i) => weights.map((each) => each[i]!));
  });
}

const plainRows = (rows: Matrix): number[][] => rows.map((row) => Array.from(row));
