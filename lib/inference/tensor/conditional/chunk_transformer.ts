import {
  callable,
  fold,
  type Given,
  type Key,
  required,
  setting,
  settings,
  whole,
} from "../../../math/mod.ts";
import {
  decoderBlock,
  type DecoderBlockParameters,
  decoderBlockParameters,
  denseLayer,
  type DenseParameters,
  denseParameters,
  encoderBlock,
  type EncoderBlockParameters,
  encoderBlockParameters,
  layerNorm,
  type LayerNormParameters,
  layerNormParameters,
  positions,
} from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import type { ConditionalModel } from "./model.ts";

/** The numbers of {@link chunkTransformer}. */
export type ChunkTransformerParameters = {
  /** Reads a whole chunk with its observation: the posterior's network. */
  readonly reader: {
    readonly observation: DenseParameters;
    readonly action: DenseParameters;
    /** Where each token stands, `[k + 2, W]`: the one that asks, the observation, the k actions. */
    readonly places: tf.Tensor2D;
    readonly block: EncoderBlockParameters;
    readonly norm: LayerNormParameters;
    readonly posterior: DenseParameters;
  };
  /** Writes a chunk from an observation and a code: the policy. */
  readonly writer: {
    readonly observation: DenseParameters;
    readonly code: DenseParameters;
    /** Which token is which, `[2, W]`. */
    readonly places: tf.Tensor2D;
    readonly block: EncoderBlockParameters;
    /** What asks for each of the k actions, `[k, W]`. */
    readonly queries: tf.Tensor2D;
    readonly decoder: DecoderBlockParameters;
    readonly norm: LayerNormParameters;
    readonly action: DenseParameters;
  };
};

/**
 * What a transformer of action chunks is like.
 *
 * - `observations`: numbers of an observation
 * - `actions`: numbers of an action, A
 * - `steps`: actions of a chunk, k
 * - `latent`: numbers of a code, D
 * - `width`: of every token, W, even; default 32
 * - `hidden`: of the blocks' perceptrons; default 64
 */
export const CHUNK_TRANSFORMER = settings({
  observations: required(whole(1)),
  actions: required(whole(1)),
  steps: required(whole(1)),
  latent: required(whole(1)),
  width: setting(whole(2), 32),
  hidden: setting(whole(1), 64),
});

/** What it is like, see {@link CHUNK_TRANSFORMER}. */
export type ChunkTransformerConfig = Given<typeof CHUNK_TRANSFORMER>;

/**
 * Parameters to start {@link chunkTransformer} with. Places and queries start as the sines of
 * `positions` and are learnt.
 *
 * @param key each part is drawn from the fold by its name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} for widths that are none, an odd width, or an unknown name
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { chunkTransformerParameters, startBackend } from "lib/inference/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const config = { observations: 2, actions: 2, steps: 8, latent: 4 };
 * assertEquals(chunkTransformerParameters(key(0), config).writer.queries.shape, [8, 32]);
 * ```
 */
export function chunkTransformerParameters(
  key: Key,
  config: ChunkTransformerConfig,
): ChunkTransformerParameters {
  const read = CHUNK_TRANSFORMER.read("start a transformer of chunks", config);
  const { observations, actions, steps, latent, width, hidden } = read;
  const dense = (name: string, inputs: number, outputs: number) =>
    denseParameters(fold(key, name), { inputs, outputs, initial: "glorot" });
  const places = (count: number) => tf.tensor2d(positions(count, width).map((row) => [...row]));
  return {
    reader: {
      observation: dense("reader observation", observations, width),
      action: dense("reader action", actions, width),
      places: places(steps + 2),
      block: encoderBlockParameters(fold(key, "reader block"), { width, hidden }),
      norm: layerNormParameters(width),
      posterior: dense("posterior", width, 2 * latent),
    },
    writer: {
      observation: dense("writer observation", observations, width),
      code: dense("code", latent, width),
      places: places(2),
      block: encoderBlockParameters(fold(key, "writer block"), { width, hidden }),
      queries: places(steps),
      decoder: decoderBlockParameters(fold(key, "decoder"), { width, hidden }),
      norm: layerNormParameters(width),
      action: dense("action", width, actions),
    },
  };
}

/**
 * Action chunks by transformers, "ACT" in small: a target is k actions, `[B, k A]`, one after the other;
 * an input is an observation. The reader attends from a token of its own to the observation and all k
 * actions, and says μ and log σ. The writer lets observation and code look at each other, and k queries
 * look at both; each query's answer is an action. Zhao et al. 2023, figure 4, with one block where
 * they have several, without cameras, and with the norms in front.
 *
 * @param logLikelihood of chunks, as `gaussianPixels` makes it
 * @param heads of every attention layer, a divisor of the width; default 4
 * @throws {RangeError|TypeError} for heads that are none, or a likelihood that is no function
 *
 * @example
 * ```ts
 * import { chunkTransformer, chunkTransformerParameters, decodeTargets } from "lib/inference/tensor";
 * import { gaussianPixels, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const config = { observations: 2, actions: 2, steps: 8, latent: 4 };
 * const parameters = chunkTransformerParameters(key(0), config);
 * const model = chunkTransformer(gaussianPixels(0.01));
 * assertEquals(decodeTargets(model, parameters, [[0, 0]], [[0, 0, 0, 0]])[0]!.length, 16);
 * ```
 */
export function chunkTransformer(
  logLikelihood: ConditionalModel["logLikelihood"],
  heads = 4,
): ConditionalModel<ChunkTransformerParameters> {
  const doing = "make a transformer of chunks";
  callable("a function of what decode gives and targets")
    .check(doing, "logLikelihood", logLikelihood);
  whole(1).check(doing, "heads", heads);
  return {
    encode: ({ reader }, inputs, targets) =>
      tf.tidy(() => posteriorOf(reader, inputs, targets, heads)),
    decode: ({ writer }, codes, inputs) => tf.tidy(() => chunkOf(writer, codes, inputs, heads)),
    logLikelihood,
  };
}

type Parts = ChunkTransformerParameters;

/** μ and log σ of a chunk, from what the first token has seen. */
function posteriorOf(
  { observation, action, places, block, norm, posterior }: Parts["reader"],
  inputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  heads: number,
): tf.Tensor2D {
  const examples = inputs.shape[0], [tokens, width] = places.shape, steps = tokens - 2;
  const actions = tf.reshape(targets, [examples * steps, targets.shape[1] / steps]);
  const asks = tf.zeros<tf.Rank.R3>([examples, 1, width]);
  const seen = tf.reshape(denseLayer(observation, inputs), [examples, 1, width]) as tf.Tensor3D;
  const done = tf.reshape(denseLayer(action, actions), [examples, steps, width]) as tf.Tensor3D;
  const x = tf.add<tf.Tensor3D>(tf.concat3d([asks, seen, done], 1), places);
  const first = tf.slice(encoderBlock(block, x, heads), [0, 0, 0], [examples, 1, width]);
  return denseLayer(
    posterior,
    layerNorm(norm, tf.reshape(first, [examples, width])),
  ) as tf.Tensor2D;
}

/** k actions, one after the other, from an observation and a code. */
function chunkOf(
  { observation, code, places, block, queries, decoder, norm, action }: Parts["writer"],
  codes: tf.Tensor2D,
  inputs: tf.Tensor2D,
  heads: number,
): tf.Tensor2D {
  const examples = inputs.shape[0], [steps, width] = queries.shape;
  const token = (layer: DenseParameters, rows: tf.Tensor2D) =>
    tf.reshape(denseLayer(layer, rows), [examples, 1, width]) as tf.Tensor3D;
  const both = tf.concat3d([token(observation, inputs), token(code, codes)], 1);
  const memory = encoderBlock(block, tf.add<tf.Tensor3D>(both, places), heads);
  const asked = tf.add<tf.Tensor3D>(tf.zeros([examples, steps, width]), queries);
  const answered = layerNorm(norm, decoderBlock(decoder, asked, memory, heads));
  const actions = denseLayer(action, tf.reshape(answered, [examples * steps, width]));
  return tf.reshape(actions, [examples, steps * actions.shape[1]!]);
}
