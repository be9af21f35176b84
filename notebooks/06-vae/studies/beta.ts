/** β on ellipses with known factors: what the divergence's weight does to codes and pictures. */
import type { Study } from "data";
import { mutualInformationGap } from "lib/inference";
import { encodeImages, mlpVae, mlpVaeParameters } from "lib/inference/tensor";
import { startBackend, vaeTrainer } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { smallEllipses } from "../pictures.ts";

const settings = {
  betas: [1, 2, 4, 8, 16],
  hidden: [128, 64],
  latent: 6,
  learningRate: 2e-3,
  steps: 1500,
};

/** Gap, gap of each factor, and the two terms of the bound over the last hundred steps. */
async function learn(seed: number, beta: number, steps: number) {
  await startBackend();
  const { images, factors } = smallEllipses(), own = key(seed);
  const { hidden, latent, learningRate } = settings;
  const parameters = mlpVaeParameters(fold(own, "start"), { pixels: 256, hidden, latent });
  const config = { latent, learningRate, beta };
  using trainer = vaeTrainer(fold(own, "train"), mlpVae, parameters, images, config);
  let [fit, kl] = [0, 0];
  const late = Math.min(100, steps);
  while (trainer.steps() < steps) {
    const terms = trainer.step();
    if (trainer.steps() <= steps - late) continue;
    fit += terms.logLikelihood / late;
    kl += terms.kl / late;
  }
  const { means } = encodeImages(mlpVae, parameters, images);
  const { gap, perFactor } = mutualInformationGap(means, factors);
  return { gap, perFactor, fit, kl };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    const { fit, kl } = await learn(seed, 4, 100);
    return [fit, kl];
  },
  run: async (seed) => {
    const all = [];
    for (const beta of settings.betas) all.push(await learn(seed, beta, settings.steps));
    return {
      gap: all.map(({ gap }) => gap),
      perFactor: all.map(({ perFactor }) => perFactor),
      fit: all.map(({ fit }) => fit),
      kl: all.map(({ kl }) => kl),
    };
  },
};
