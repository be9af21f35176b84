/** Autoencoders that learn codes of frames, along with Q or before it. */
import type { Batch, Reading } from "lib/agents";
import { mlpVae, vaeLearner, type VaeLearnt } from "lib/inference/tensor";
import { fold, type Key, normal, uniform } from "lib/math";
import * as tf from "lib/nn/tf";
import * as codes from "./codes.ts";
import { priorFrames, type Seen } from "./prior_frames.ts";

/**
 * Trained along with Q; the same with the key's pixels counted eight times; the same with rewards to
 * explain; trained before Q on frames of random walking, then left as it is.
 */
export type CodeKind = "along" | "weighted" | "reward" | "prior";

/** The same for all of them. */
export const CODE = {
  latent: 8,
  batch: 64,
  learningRate: 2e-3,
  weight: 8,
  deviation: 0.01,
  priorFrames: 20_000,
  priorUpdates: 8000,
} as const;

/** A code under way; owns memory. */
export interface CodeLearner extends Disposable {
  readonly batch: number;
  /** Whether the loop is to go on training it. */
  readonly learnsAlong: boolean;
  /** One step of Adam on the negative ELBO of a batch that was remembered. */
  readonly learn: (batch: Pick<Batch, "observations" | "actions" | "rewards">) => VaeLearnt;
  /** μ of frames: what Q is shown. */
  readonly reading: Reading;
  readonly parameters: codes.CodeParameters;
}

/** Networks and model of a kind. */
function partsOf(key: Key, kind: CodeKind, keyPixels: number) {
  const { latent, deviation, weight } = CODE;
  if (kind === "reward") {
    return {
      parameters: codes.rewardVaeParameters(key, latent),
      model: codes.rewardVae(deviation),
    };
  }
  const model = kind === "weighted"
    ? codes.weightedVae(codes.keyWeights(keyPixels, weight))
    : mlpVae;
  return { parameters: codes.codeParameters(key, latent), model };
}

/** A code that has learnt nothing yet; of the kind `"prior"`, one that has learnt all it will. */
export function codeLearner(key: Key, kind: CodeKind, keyPixels: number): CodeLearner {
  const code = freshCode(key, kind, keyPixels);
  if (kind !== "prior") return code;
  const frames = priorFrames(fold(key, "prior"), keyPixels, CODE.priorFrames);
  for (let i = 0; i < CODE.priorUpdates; i++) code.learn(drawn(fold(key, "drawn"), frames, i));
  return { ...code, learnsAlong: false };
}

/** A code that has learnt nothing. */
export function freshCode(key: Key, kind: CodeKind, keyPixels: number): CodeLearner {
  const { parameters, model } = partsOf(fold(key, "start"), kind, keyPixels),
    { batch, latent } = CODE;
  const pixels = kind === "reward" ? codes.PIXELS + 5 : codes.PIXELS;
  const config = { pixels, latent, batch, learningRate: CODE.learningRate };
  const learner = vaeLearner(model as typeof mlpVae, parameters, config);
  let updates = 0;
  return {
    batch,
    learnsAlong: true,
    parameters,
    learn: (from) => {
      const noise = normal(fold(fold(key, "noise"), updates++), batch * latent);
      const rows = kind === "reward" ? withRewards(from) : from.observations;
      return learner.learn(rows, Float32Array.from(noise));
    },
    reading: { width: latent, read: (frames) => codes.meansOf(parameters, frames) },
    [Symbol.dispose]: () => {
      learner[Symbol.dispose]();
      tf.dispose(parameters as unknown as tf.TensorContainer);
    },
  };
}

/** A batch of frames, drawn with replacement. */
export function drawn(key: Key, frames: readonly Seen[], i: number) {
  const rows = Array.from(
    uniform(fold(key, i), CODE.batch, 0, frames.length),
    (at) => frames[Math.floor(at)]!,
  );
  return {
    observations: Float32Array.from(rows.flatMap(({ observation }) => observation)),
    actions: Float32Array.from(rows, ({ action }) => action),
    rewards: Float32Array.from(rows, ({ reward }) => reward),
  };
}

/** Pixels, the action as a 1 among zeros, and what it paid. */
function withRewards(
  { observations, actions, rewards }: Pick<Batch, "observations" | "actions" | "rewards">,
): Float32Array {
  const width = codes.PIXELS + 5, rows = new Float32Array(actions.length * width);
  actions.forEach((action, i) => {
    rows.set(observations.subarray(i * codes.PIXELS, (i + 1) * codes.PIXELS), i * width);
    rows[i * width + codes.PIXELS + action] = 1;
    rows[i * width + width - 1] = rewards[i]!;
  });
  return rows;
}
