/** A whole sequence seen: memories, codes and both Gaussians of every step. */
import { door, record, ShapeError } from "../../math/mod.ts";
import { denseLayer, mlp, tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { gaussianOf, type SpreadGaussian } from "./gaussians.ts";
import { NETWORKS, type StateSpaceParameters } from "./parameters.ts";
import { look, type Path, PATHS, remember } from "./step.ts";

/** B sequences of T pictures, with what was done between them. */
export interface SequenceRows {
  /** `[T, B, P]`, grey values in [0, 1]. */
  readonly pictures: tf.Tensor;
  /** `[T − 1, B, A]`: action t was taken between pictures t and t + 1. */
  readonly actions: tf.Tensor;
  /** ε, standard normal, `[T, B, Z]`. */
  readonly noise: tf.Tensor;
}

/** What was believed: row t·B + b is of step t of sequence b. */
export type ObservedRows = {
  /** h, `[T·B, H]`. */
  readonly memory: tf.Tensor;
  /** z as drawn from q, `[T·B, Z]`. */
  readonly code: tf.Tensor;
  /** q(z_t | h_t, o_t). */
  readonly posterior: SpreadGaussian;
  /** p(z_t | h_t). */
  readonly prior: SpreadGaussian;
};

const DOING = "observe a sequence";
const checkObserve = door(DOING, {
  parameters: NETWORKS,
  sequence: record({
    pictures: tensorShape(["T", "B", "P"]),
    actions: tensorShape(["T−1", "B", "A"]),
    noise: tensorShape(["T", "B", "Z"]),
  }, "a sequence { pictures, actions, noise } of tensors"),
  path: PATHS,
});

/**
 * The pass with open eyes: h₀ = 0, z_t = μ_t + σ_t ε_t of q(z_t | h_t, o_t), and
 * h_{t+1} = GRU(h_t, [z_t, a_t]). Pictures are encoded, and priors computed, for all steps at once: only
 * memory and look go step by step.
 *
 * @param parameters borrowed, as all tensors here
 * @param rows T ≥ 2 pictures of each of B sequences; no action more than fits between them
 * @param path see {@link PATHS}; `deterministic` takes z_t = μ_t
 * @returns `T·B` rows; the caller owns them
 * @throws {ShapeError|TypeError} when the shapes do not fit: another number of actions than fits
 *   between the pictures, no step at all
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * import { observeSequence, startBackend, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const own = stateSpaceParameters(key(0), { pixels: 16, actions: 1, memory: 5, code: 2 });
 * const rows = {
 *   pictures: tf.zeros([4, 3, 16]),
 *   actions: tf.zeros([3, 3, 1]),
 *   noise: tf.zeros([4, 3, 2]),
 * };
 * assertEquals(observeSequence(own, rows).memory.shape, [12, 5]);
 * ```
 */
export function observeSequence(
  parameters: StateSpaceParameters,
  rows: SequenceRows,
  path: Path = "both",
): ObservedRows {
  requireSequence(parameters, rows, path);
  return tf.tidy(() => observed(parameters, rows, path));
}

/** The door of everything that is given a sequence. */
export function requireSequence(
  parameters: StateSpaceParameters,
  sequence: SequenceRows,
  path: Path,
): void {
  checkObserve({ parameters, sequence, path });
  requireSteps(sequence.pictures.shape[0]!, sequence.actions.shape[0]!);
}

function requireSteps(pictures: number, actions: number): void {
  if (pictures >= 2 && actions === pictures - 1) return;
  const got = pictures < 2 ? ["pictures", pictures] as const : ["actions", actions] as const;
  const wish = pictures < 2 ? "two steps or more" : `${pictures - 1}, one between two pictures`;
  throw new ShapeError(DOING, got[0], [got[1]], wish);
}

/** The pass, trusted. */
export function observed(
  parameters: StateSpaceParameters,
  { pictures, actions, noise }: SequenceRows,
  path: Path,
): ObservedRows {
  const [T = 0, B = 0, P = 0] = pictures.shape, H = parameters.memory.stateBias.shape[1]!;
  const said = tf.split(mlp(parameters.encoder, tf.reshape(pictures, [T * B, P])), T, 0);
  const done = tf.unstack(actions), drawn = tf.unstack(noise);
  const memories: tf.Tensor[] = [], codes: tf.Tensor[] = [], looks: SpreadGaussian[] = [];
  let memory: tf.Tensor = tf.zeros([B, H]);
  for (let t = 0; t < T; t++) {
    if (t > 0) memory = remember(parameters, { memory, code: codes[t - 1]! }, done[t - 1]!, path);
    const at = look(parameters, memory, said[t]!);
    memories.push(memory);
    looks.push(at);
    codes.push(path === "deterministic" ? at.mean : tf.add(at.mean, tf.mul(at.std, drawn[t]!)));
  }
  const all = tf.concat(memories, 0);
  return {
    memory: all,
    code: tf.concat(codes, 0),
    posterior: {
      mean: tf.concat(looks.map(({ mean }) => mean), 0),
      std: tf.concat(looks.map(({ std }) => std), 0),
    },
    prior: gaussianOf(denseLayer(parameters.prior, all)),
  };
}
