import * as tf from "@tensorflow/tfjs";
import {
  door,
  fold,
  type Given,
  type Key,
  record,
  required,
  settings,
  ShapeError,
  split,
  whole,
} from "../../math/mod.ts";
import { tensorShape } from "../runtime/tensor_shape.ts";
import { runGru } from "../ops/gru/kernels.ts";
import { requireFloat } from "../runtime/require_tensor.ts";
import { glorotUniform, orthogonal } from "./initialize.ts";

/** The numbers of a GRU cell; the first axis is the gate: reset, update, candidate. */
export type GruParameters = {
  /** W, `[3, I, H]`. */
  readonly inputWeight: tf.Tensor3D;
  /** b, `[3, H]`. */
  readonly inputBias: tf.Tensor2D;
  /** U, `[3, H, H]`. */
  readonly stateWeight: tf.Tensor3D;
  /** c, `[3, H]`. */
  readonly stateBias: tf.Tensor2D;
};

/** What a GRU cell is like: the width of its input, I, and of its state, H. */
export const GRU_SETTINGS = settings({ inputs: required(whole(1)), hidden: required(whole(1)) });

/** What a GRU cell is like, see {@link GRU_SETTINGS}. */
export type GruConfig = Given<typeof GRU_SETTINGS>;

/**
 * Parameters to start a GRU cell with: input weights by {@link glorotUniform}, each gate's state
 * weights {@link orthogonal}, biases 0.
 *
 * @param key each tensor is drawn from the fold by its name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width is no whole number of at least 1, or a name is neither
 *
 * @example
 * ```ts
 * import { gruParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(gruParameters(key(0), { inputs: 4, hidden: 8 }).stateWeight.shape, [3, 8, 8]);
 * ```
 */
export function gruParameters(key: Key, config: GruConfig): GruParameters {
  const { inputs, hidden } = GRU_SETTINGS.read("start a GRU", config);
  const inputKey = fold(key, "inputWeight"), fans = { inputs, outputs: hidden };
  const stateKeys = split(fold(key, "stateWeight"), 3);
  return {
    inputWeight: glorotUniform(inputKey, [3, inputs, hidden], fans) as tf.Tensor3D,
    inputBias: tf.zeros([3, hidden]),
    stateWeight: tf.tidy(() =>
      tf.stack(stateKeys.map((each) => orthogonal(each, [hidden, hidden]))) as tf.Tensor3D
    ),
    stateBias: tf.zeros([3, hidden]),
  };
}

const CELL = {
  parameters: record({
    inputWeight: tensorShape([3, "I", "H"]),
    inputBias: tensorShape([3, "H"]),
    stateWeight: tensorShape([3, "H", "H"]),
    stateBias: tensorShape([3, "H"]),
  }),
};
const checkStep = door("step a GRU", {
  ...CELL,
  x: tensorShape(["B", "I"]),
  state: tensorShape(["B", "H"]),
});

/**
 * One step of a gated recurrent unit, from x and the state h to the next state h′.
 * r = σ(x W₀ + b₀ + h U₀ + c₀), the reset gate;
 * z = σ(x W₁ + b₁ + h U₁ + c₁), the update gate;
 * n = tanh(x W₂ + b₂ + r ⊙ (h U₂ + c₂)), the candidate;
 * h′ = (1 − z) ⊙ n + z ⊙ h.
 * The reset gate acts after the product, as in PyTorch and cuDNN, with the gates in their order; Cho
 * et al. 2014, section 2.3, reset h before it.
 *
 * @param parameters borrowed
 * @param x `[B, I]`, borrowed
 * @param state h, `[B, H]`, borrowed
 * @returns h′, `[B, H]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { gruCell, gruParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const cell = gruParameters(key(0), { inputs: 2, hidden: 3 });
 * const next = gruCell(cell, tf.zeros([5, 2]), tf.zeros([5, 3]));
 * assertEquals(next.shape, [5, 3]);
 * ```
 */
export function gruCell(
  parameters: GruParameters,
  x: tf.Tensor2D,
  state: tf.Tensor2D,
): tf.Tensor2D {
  checkStep({ parameters, x, state });
  requireFloat("step a GRU", { x, state });
  return runGru(x, state, inOrder(parameters)) as tf.Tensor2D;
}

const checkRun = door("run a GRU", {
  ...CELL,
  x: tensorShape(["T", "B", "I"]),
  state: tensorShape(["B", "H"]),
});

/**
 * A gated recurrent unit over a whole sequence: {@link gruCell} T times, in one operation. What can be
 * done for all steps at once is, so it takes much less time than cell by cell.
 *
 * @param parameters borrowed
 * @param x `[T, B, I]`, T ≥ 1, borrowed
 * @param state h before the first step, `[B, H]`, borrowed
 * @returns the states after each step, `[T, B, H]`; the caller owns them. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit, or there is no step
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { gru, gruParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const cell = gruParameters(key(0), { inputs: 2, hidden: 3 });
 * const states = gru(cell, tf.zeros([10, 5, 2]), tf.zeros([5, 3]));
 * assertEquals(states.shape, [10, 5, 3]);
 * ```
 */
export function gru(parameters: GruParameters, x: tf.Tensor3D, state: tf.Tensor2D): tf.Tensor3D {
  checkRun({ parameters, x, state });
  requireFloat("run a GRU", { x, state });
  if (x.shape[0] === 0) {
    throw new ShapeError("run a GRU", "x", x.shape, "[T,B,I] with T of at least 1");
  }
  return runGru(x, state, inOrder(parameters)) as tf.Tensor3D;
}

function inOrder(parameters: GruParameters): readonly tf.Tensor[] {
  const { inputWeight, inputBias, stateWeight, stateBias } = parameters;
  requireFloat("run a GRU", { inputWeight, inputBias, stateWeight, stateBias });
  return [inputWeight, inputBias, stateWeight, stateBias];
}
