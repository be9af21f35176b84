/** One step of a recurrent state-space model, blind and with open eyes. */
import { door, oneOf, record } from "../../math/mod.ts";
import { denseLayer, gruCell, mlp, tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { gaussianOf, type SpreadGaussian } from "./gaussians.ts";
import { NETWORKS, type StateSpaceParameters } from "./parameters.ts";

/**
 * Which of the two ways information may take from step to step: `both`; `deterministic`, where codes
 * are means and nothing is drawn (the public code's `mean_only`); `stochastic`, where the memory is
 * emptied before every step and hidden from decoder and reward, so that the code alone is the state.
 */
export const PATHS = oneOf("both", "deterministic", "stochastic");
export type Path = "both" | "deterministic" | "stochastic";

/** Where a model believes it is: rows of memories and codes. */
export interface StateRows {
  /** h, `[B, H]`. */
  readonly memory: tf.Tensor;
  /** z, `[B, Z]`. */
  readonly code: tf.Tensor;
}

/** What comes of a step: the memory, and a Gaussian over codes. */
export interface StepRows extends SpreadGaussian {
  readonly memory: tf.Tensor;
}

const STATE = record(
  { memory: tensorShape(["B", "H"]), code: tensorShape(["B", "Z"]) },
  "a state { memory, code } of tensors",
);
const checkPrior = door("imagine a step", {
  parameters: NETWORKS,
  state: STATE,
  action: tensorShape(["B", "A"]),
  path: PATHS,
});

/**
 * The blind step: h′ = GRU(h, [z, a]), and p(z′ | h′) = N(μ, σ²), both linear in h′.
 *
 * @param parameters borrowed, as all tensors here
 * @param state `[B, H]` and `[B, Z]`
 * @param action `[B, A]`
 * @param path see {@link PATHS}; `stochastic` begins with an empty memory
 * @returns h′ `[B, H]`, mean and σ `[B, Z]`; the caller owns them
 * @throws {ShapeError|TypeError} when the shapes do not fit, or something is no tensor
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * import { priorStep, startBackend, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const own = stateSpaceParameters(key(0), { pixels: 16, actions: 1, memory: 5, code: 2 });
 * const state = { memory: tf.zeros([3, 5]), code: tf.zeros([3, 2]) };
 * assertEquals(priorStep(own, state, tf.zeros([3, 1])).mean.shape, [3, 2]);
 * ```
 */
export function priorStep(
  parameters: StateSpaceParameters,
  state: StateRows,
  action: tf.Tensor,
  path: Path = "both",
): StepRows {
  checkPrior({ parameters, state, action, path });
  return tf.tidy(() => {
    const memory = remember(parameters, state, action, path);
    return { memory, ...gaussianOf(denseLayer(parameters.prior, memory)) };
  });
}

/** h′, trusted. */
export function remember(
  { memory: cell }: StateSpaceParameters,
  { memory, code }: StateRows,
  action: tf.Tensor,
  path: Path,
): tf.Tensor2D {
  const before = path === "stochastic" ? tf.zerosLike(memory) : memory;
  return gruCell(cell, tf.concat([code, action], 1) as tf.Tensor2D, before as tf.Tensor2D);
}

const checkPosterior = door("look at a picture", {
  parameters: NETWORKS,
  memory: tensorShape(["B", "H"]),
  pictures: tensorShape(["B", "P"]),
});

/**
 * The look: q(z | h, o), a Gaussian, from the memory of everything before and the picture of now.
 *
 * @param memory `[B, H]`, borrowed, as all tensors here
 * @param pictures `[B, P]`, grey values in [0, 1]
 * @returns mean and σ `[B, Z]`; the caller owns them
 * @throws {ShapeError|TypeError} when the shapes do not fit, or something is no tensor
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * import { posteriorStep, startBackend, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const own = stateSpaceParameters(key(0), { pixels: 16, actions: 1, memory: 5, code: 2 });
 * assertEquals(posteriorStep(own, tf.zeros([3, 5]), tf.zeros([3, 16])).std.shape, [3, 2]);
 * ```
 */
export function posteriorStep(
  parameters: StateSpaceParameters,
  memory: tf.Tensor,
  pictures: tf.Tensor,
): SpreadGaussian {
  checkPosterior({ parameters, memory, pictures });
  return tf.tidy(() => look(parameters, memory, mlp(parameters.encoder, pictures)));
}

/** q(z | h, what is said of the picture), trusted. */
export function look(
  { posterior }: StateSpaceParameters,
  memory: tf.Tensor,
  said: tf.Tensor,
): SpreadGaussian {
  return gaussianOf(mlp(posterior, tf.concat([memory, said], 1)));
}

/** What decoder and reward see of states, `[N, H + Z]`: on the stochastic path no memory. */
export function featuresOf({ memory, code }: StateRows, path: Path): tf.Tensor {
  return tf.concat([path === "stochastic" ? tf.zerosLike(memory) : memory, code], 1);
}
