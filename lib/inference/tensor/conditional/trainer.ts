import {
  callable,
  door,
  fold,
  type Given,
  type Key,
  keyShape,
  type Matrix,
  matrix,
  normal,
  permutation,
  plain,
  positive,
  record,
  refusal,
  setting,
  settings,
  whole,
} from "../../../math/mod.ts";
import {
  adamOptimizer,
  capture,
  type Loss,
  onHost,
  overwrite,
  type TensorTree,
  valueAndGradients,
} from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import type { ConditionalBatch } from "./model.ts";

/**
 * How a model of targets given inputs is trained.
 *
 * - `batch`: examples a step
 * - `learningRate`: Adam's
 * - `latent`: numbers of noise an example, at most 65,536; default 1
 */
export const CONDITIONAL_TRAINING = settings({
  batch: setting(whole(1), 128),
  learningRate: setting(positive, 1e-3),
  latent: setting(whole(1, 65_536), 1),
});

/** How it is trained, see {@link CONDITIONAL_TRAINING}. */
export type ConditionalTrainingConfig = Given<typeof CONDITIONAL_TRAINING>;

/** Rows of inputs, and of what followed. */
export interface ConditionalData {
  /** `[N, X]`. */
  readonly inputs: Matrix;
  /** `[N, Y]`. */
  readonly targets: Matrix;
}

/** A training under way; owns its optimizer and its recording, borrows the parameters. */
export interface ConditionalTrainer extends Disposable {
  /** Learns from the next batch; the loss and its terms before it learned, nats an example. */
  readonly step: () => Readonly<Record<string, number>>;
  /** Steps taken. */
  readonly steps: () => number;
}

const DOING = "train a conditional model";
const checkTrainer = door(DOING, {
  key: keyShape,
  loss: callable("a function of parameters and a batch"),
  parameters: plain,
  data: record({ inputs: matrix("N", "X"), targets: matrix("N", "Y") }, "data { inputs, targets }"),
});

/**
 * Minimizes a loss of targets given inputs by Adam on random batches, a step at a time; each step is
 * one captured list of kernels. Every epoch goes through the examples in a new order, and leaves out
 * the rest that fills no batch. Least squares, a mixture's likelihood and a conditional bound are all
 * trained so; what differs is the loss.
 *
 * @param key orders are drawn from folds of it, and the noise
 * @param loss of parameters and a batch; borrows both, gives scalars
 * @param parameters borrowed; changed in place
 * @param data inputs and targets, row by row
 * @param config see {@link CONDITIONAL_TRAINING}
 * @returns owns memory: `using` frees it, never the parameters
 * @throws {RangeError|TypeError|ShapeError} for ragged rows, fewer than a batch, a bad or unknown option
 * @throws {NonFiniteTensorError} at a step, naming the tensor and the step
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { conditionalTrainer, startBackend } from "lib/inference/tensor";
 * import { denseLayer, denseParameters } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const line = denseParameters(key(0), { inputs: 1, outputs: 1 });
 * using trainer = conditionalTrainer(
 *   key(1),
 *   (own, { inputs, targets }) =>
 *     tf.tidy(() => tf.mean(tf.squaredDifference(denseLayer(own, inputs), targets))),
 *   line,
 *   { inputs: [[0], [1], [2]], targets: [[1], [3], [5]] },
 *   { batch: 3, learningRate: 0.1 },
 * );
 * for (let i = 0; i < 300; i++) trainer.step();
 * assert(trainer.step().loss! < 0.01);
 * ```
 */
export function conditionalTrainer<P extends TensorTree>(
  key: Key,
  loss: (parameters: P, batch: ConditionalBatch) => Loss,
  parameters: P,
  data: ConditionalData,
  config: ConditionalTrainingConfig = {},
): ConditionalTrainer {
  checkTrainer({ key, loss, parameters, data });
  const { batch, learningRate, latent } = CONDITIONAL_TRAINING.read(DOING, config);
  const count = data.inputs.length;
  if (count < batch) {
    throw new RangeError(refusal(DOING, "data.inputs", count, `at least a batch of ${batch}`));
  }
  const own = {
    inputs: tf.zeros<tf.Rank.R2>([batch, data.inputs[0]!.length]),
    targets: tf.zeros<tf.Rank.R2>([batch, data.targets[0]!.length]),
    noise: tf.zeros<tf.Rank.R2>([batch, latent]),
  };
  const optimizer = adamOptimizer(parameters, { learningRate });
  const terms: Record<string, number> = {};
  const captured = capture(() => {
    using at = valueAndGradients((each) => loss(each, own), parameters);
    optimizer.update(at.gradients);
    onHost(() => Object.assign(terms, at.terms));
  });
  const feed = feeder(key, data, own);
  let steps = 0;
  return {
    step: () => {
      feed(steps);
      captured.run(steps++);
      return { ...terms };
    },
    steps: () => steps,
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose(own);
    },
  };
}

/** Puts the batch of a step into its tensors. */
function feeder(key: Key, data: ConditionalData, into: ConditionalBatch): (step: number) => void {
  const rows = [data.inputs, data.targets].map((all) => all.map((row) => Float32Array.from(row)));
  const places = [into.inputs, into.targets], batch = into.inputs.shape[0];
  const numbers = places.map(({ size }) => new Float32Array(size));
  const perEpoch = Math.floor(data.inputs.length / batch);
  const [orders, noises] = ["order", "noise"].map((name) => fold(key, name));
  let order: Int32Array = new Int32Array(0);
  return (step) => {
    const place = step % perEpoch;
    if (place === 0) order = permutation(fold(orders!, step / perEpoch), data.inputs.length);
    places.forEach((tensor, which) => {
      const width = tensor.shape[1], list = numbers[which]!;
      for (let i = 0; i < batch; i++) {
        list.set(rows[which]![order[place * batch + i]!]!, i * width);
      }
      overwrite(tensor, list);
    });
    overwrite(into.noise, Float32Array.from(normal(fold(noises!, step), into.noise.size)));
  };
}
