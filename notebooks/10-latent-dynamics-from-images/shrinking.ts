/** The objective of the notes with a spread that is learned, and two others: which codes shrink? */
import { type ConditionalBatch, conditionalTrainer } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type LossTerms, mlp, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { codeLoss, type CodeModel, codeModel, MODEL } from "./model.ts";
import { type Windows, windowsOf } from "./windows.ts";
import { idleEpisodes, WORLD } from "./world.ts";

/** What a missed code is measured in: a spread that is learned, a fixed 0.1, or the code's own. */
export type Measure = "learned" | "fixed" | "own";

/** A code model and the logarithm of its σ. */
export type Shrinking = CodeModel & { readonly noise: { readonly logStd: tf.Tensor } };

/** −log p with σ a parameter: missed²/2σ² + D log σ in place of the dynamics' term. */
export function learnedLoss({ noise, ...own }: Shrinking, batch: ConditionalBatch): LossTerms {
  return tf.tidy(() => {
    const { pictures, dynamics, rewards } = codeLoss(own as CodeModel, batch, "one");
    const logStd = tf.reshape(noise.logStd, []) as tf.Scalar;
    const missed = tf.mul(dynamics!, tf.mul(tf.exp(tf.mul(logStd, -2)), MODEL.dynamics));
    const ahead = tf.add(missed, tf.mul(logStd, MODEL.code)) as tf.Scalar;
    const loss = tf.addN([pictures!, ahead, rewards!]) as tf.Scalar;
    return { loss, pictures: pictures!, dynamics: ahead, rewards: rewards! };
  });
}

/** Root mean square spread of a code over a batch of observations. */
export function spreadOf(own: CodeModel, { inputs }: Windows): number {
  const rows = inputs.slice(0, 500).map((row) => row.slice(0, WORLD.observation));
  const { spread } = readOut(() => {
    const z = mlp(own.encoder, tf.tensor2d(rows));
    return { spread: tf.sqrt(tf.mean(tf.square(tf.sub(z, tf.mean(z, 0, true))))) };
  });
  return spread[0]!;
}

/** Share of the code's variance, mean of its numbers, that one imagined step misses. */
export function missedShare(own: CodeModel, { inputs, targets }: Windows): number {
  const batch = {
    inputs: tf.tensor2d(inputs.slice(0, 500).map((row) => [...row])),
    targets: tf.tensor2d(targets.slice(0, 500).map((row) => [...row])),
  } as ConditionalBatch;
  const { dynamics } = readOut(() => ({ dynamics: codeLoss(own, batch).dynamics! }));
  tf.dispose([batch.inputs, batch.targets]);
  return dynamics[0]! * 2 * MODEL.dynamics / MODEL.code;
}

/** Trains on idle play by one of the measures; spread and terms every so many steps. */
export function shrink(key: Key, measure: Measure, steps: number, every: number) {
  const data = windowsOf(idleEpisodes(fold(key, "idle"), 15), 1),
    code = codeModel(fold(key, "start"));
  const own = { ...code, noise: { logStd: tf.tensor1d([Math.log(0.1)]) } };
  const training = { batch: 64, learningRate: 1e-3 };
  using trainer = measure === "learned"
    ? conditionalTrainer(fold(key, "fit"), learnedLoss, own, data, training)
    : conditionalTrainer(
      fold(key, "fit"),
      (each, batch) => codeLoss(each, batch, measure === "own" ? "spread" : "one"),
      code,
      data,
      training,
    );
  const spreads = [spreadOf(code, data)], dynamics: number[] = [], pictures: number[] = [];
  let sums = [0, 0];
  while (trainer.steps() < steps) {
    const terms = trainer.step();
    sums = [sums[0]! + terms.dynamics! / every, sums[1]! + terms.pictures! / every];
    if (trainer.steps() % every > 0) continue;
    spreads.push(spreadOf(code, data));
    dynamics.push(sums[0]!);
    pictures.push(sums[1]!);
    sums = [0, 0];
  }
  const missed = missedShare(code, data);
  return { spreads, dynamics, pictures, missed };
}
