/** A decoder that sees the pixels before: how much is left for the code, and two cures. */
import type { Study } from "data";
import { importanceBound, standardDivergences } from "lib/inference";
import { encodeImages, logWeightsOf, startBackend, vaeTrainer } from "lib/inference/tensor";
import { fold, key, mean } from "lib/math";
import { maskedModel, maskedParameters } from "../masked_decoder.ts";
import { inkedDigits } from "../pictures.ts";

const settings = {
  latent: 8,
  learningRate: 2e-3,
  steps: 1500,
  cures: { none: {}, warmUp: { warmUp: 1000 }, freeNats: { freeNats: 5 } },
};

/** Divergence from the prior on new images, and the log-likelihood of these (100 draws), nats. */
async function learn(seed: number, cure: object, steps: number) {
  await startBackend();
  const { train, test } = await inkedDigits(), own = key(seed), { latent, learningRate } = settings;
  const model = maskedModel(), parameters = maskedParameters(fold(own, "start"), latent);
  using trainer = vaeTrainer(fold(own, "train"), model, parameters, train, {
    latent,
    learningRate,
    ...cure,
  });
  while (trainer.steps() < steps) trainer.step();
  const codes = encodeImages(model, parameters, test);
  const kl = mean(standardDivergences(codes));
  const weights = logWeightsOf(fold(own, "judge"), model, parameters, test, 100);
  return [kl, importanceBound(weights, 100)];
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: (seed) => learn(seed, {}, 100),
  run: async (seed) => {
    const { none, warmUp, freeNats } = settings.cures;
    return {
      none: await learn(seed, none, settings.steps),
      warmUp: await learn(seed, warmUp, settings.steps),
      freeNats: await learn(seed, freeNats, settings.steps),
    };
  },
};
