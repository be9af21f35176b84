/** What the decoder's variance does: how much the code is told, and how well the digits come back. */
import type { Study } from "data";
import { standardDivergences } from "lib/inference";
import { encodeImages, gaussianPixels, mlpVae, mlpVaeParameters } from "lib/inference/tensor";
import { decodeCodes, startBackend, vaeTrainer } from "lib/inference/tensor";
import { fold, key, mean } from "lib/math";
import { greyDigits } from "../pictures.ts";

const settings = {
  variances: [32, 0.5, 0.1, 0.03],
  latent: 8,
  hidden: 128,
  learningRate: 2e-3,
  steps: 2000,
};

/** Divergence from the prior, nats an image, and mean squared error of a pixel. */
async function learn(seed: number, variance: number | "fitted", steps: number) {
  await startBackend();
  const images = await greyDigits(), own = key(seed), { latent, hidden, learningRate } = settings;
  const sides = { pixels: 64, hidden: [hidden], latent };
  const parameters = mlpVaeParameters(fold(own, "start"), sides);
  const model = { ...mlpVae, logLikelihood: gaussianPixels(variance) };
  using trainer = vaeTrainer(fold(own, "train"), model, parameters, images, {
    latent,
    learningRate,
  });
  while (trainer.steps() < steps) trainer.step();
  const codes = encodeImages(model, parameters, images);
  const kl = mean(standardDivergences(codes));
  const decoded = decodeCodes(model, parameters, codes.means);
  const error = mean(
    images.map((row, n) => mean(row.map((pixel, p) => (pixel - decoded[n]![p]!) ** 2))),
  );
  return [kl, error];
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: (seed) => learn(seed, 0.1, 200),
  run: async (seed) => {
    const fixed = [];
    for (const each of settings.variances) fixed.push(await learn(seed, each, settings.steps));
    return { fixed, fitted: await learn(seed, "fitted", settings.steps) };
  },
};
