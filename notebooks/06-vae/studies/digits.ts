/** Digits in black and white: codes of two and of eight numbers, beside a mixture of thirty. */
import type { Study } from "data";
import * as inference from "lib/inference";
import { type Codes, encodeImages, logWeightsOf } from "lib/inference/tensor";
import { mlpVae, mlpVaeParameters, startBackend, vaeTrainer } from "lib/inference/tensor";
import { fold, key, mean, normal } from "lib/math";
import { inkedDigits } from "../pictures.ts";

const settings = { hidden: 128, learningRate: 2e-3, latent: [2, 8], components: 30, steps: 2500 };
const [EVERY, DRAWS] = [250, 500];

/** Bounds on the test images, and where the codes lie. */
async function learn(seed: number, latent: number, steps: number) {
  await startBackend();
  const { train, test } = await inkedDigits(), own = fold(key(seed), latent);
  const { hidden, learningRate } = settings;
  const sides = { pixels: 64, hidden: [hidden], latent };
  const parameters = mlpVaeParameters(fold(own, "start"), sides);
  using trainer = vaeTrainer(fold(own, "train"), mlpVae, parameters, train, {
    latent,
    learningRate,
  });
  const boundAt = (draws: number) =>
    logWeightsOf(fold(own, "judge"), mlpVae, parameters, test, draws);
  const curve: number[] = [];
  while (trainer.steps() < steps) {
    trainer.step();
    if (trainer.steps() % EVERY === 0) curve.push(inference.importanceBound(boundAt(20), 1));
  }
  const logWeights = boundAt(DRAWS);
  return {
    curve,
    bounds: [1, 5, 50, DRAWS].map((k) => inference.importanceBound(logWeights, k)),
    ...codesOf(fold(own, "codes"), encodeImages(mlpVae, parameters, train)),
  };
}

/** The mean divergence from the prior, the part of it that is a hole, and whether one can tell. */
function codesOf(own: ReturnType<typeof key>, codes: Codes) {
  const { means } = codes, count = means.length, width = means[0]!.length;
  const z = inference.sampleAggregate(fold(own, "aggregate"), codes, count);
  const noise = normal(fold(own, "prior"), count * width);
  const prior = z.map((_, i) => Array.from(noise.slice(i * width, (i + 1) * width)));
  const logPrior = z.map((row) => row.reduce((sum, each) => sum + halfSquare(each), 0));
  const logAggregate = inference.aggregateLogDensities(codes, z);
  return {
    kl: mean(inference.standardDivergences(codes)),
    hole: mean(logAggregate.map((each, i) => each - logPrior[i]!)),
    told: inference.twoSamples(z, prior).accuracy,
  };
}

const halfSquare = (z: number): number => -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    const { curve, bounds } = await learn(seed, 2, EVERY);
    return [...curve, ...bounds];
  },
  run: async (seed) => {
    const { train, test } = await inkedDigits(), { components } = settings;
    const mixture = inference.fitBernoulliMixture(key(seed), train, { components });
    const learnt = [];
    for (const latent of settings.latent) learnt.push(await learn(seed, latent, settings.steps));
    return {
      mixture: mean(inference.bernoulliMixtureLogDensities(mixture, test)),
      curves: learnt.map(({ curve }) => curve),
      bounds: learnt.map(({ bounds }) => bounds),
      kl: learnt.map(({ kl }) => kl),
      hole: learnt.map(({ hole }) => hole),
      told: learnt.map(({ told }) => told),
    };
  },
};
