import * as tf from "@tensorflow/tfjs";
import { refusal, ShapeError } from "../../math/mod.ts";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels, scratchAddress } from "../runtime/kernels.ts";
import { registerGradient, registerKernel } from "../runtime/register.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/** Samples of a Gaussian squashed by tanh, and how likely they were. */
export interface SquashedSample {
  /** tanh(μ + σ ε), `[B, D]`. */
  readonly action: tf.Tensor2D;
  /** Its log-density in nats, `[B]`. */
  readonly logDensity: tf.Tensor1D;
}

/** The ends between which log σ is kept. */
export type LogStdRange = readonly [lowest: number, highest: number];

/**
 * Samples a Gaussian squashed by tanh, by reparameterization, with the log-densities of the samples:
 * u = μ + σ ε, a = tanh u, log p(a) = Σ_d (−½ ε² − log σ − ½ log 2π − 2 (log 2 − u − softplus(−2u))).
 * One kernel forward, one back; the log-density has no cancellation however large u is.
 * Haarnoja et al. 2018b, appendix C, equation 26, whose log(1 − tanh² u) is written as above.
 *
 * @param policy μ and then log σ of each example, `[B, 2D]`, borrowed: what an actor's network gives
 * @param noise ε, standard normal, `[B, D]`, borrowed; gradients do not flow into it
 * @param logStdRange log σ beyond an end counts as that end, and gets no gradient; default: no ends
 * @returns action and logDensity; the caller owns them. They can be differentiated once, by policy.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, the range is none, or D is above 100,000
 *
 * @example
 * ```ts
 * import { squashedGaussian, startBackend, tf } from "lib/nn";
 * await startBackend();
 * const policy = tf.zeros<tf.Rank.R2>([1, 2]), noise = tf.zeros<tf.Rank.R2>([1, 1]);
 * squashedGaussian(policy, noise).logDensity.dataSync()[0]; // −½ log 2π
 * ```
 */
export function squashedGaussian(
  policy: tf.Tensor2D,
  noise: tf.Tensor2D,
  logStdRange: LogStdRange = [-Infinity, Infinity],
): SquashedSample {
  requireSquashed(policy, noise);
  const [lowest, highest] = logStdRange;
  if (!(lowest <= highest)) {
    const wish = "[lowest, highest], two numbers in order";
    throw new RangeError(refusal("sample a squashed Gaussian", "logStdRange", logStdRange, wish));
  }
  const inputs = { policy, noise };
  const outputs = tf.engine().runKernel<tf.Tensor[]>("SquashedGaussian", inputs, {
    lowest,
    highest,
  });
  return { action: outputs[0] as tf.Tensor2D, logDensity: outputs[1] as tf.Tensor1D };
}

function requireSquashed(policy: tf.Tensor2D, noise: tf.Tensor2D): void {
  const action = "sample a squashed Gaussian";
  requireFloat(action, { policy, noise });
  if (noise.rank !== 2) throw new ShapeError(action, "noise", noise.shape, "[B,D]");
  const [examples, dimension] = noise.shape, [rows, columns] = policy.shape;
  if (policy.rank !== 2 || rows !== examples || columns !== 2 * dimension) {
    throw new ShapeError(action, "policy", policy.shape, `[${examples},${2 * dimension}]`);
  }
}

/** Makes {@link squashedGaussian} and its gradient known to tfjs. */
export function registerSquashedGaussian(): void {
  registerKernel("SquashedGaussian", ({ inputs: { policy, noise }, attrs }) => {
    const [rows = 0, columns = 0] = noise!.shape, { lowest, highest } = attrs as Ends;
    requireRoom(columns);
    const action = newOutput([rows, columns]), logDensity = newOutput([rows]);
    const given = [policy!, noise!].map(addressOf), made = [action, logDensity].map(addressOf);
    const { squashedForward } = kernels();
    squashedForward(rows, columns, ...given, lowest, highest, ...made, scratchAddress());
    return [action, logDensity];
  });
  registerKernel("SquashedGaussianBackward", ({ inputs, attrs }) => {
    const { dAction, dLogDensity, action, policy, noise } = inputs;
    const [rows = 0, columns = 0] = action!.shape, { lowest, highest } = attrs as Ends;
    const given = [dAction!, dLogDensity!, action!, policy!, noise!].map(addressOf);
    const result = newOutput(policy!.shape);
    kernels().squashedBackward(rows, columns, ...given, lowest, highest, addressOf(result));
    return result;
  });
  registerGradient({
    kernelName: "SquashedGaussian",
    inputsToSave: ["policy", "noise"],
    outputsToSave: [true, false],
    gradFunc: (dys, [policy, noise, action], attrs) => {
      const [dAction, dLogDensity] = dys as tf.Tensor[];
      const inputs = { dAction, dLogDensity, action, policy, noise } as tf.NamedTensorMap;
      return {
        policy: () =>
          tf.engine().runKernel("SquashedGaussianBackward", inputs, attrs as tf.NamedAttrMap),
        noise: () => tf.zerosLike(noise!),
      };
    },
  });
}

/** The terms of a row's log-density lie in the scratch until they are added up. */
function requireRoom(columns: number): void {
  const room = Math.floor(kernels().scratchBytes() / 4);
  if (columns > room) {
    const action = "sample a squashed Gaussian", wish = `at most ${room}`;
    throw new RangeError(refusal(action, "the dimension", columns, wish));
  }
}

type Ends = { readonly lowest: number; readonly highest: number };
