/** A recurrent state-space model that learns from windows; each update is one captured list. */
import {
  door,
  fold,
  type Given,
  type Key,
  keyShape,
  MOST_NUMBERS,
  normal,
  positive,
  record,
  refusal,
  setting,
  settings,
  type Shape,
  ShapeError,
  shapeOf,
  whole,
  wrongKind,
} from "../../math/mod.ts";
import { adamOptimizer, capture, onHost, overwrite, valueAndGradients } from "../../nn/mod.ts";
import type { Captured, TensorTree } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { lossOf, type PaidRows, requireHorizon, STATE_SPACE_LOSS, stateSpaceLoss } from "./loss.ts";
import { NETWORKS, type StateSpaceParameters } from "./parameters.ts";
import type { Windows } from "./replay.ts";

/**
 * How a recurrent state-space model learns.
 *
 * - `batch`, `steps`: windows of an update, B, and pictures of each, T
 * - `learningRate`, `maxNorm`: Adam's; the gradient is cut to this length
 * - `loss`: see {@link STATE_SPACE_LOSS}
 */
export const STATE_SPACE_LEARNING = settings({
  batch: setting(whole(1, 65_536), 32),
  steps: setting(whole(2, 10_000), 20),
  learningRate: setting(positive, 1e-3),
  maxNorm: setting(positive, 100),
  loss: setting(STATE_SPACE_LOSS, {}),
});

/** How it learns, see {@link STATE_SPACE_LEARNING}. */
export type StateSpaceLearningConfig = Given<typeof STATE_SPACE_LEARNING>;

/** A training under way; owns its optimizer and its recording, borrows the parameters. */
export interface StateSpaceLearner extends Disposable {
  /** Learns from windows; the loss and its terms before it learned, nats a step. */
  readonly learn: (key: Key, windows: Windows) => Readonly<Record<string, number>>;
  /** The update as it is replayed, for measurements. */
  readonly captured: Captured;
  /** All that an update changes: the parameters, and what Adam remembers. */
  readonly tensors: TensorTree;
}

const DOING = "learn a state-space model";
const checkLearner = door(DOING, { parameters: NETWORKS });
const bytes: Shape<Uint8Array> = shapeOf(
  "a Uint8Array of grey values",
  (value) => value instanceof Uint8Array ? undefined : wrongKind(value, "a Uint8Array"),
);
const floats: Shape<Float32Array> = shapeOf(
  "a Float32Array",
  (value) => value instanceof Float32Array ? undefined : wrongKind(value, "a Float32Array"),
);
const checkLearn = door(DOING, {
  key: keyShape,
  windows: record({ pictures: bytes, actions: floats, rewards: floats }, "windows of a replay"),
});

/**
 * Adam on `stateSpaceLoss`, for windows as they come. The first two updates are recorded, all later
 * ones replayed.
 *
 * @param parameters borrowed; changed in place
 * @param config see {@link STATE_SPACE_LEARNING}
 * @returns owns memory: `using` frees it, never the parameters
 * @throws {RangeError|TypeError|ShapeError} for a bad or unknown option, predictions beyond the window;
 *   at an update, windows of another size
 * @throws {NonFiniteTensorError} at an update, naming the tensor and the update
 *
 * @example
 * ```ts
 * import { fold, key } from "lib/math";
 * import {
 *   sequenceReplay,
 *   startBackend,
 *   stateSpaceLearner,
 *   stateSpaceParameters,
 * } from "lib/sequence/tensor";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const replay = sequenceReplay({ pixels: 4, actions: 1 });
 * const pictures = [0, 1, 2, 3].map((t) => Uint8Array.of(0, 60, 120, 60 * t));
 * replay.add({ pictures, actions: [[1], [0], [1]], rewards: [1, 0, 1] });
 * const own = stateSpaceParameters(key(0), { pixels: 4, actions: 1, memory: 8, code: 2 });
 * using learner = stateSpaceLearner(own, { batch: 2, steps: 3 });
 * const windows = replay.sample(key(1), { batch: 2, steps: 3 });
 * const first = learner.learn(key(2), windows).pictures!;
 * for (let i = 0; i < 100; i++) learner.learn(fold(key(3), i), windows);
 * assert(learner.learn(key(4), windows).pictures! < first);
 * ```
 */
export function stateSpaceLearner(
  parameters: StateSpaceParameters,
  config: StateSpaceLearningConfig = {},
): StateSpaceLearner {
  checkLearner({ parameters });
  const read = STATE_SPACE_LEARNING.read(DOING, config), { learningRate, maxNorm } = read;
  const loss = STATE_SPACE_LOSS.read(DOING, read.loss, "loss");
  const own = roomFor(parameters, read.batch, read.steps, loss.overshoot);
  const optimizer = adamOptimizer(parameters, { learningRate, maxNorm });
  const terms: Record<string, number> = {};
  const captured = capture(() => {
    using at = valueAndGradients((each) => tf.tidy(() => lossOf(each, own, loss)), parameters);
    optimizer.update(at.gradients);
    onHost(() => Object.assign(terms, at.terms));
  });
  let updates = 0;
  return {
    learn: (key, windows) => {
      checkLearn({ key, windows });
      fill(own, windows, key);
      captured.run(updates++);
      return { ...terms };
    },
    captured,
    tensors: { ...parameters, adam: optimizer.memory },
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose({ ...own });
    },
  };
}

/** Tensors for a batch; looked at once by the loss itself, so that networks that do not fit are refused. */
function roomFor(
  parameters: StateSpaceParameters,
  B: number,
  T: number,
  overshoot: number,
): PaidRows {
  const P = parameters.encoder.hidden1?.weight.shape[0] ?? 0;
  const Z = parameters.prior.bias.shape[0]! / 2;
  const A = parameters.memory.inputWeight.shape[1] - Z;
  const numbers = T * B * Math.max(P, A, Z * overshoot);
  if (numbers > MOST_NUMBERS) {
    throw new RangeError(refusal(DOING, "the batch's numbers", numbers, `at most ${MOST_NUMBERS}`));
  }
  const batch = {
    pictures: tf.zeros([T, B, P]),
    actions: tf.zeros([T - 1, B, A]),
    rewards: tf.zeros([T - 1, B]),
    noise: tf.zeros([T, B, Z]),
  };
  const own = overshoot > 1 ? { ...batch, ahead: tf.zeros([overshoot - 1, T * B, Z]) } : batch;
  try {
    requireHorizon(own, overshoot);
    tf.dispose({ ...stateSpaceLoss(parameters, batch) });
  } catch (error) {
    tf.dispose(own);
    throw error;
  }
  return own;
}

function fill(own: PaidRows, windows: Windows, key: Key): void {
  const { pictures, actions, rewards, noise, ahead } = own;
  if (windows.pictures.length !== pictures.size) {
    const wish = `${pictures.size} bytes, for [${pictures.shape}]`;
    throw new ShapeError(DOING, "windows.pictures", [windows.pictures.length], wish);
  }
  const grey = new Float32Array(pictures.size);
  for (let i = 0; i < grey.length; i++) grey[i] = windows.pictures[i]! / 255;
  overwrite(pictures, grey);
  overwrite(actions, windows.actions);
  overwrite(rewards, windows.rewards);
  overwrite(noise, Float32Array.from(normal(fold(key, "noise"), noise.size)));
  if (ahead !== undefined) {
    overwrite(ahead, Float32Array.from(normal(fold(key, "ahead"), ahead.size)));
  }
}
