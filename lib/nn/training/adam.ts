import * as tf from "@tensorflow/tfjs";
import {
  anyList,
  anything,
  numberWith,
  optional,
  positive,
  record,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { noteHostAccess } from "../recording/now.ts";
import { globalNorm, requireSameBlocks } from "../runtime/blocks.ts";
import { addressOf } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";

const decay = numberWith("a number in [0, 1)", (value) => value >= 0 && value < 1);

/** Squares of larger numbers are infinite in float32, and v would stay so for ever, unseen. */
export const LARGEST_NORM = 1e19;

const rate = numberWith(
  `a number above 0, at most ${LARGEST_NORM}`,
  (value) => value > 0 && value <= LARGEST_NORM,
);

/**
 * How {@link adamStep} goes; the defaults are the usual choice.
 *
 * - `learningRate`: η; about how far a parameter goes in a step
 * - `beta1`: β₁, of the mean of the gradients
 * - `beta2`: β₂, of the mean of their squares
 * - `epsilon`: ε, added to the root after the bias of both means was corrected
 * - `maxNorm`: gradients whose {@link globalNorm} is larger are shortened to it; never when left out
 */
export const ADAM_SETTINGS = settings({
  learningRate: setting(rate, 1e-3),
  beta1: setting(decay, 0.9),
  beta2: setting(decay, 0.999),
  epsilon: setting(positive, 1e-8),
  maxNorm: optional(positive),
});

/** {@link ADAM_SETTINGS} without gaps. */
export type AdamConfig = Resolved<typeof ADAM_SETTINGS>;

/** The usual choice. */
export const adamDefaults: AdamConfig = ADAM_SETTINGS.defaults;

const DOING = "take a step of Adam";
const blocks = anyList(anything); // looked at one by one, side by side
const STATE = record({ first: blocks, second: blocks, steps: whole(0) });

/** What Adam remembers; the tensors belong to whoever called {@link adamInit}. */
export interface AdamState {
  /** m of each block. */
  readonly first: readonly tf.Tensor[];
  /** v of each block. */
  readonly second: readonly tf.Tensor[];
  /** Steps taken, t. */
  readonly steps: number;
}

/**
 * A memory of zeros for these parameters.
 *
 * @param parameters float32, borrowed
 * @returns the caller disposes `first` and `second`
 */
export function adamInit(parameters: readonly tf.Tensor[]): AdamState {
  requireSameBlocks("start Adam", { parameters });
  const zeros = () => parameters.map(({ shape }) => tf.keep(tf.zeros(shape)));
  return { first: zeros(), second: zeros(), steps: 0 };
}

/**
 * One step of Adam, in place: nothing is allocated.
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and
 * v̂ = v / (1 − β₂ᵗ). ε stands outside the root and after the correction, as in Kingma & Ba 2015,
 * algorithm 1, and in PyTorch.
 *
 * @param state changed in place, but for the number of steps
 * @param parameters changed in place; tensors that share their numbers (reshapes, clones) change, too
 * @param gradients borrowed
 * @returns the state after the step, with the same tensors
 * @throws {ShapeError} when shapes or numbers of blocks differ
 * @throws {TypeError} when a block is not float32
 * @throws {RangeError} when a block is disposed, or a norm to be limited is not finite
 * @throws {CaptureError} in a captured step outside `onHost`, for the number of steps would stay as it
 *   is: use {@link adamOptimizer}
 *
 * @example
 * ```ts
 * import { adamDefaults, adamInit, adamStep, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const p = tf.tensor1d([1]);
 * const state = adamStep(adamInit([p]), [p], [tf.tensor1d([0.3])], adamDefaults);
 * p.dataSync()[0]; // 0.999: the first step is η long, whatever the gradient
 * ```
 */
export function adamStep(
  state: AdamState,
  parameters: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
  config: AdamConfig,
): AdamState {
  STATE.check(DOING, "state", state);
  const { first, second, steps: before } = state, resolved = ADAM_SETTINGS.read(DOING, config);
  requireSameBlocks(DOING, { parameters, gradients, first, second });
  noteHostAccess();
  const norm = resolved.maxNorm === undefined ? 0 : globalNorm(gradients), steps = before + 1;
  adamAt(adamPlaces(state, parameters, gradients), steps, norm, resolved);
  return { first, second, steps };
}

/** Where a parameter lies with its gradient and its two means, and how many numbers each has. */
type AdamPlace = readonly [size: number, p: number, g: number, m: number, v: number];

/** The places of all blocks; they stay as long as the tensors do. */
export function adamPlaces(
  { first, second }: Pick<AdamState, "first" | "second">,
  parameters: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
): readonly AdamPlace[] {
  return parameters.map((p, i) => {
    const [g, m, v] = [gradients[i]!, first[i]!, second[i]!].map(addressOf);
    return [p.size, addressOf(p), g!, m!, v!] as const;
  });
}

/**
 * The step of {@link adamStep} at these places.
 * @param steps with this one, t
 * @param norm of the gradients; looked at only if it has a limit
 */
export function adamAt(
  places: readonly AdamPlace[],
  steps: number,
  norm: number,
  { learningRate, beta1, beta2, epsilon, maxNorm }: AdamConfig,
): void {
  const scale = gradientScale(norm, maxNorm);
  const rate = learningRate / (1 - beta1 ** steps), root = 1 / Math.sqrt(1 - beta2 ** steps);
  const { adam } = kernels();
  for (const [size, p, g, m, v] of places) {
    adam(size, p, g, m, v, scale, 1 - beta1, 1 - beta2, rate, root, epsilon);
  }
}

function gradientScale(norm: number, maxNorm: number | undefined): number {
  if (maxNorm === undefined) return 1;
  if (!Number.isFinite(norm)) {
    throw new RangeError(`Cannot limit the gradients: their norm is ${norm}, expected a number`);
  }
  return norm > maxNorm ? maxNorm / norm : 1;
}
