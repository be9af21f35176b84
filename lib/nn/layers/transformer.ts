import * as tf from "@tensorflow/tfjs";
import { fold, type Given, type Key, plain, required, settings, whole } from "../../math/mod.ts";
import { attention, type AttentionParameters, attentionParameters } from "./attention.ts";
import { layerNorm, type LayerNormParameters, layerNormParameters } from "./layer_norm.ts";
import { mlp, type MlpParameters, mlpParameters } from "./mlp.ts";

/** The numbers of an encoder block: attention to itself, then a perceptron at each step. */
export type EncoderBlockParameters = {
  readonly selfNorm: LayerNormParameters;
  readonly self: AttentionParameters;
  readonly forwardNorm: LayerNormParameters;
  readonly forward: MlpParameters;
};

/** The numbers of a decoder block: an encoder block that looks at a memory in between. */
export type DecoderBlockParameters = EncoderBlockParameters & {
  readonly crossNorm: LayerNormParameters;
  readonly cross: AttentionParameters;
};

/** What a block is like: its width, D, and that of its perceptron's hidden layer, each at most 4,096. */
export const BLOCK_SETTINGS = settings({
  width: required(whole(1, 4096)),
  hidden: required(whole(1, 4096)),
});

/** What a block is like, see {@link BLOCK_SETTINGS}. */
export type BlockConfig = Given<typeof BLOCK_SETTINGS>;

/**
 * Parameters to start {@link encoderBlock} with: norms that change nothing, attention by Glorot's rule,
 * the perceptron as PyTorch's Linear.
 *
 * @param key each part is drawn from the fold by its name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width is no whole number of at least 1, or a name is unknown
 *
 * @example
 * ```ts
 * import { encoderBlockParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const block = encoderBlockParameters(key(0), { width: 8, hidden: 32 });
 * assertEquals(block.forward.output!.weight.shape, [32, 8]);
 * ```
 */
export function encoderBlockParameters(key: Key, config: BlockConfig): EncoderBlockParameters {
  const { width, hidden } = BLOCK_SETTINGS.read("start an encoder block", config);
  return {
    selfNorm: layerNormParameters(width),
    self: attentionParameters(fold(key, "self"), { width }),
    forwardNorm: layerNormParameters(width),
    forward: mlpParameters(fold(key, "forward"), {
      inputs: width,
      hidden: [hidden],
      outputs: width,
    }),
  };
}

/**
 * Parameters to start {@link decoderBlock} with; see {@link encoderBlockParameters}.
 *
 * @param key each part is drawn from the fold by its name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width is no whole number of at least 1, or a name is unknown
 *
 * @example
 * ```ts
 * import { decoderBlockParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const block = decoderBlockParameters(key(0), { width: 8, hidden: 32 });
 * assertEquals(block.cross.key.weight.shape, [8, 8]);
 * ```
 */
export function decoderBlockParameters(key: Key, config: BlockConfig): DecoderBlockParameters {
  const { width, hidden } = BLOCK_SETTINGS.read("start a decoder block", config);
  return {
    ...encoderBlockParameters(key, { width, hidden }),
    crossNorm: layerNormParameters(width),
    cross: attentionParameters(fold(key, "cross"), { width }),
  };
}

/**
 * A transformer's encoder block, each part behind a norm and around it a way past it:
 * x ← x + attention(norm x, norm x); x ← x + mlp(norm x), the latter at each step for itself.
 * Vaswani et al. 2017, figure 1, with the norms in front as Xiong et al. 2020 have them (PyTorch's
 * TransformerEncoderLayer with `norm_first`, without dropout): it then learns without a warm-up.
 *
 * @param parameters borrowed
 * @param x `[B, S, D]`, borrowed
 * @param heads a divisor of D
 * @returns `[B, S, D]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {RangeError|TypeError} for other heads, or what is no such tensor
 *
 * @example
 * ```ts
 * import { encoderBlock, encoderBlockParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const block = encoderBlockParameters(key(0), { width: 8, hidden: 16 });
 * assertEquals(encoderBlock(block, tf.ones<tf.Rank.R3>([2, 5, 8]), 2).shape, [2, 5, 8]);
 * ```
 */
export function encoderBlock(
  parameters: EncoderBlockParameters,
  x: tf.Tensor3D,
  heads: number,
): tf.Tensor3D {
  plain.check("apply an encoder block", "parameters", parameters);
  return tf.tidy(() => forwarded(parameters, lookedAtItself(parameters, x, heads)));
}

/**
 * A transformer's decoder block: {@link encoderBlock} with a look at a memory between its two parts,
 * x ← x + attention(norm x, memory). Nothing is masked: all steps are written at once.
 *
 * @param parameters borrowed
 * @param x `[B, S, D]`, borrowed
 * @param memory `[B, M, D]`, borrowed: what an encoder gave
 * @param heads a divisor of D
 * @returns `[B, S, D]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {RangeError|TypeError} for other heads, or what is no such tensor
 *
 * @example
 * ```ts
 * import { decoderBlock, decoderBlockParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const block = decoderBlockParameters(key(0), { width: 8, hidden: 16 });
 * const y = decoderBlock(block, tf.ones<tf.Rank.R3>([2, 5, 8]), tf.ones<tf.Rank.R3>([2, 3, 8]), 2);
 * assertEquals(y.shape, [2, 5, 8]);
 * ```
 */
export function decoderBlock(
  parameters: DecoderBlockParameters,
  x: tf.Tensor3D,
  memory: tf.Tensor3D,
  heads: number,
): tf.Tensor3D {
  plain.check("apply a decoder block", "parameters", parameters);
  const { crossNorm, cross } = parameters;
  return tf.tidy(() => {
    const own = lookedAtItself(parameters, x, heads);
    const seen = tf.add<tf.Tensor3D>(
      own,
      attention(cross, layerNorm(crossNorm, own), memory, heads),
    );
    return forwarded(parameters, seen);
  });
}

function lookedAtItself(
  { selfNorm, self }: EncoderBlockParameters,
  x: tf.Tensor3D,
  heads: number,
): tf.Tensor3D {
  const normed = layerNorm(selfNorm, x);
  return tf.add(x, attention(self, normed, normed, heads));
}

function forwarded({ forwardNorm, forward }: EncoderBlockParameters, x: tf.Tensor3D): tf.Tensor3D {
  const [batch, steps, width] = x.shape;
  const rows = tf.reshape(layerNorm(forwardNorm, x), [batch * steps, width]);
  return tf.add(x, tf.reshape(mlp(forward, rows), x.shape));
}
