import {
  categorical,
  door,
  finite,
  fold,
  type Key,
  keyShape,
  matrix,
  normal,
  positive,
  setting,
  settings,
  softmax,
  whole,
} from "../../../math/mod.ts";
import { tensorShape } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";

/**
 * How a network's numbers are a mixture.
 *
 * - `components`: K
 * - `leastStd`: σ = leastStd + e^s, with s what the network says: without a floor a component that sits
 *   on a repeated target would shrink for ever, and the likelihood grow (chapter 03); default 0.02
 */
export const MIXTURE_NETWORK = settings({
  components: setting(whole(1), 2),
  leastStd: setting(positive, 0.02),
});

/** How a network's numbers are a mixture, see {@link MIXTURE_NETWORK}. */
export interface MixtureNetworkConfig {
  readonly components?: number;
  readonly leastStd?: number;
}

const DOING = "evaluate a mixture network";
const checkDensity = door(DOING, {
  outputs: tensorShape(["B", "P"]),
  targets: tensorShape(["B", "Y"]),
});

/**
 * log Σ_k w_k(x) N(y; μ_k(x), diag σ_k(x)²) of each example, in nats, where a network of x has said the
 * K logits of the weights, then the K means one after the other, then what makes the K σs.
 * Bishop 1994, *Mixture density networks*, equations 22–23, with diagonal covariances.
 *
 * @param outputs `[B, K (1 + 2Y)]`, borrowed
 * @param targets y, `[B, Y]`, borrowed
 * @param config see {@link MIXTURE_NETWORK}
 * @returns `[B]`, differentiable in the outputs; the caller owns it
 * @throws {ShapeError} when the widths do not fit
 * @throws {RangeError|TypeError} for bad or unknown options, or what is no tensor
 *
 * @example
 * ```ts
 * import { mixtureNetworkLogLikelihood, startBackend } from "lib/inference/tensor";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const outputs = tf.tensor2d([[0, 0, -1, 1, 0, 0]]); // two halves, at −1 and 1
 * mixtureNetworkLogLikelihood(outputs, tf.tensor2d([[1]])).dataSync()[0];
 * ```
 */
export function mixtureNetworkLogLikelihood(
  outputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  config: MixtureNetworkConfig = {},
): tf.Tensor1D {
  checkDensity({ outputs, targets });
  const { components: K, leastStd } = MIXTURE_NETWORK.read(DOING, config);
  const [examples, width] = targets.shape;
  tensorShape([examples, K * (1 + 2 * width)]).check(DOING, "outputs", outputs);
  return tf.tidy(() => {
    const part = (from: number, size: number) => tf.slice(outputs, [0, from], [examples, size]);
    const logits = part(0, K), sides: [number, number, number] = [examples, K, width];
    const means = tf.reshape(part(K, K * width), sides);
    const stds = tf.add(tf.exp(tf.reshape(part(K + K * width, K * width), sides)), leastStd);
    const gaps = tf.div(tf.sub(tf.expandDims(targets, 1), means), stds);
    const terms = tf.sub(tf.mul(tf.square(gaps), -0.5), tf.log(stds));
    const densities = tf.sub(tf.sum(terms, 2), 0.5 * width * Math.log(2 * Math.PI)); // [B, K]
    const weights = tf.sub(logits, logSumExp(logits));
    return tf.reshape(logSumExp(tf.add(densities, weights) as tf.Tensor2D), [examples]);
  });
}

/** log Σ exp over the columns, `[B, 1]`; the largest goes out of the sum first. */
function logSumExp(x: tf.Tensor2D): tf.Tensor2D {
  const weights = tf.softmax(x); // log Σ eˣ = Σ w x − Σ w log w, for w = softmax x
  const entropy = tf.neg(tf.sum(tf.mul(weights, tf.log(tf.add(weights, 1e-30))), 1, true));
  return tf.add(tf.sum(tf.mul(weights, x), 1, true), entropy);
}

const checkSample = door("sample a mixture network", { key: keyShape, outputs: matrix("B", "P") });

/**
 * A target from each row of what a mixture network said: a component by its weight, then a draw from it.
 *
 * @param key each row's draws come from a fold of it
 * @param outputs rows of K (1 + 2Y) numbers
 * @param config see {@link MIXTURE_NETWORK}
 * @returns rows of Y numbers
 * @throws {RangeError|TypeError} for ragged rows, a width that fits no such mixture, or a bad option
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { sampleMixtureNetwork } from "lib/inference/tensor";
 * import { assert } from "@std/assert";
 * const [y] = sampleMixtureNetwork(key(0), [[0, -50, 3, 7, -9, -9]]); // the first: 3 ± 0.02
 * assert(Math.abs(y![0]! - 3) < 0.2);
 * ```
 */
export function sampleMixtureNetwork(
  key: Key,
  outputs: readonly (readonly number[])[],
  config: MixtureNetworkConfig = {},
): number[][] {
  checkSample({ key, outputs });
  const { components: K, leastStd } = MIXTURE_NETWORK.read("sample a mixture network", config);
  const width = (outputs[0]!.length / K - 1) / 2;
  whole(1).check("sample a mixture network", "numbers of a target", width);
  return outputs.map((row, i) => {
    const own = fold(key, i), weights = softmax(row.slice(0, K));
    const k = categorical(fold(own, "component"), weights, 1)[0]!;
    const noise = normal(fold(own, "noise"), width);
    return Array.from({ length: width }, (_, d) => {
      const std = leastStd + Math.exp(row[K + K * width + k * width + d]!);
      return finite.check(
        "sample a mixture network",
        `what row ${i} gives`,
        row[K + k * width + d]! + std * noise[d]!,
      );
    });
  });
}
