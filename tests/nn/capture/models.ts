/** Models that learn: how a step is written, what it is fed, and the tensors that it changes. */
import { fold, type Key, key, normal } from "lib/math";
import {
  adamOptimizer,
  denseLayer,
  denseParameters,
  gruCell,
  gruParameters,
  onHost,
  overwrite,
  startBackend,
  type TensorTree,
  treeEntries,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { vaeNumbers, type VaeProblem } from "../../../tools/bench/vae_problem.ts";
import { vaeStep, vaeTraining } from "../../../tools/bench/vae_step.ts";
import { vaeTensors } from "../../../tools/bench/vae_tensors.ts";

await startBackend();

/** A step of training and what belongs to it. */
export interface Model extends Disposable {
  /** Puts the numbers of a run into its tensors. */
  readonly feed: (run: number) => void;
  readonly step: () => void;
  /** All that a step changes. */
  readonly state: TensorTree;
  /** Losses, as the step left them. */
  readonly losses: number[];
}

/** Frees tensors. */
export function disposeAll(...trees: readonly TensorTree[]): void {
  for (const tree of trees) for (const [, tensor] of treeEntries(tree)) tensor.dispose();
}

/** The VAE of the bench. */
export function vae(problem: VaeProblem): Model {
  const { layers, batches } = vaeTensors(problem, vaeNumbers(problem));
  const training = vaeTraining(problem, layers), losses: number[] = [];
  const { batch, optimizer } = training;
  return {
    losses,
    state: { layers, memory: optimizer.memory },
    feed: (run) => {
      const next = batches[run % batches.length]!;
      for (const name of ["images", "noise"] as const) {
        overwrite(batch[name], next[name].dataSync());
      }
    },
    step: () => {
      vaeStep(problem, training);
      onHost(() => losses.push(training.loss));
    },
    [Symbol.dispose]: () => {
      optimizer[Symbol.dispose]();
      disposeAll(layers, ...batches, batch);
    },
  };
}

/** Sizes of a recurrent network. */
export interface Sizes {
  readonly steps: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
}

/** Reads a sequence and says a number at its end; the gradients' norm is limited. */
export function recurrent({ steps, batch, inputs, hidden }: Sizes, root: Key = key(5)): Model {
  const parameters = {
    cell: gruParameters(fold(root, "cell"), { inputs, hidden }),
    head: denseParameters(fold(root, "head"), { inputs: hidden, outputs: 1 }),
  };
  const optimizer = adamOptimizer(parameters, { maxNorm: 0.5 }), losses: number[] = [];
  const seen = Array.from({ length: steps }, () => tf.zeros<tf.Rank.R2>([batch, inputs]));
  const wanted = tf.zeros([batch, 1]);
  const loss = ({ cell, head }: typeof parameters) =>
    tf.tidy(() => {
      let state = tf.zeros<tf.Rank.R2>([batch, hidden]);
      for (const x of seen) state = gruCell(cell, x, state);
      return tf.mean<tf.Scalar>(tf.squaredDifference(denseLayer(head, state), wanted));
    });
  return {
    losses,
    state: { parameters, memory: optimizer.memory },
    feed: (run) => {
      const own = fold(fold(root, "data"), run);
      seen.forEach((x, t) => overwrite(x, normal(fold(own, t), x.size)));
      overwrite(wanted, normal(fold(own, "wanted"), batch));
    },
    step: () => {
      using at = valueAndGradients(loss, parameters);
      optimizer.update(at.gradients);
      onHost(() => losses.push(at.loss));
    },
    [Symbol.dispose]: () => {
      optimizer[Symbol.dispose]();
      disposeAll(parameters, { wanted, ...Object.fromEntries(seen.entries()) });
    },
  };
}
