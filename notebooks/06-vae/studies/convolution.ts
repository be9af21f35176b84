/** Ellipses on 32×32: an autoencoder of convolutions beside one of perceptrons. */
import type { Study } from "data";
import { importanceBound } from "lib/inference";
import { convolutionalVae, convolutionalVaeParameters, logWeightsOf } from "lib/inference/tensor";
import { mlpVae, mlpVaeParameters, startBackend, vaeTrainer } from "lib/inference/tensor";
import type { VaeModel } from "lib/inference/tensor";
import { fold, type Key, key } from "lib/math";
import type { TensorTree } from "lib/nn";
import { largeEllipses } from "../pictures.ts";

const settings = {
  train: 1000,
  test: 200,
  latent: 6,
  channels: [16, 32, 64],
  hidden: 128,
  learningRate: 2e-3,
  batch: 64,
  steps: 500,
};

/** The bound on new drawings every hundred steps, nats an image. */
function learn<P extends TensorTree>(own: Key, model: VaeModel<P>, parameters: P, steps: number) {
  const { latent, learningRate, batch } = settings;
  const train = largeEllipses(fold(key(0), "train"), settings.train);
  const test = largeEllipses(fold(key(0), "test"), settings.test);
  const config = { latent, learningRate, batch };
  using trainer = vaeTrainer(fold(own, "train"), model, parameters, train, config);
  const curve: number[] = [];
  while (trainer.steps() < steps) {
    trainer.step();
    if (trainer.steps() % Math.min(100, steps) > 0) continue;
    curve.push(importanceBound(logWeightsOf(fold(own, "judge"), model, parameters, test, 10), 1));
  }
  return curve;
}

function convolutional(seed: number, steps: number): readonly number[] {
  const { channels, latent } = settings, own = key(seed), sides = { side: 32, channels, latent };
  const parameters = convolutionalVaeParameters(fold(own, "start"), sides);
  return learn(own, convolutionalVae, parameters, steps);
}

function perceptrons(seed: number, steps: number): readonly number[] {
  const { hidden, latent } = settings, own = key(seed);
  const sides = { pixels: 1024, hidden: [hidden], latent };
  return learn(own, mlpVae, mlpVaeParameters(fold(own, "start"), sides), steps);
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    await startBackend();
    return [...convolutional(seed, 10), ...perceptrons(seed, 50)];
  },
  run: async (seed) => {
    await startBackend();
    return {
      convolutional: convolutional(seed, settings.steps),
      perceptrons: perceptrons(seed, settings.steps),
    };
  },
};
