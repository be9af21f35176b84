import { door, type Matrix, matrix, plain } from "../../../math/mod.ts";
import { requireFiniteTensor, tensorShape, type TensorTree } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { CONDITIONAL_MODEL, type ConditionalModel } from "./model.ts";

const DOING = "decode targets";
const checkDecode = door(DOING, {
  model: CONDITIONAL_MODEL,
  parameters: plain,
  inputs: matrix("N", "X"),
  codes: matrix("N", "D"),
});

/**
 * What a conditional model's decoder says of inputs by codes: codes of N(0, I) give samples (means of
 * p(y | x, z)), a code of 0 the answer of a policy that does not sample.
 *
 * @param parameters borrowed
 * @param inputs rows x, `[N, X]`
 * @param codes rows z, `[N, D]`
 * @returns rows of what `decode` gives, `[N, Y]`
 * @throws {ShapeError|RangeError|TypeError} for ragged rows, other counts, or widths that do not fit
 * @throws {NonFiniteTensorError} when what comes out is not finite
 *
 * @example
 * ```ts
 * import { decodeTargets, gaussianPixels, mlpConditional } from "lib/inference/tensor";
 * import { mlpConditionalParameters, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const sides = { inputs: 2, targets: 3, hidden: [8], latent: 1 };
 * const parameters = mlpConditionalParameters(key(0), sides), model = mlpConditional(gaussianPixels(1));
 * assertEquals(decodeTargets(model, parameters, [[0, 1]], [[0.5]])[0]!.length, 3);
 * ```
 */
export function decodeTargets<P extends TensorTree>(
  model: ConditionalModel<P>,
  parameters: P,
  inputs: Matrix,
  codes: Matrix,
): number[][] {
  checkDecode({ model, parameters, inputs, codes });
  return tf.tidy(() => {
    const rows = (values: Matrix) => tf.tensor2d(values.flatMap((row) => [...row]), sides(values));
    const decoded = model.decode(parameters, rows(codes), rows(inputs));
    tensorShape([inputs.length, "Y"]).check(DOING, "what decode gives", decoded);
    requireFiniteTensor("what decode gives", decoded);
    return decoded.arraySync();
  });
}

const sides = (values: Matrix): [number, number] => [values.length, values[0]!.length];

const checkEncode = door("encode targets", {
  model: CONDITIONAL_MODEL,
  parameters: plain,
  inputs: matrix("N", "X"),
  targets: matrix("N", "Y"),
});

/**
 * The codes of targets: mean and standard deviation of q(z | x, y).
 *
 * @param parameters borrowed
 * @param inputs rows x, `[N, X]`
 * @param targets rows y, `[N, Y]`
 * @returns means and standard deviations, rows `[N, D]`
 * @throws {ShapeError|RangeError|TypeError} for ragged rows, other counts, or widths that do not fit
 * @throws {NonFiniteTensorError} when what comes out is not finite
 *
 * @example
 * ```ts
 * import { encodeTargets, gaussianPixels, mlpConditional } from "lib/inference/tensor";
 * import { mlpConditionalParameters, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const sides = { inputs: 2, targets: 1, hidden: [8], latent: 3 };
 * const parameters = mlpConditionalParameters(key(0), sides), model = mlpConditional(gaussianPixels(1));
 * assertEquals(encodeTargets(model, parameters, [[0, 1]], [[2]]).means[0]!.length, 3);
 * ```
 */
export function encodeTargets<P extends TensorTree>(
  model: ConditionalModel<P>,
  parameters: P,
  inputs: Matrix,
  targets: Matrix,
): { readonly means: number[][]; readonly stds: number[][] } {
  checkEncode({ model, parameters, inputs, targets });
  return tf.tidy(() => {
    const rows = (values: Matrix) => tf.tensor2d(values.flatMap((row) => [...row]), sides(values));
    const posterior = model.encode(parameters, rows(inputs), rows(targets));
    tensorShape([inputs.length, "2D"]).check("encode targets", "what encode gives", posterior);
    requireFiniteTensor("what encode gives", tf.exp(posterior)); // σ, too
    const all = posterior.arraySync(), D = posterior.shape[1] / 2;
    return {
      means: all.map((row) => row.slice(0, D)),
      stds: all.map((row) => row.slice(D).map(Math.exp)),
    };
  });
}
