/** When an autoencoder of frames of random walking takes note of the key, of one, two and four pixels. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { CODE, drawn, freshCode } from "../code_learner.ts";
import { memoryOf } from "../memory.ts";
import { priorFrames } from "../prior_frames.ts";

const settings = { ...CODE, keyPixels: [1, 2, 4], updates: 8000, every: 400 };

/** Line, decoder and divergence after every so many updates. */
async function remembered(seed: number, keyPixels: number, updates: number) {
  await startBackend();
  const own = fold(fold(key(seed), "memory"), keyPixels);
  const frames = priorFrames(fold(own, "prior"), keyPixels, settings.priorFrames);
  using code = freshCode(own, "prior", keyPixels);
  const line: number[] = [], decoder: number[] = [], loss: number[] = [];
  for (let i = 1, sum = 0; i <= updates; i++) {
    sum += code.learn(drawn(fold(own, "drawn"), frames, i)).loss;
    if (i % settings.every !== 0) continue;
    const memory = memoryOf(code.parameters, keyPixels);
    line.push(memory.line);
    decoder.push(memory.decoder);
    loss.push(sum / settings.every);
    sum = 0;
  }
  return { line, decoder, loss };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    const { line, decoder, loss } = await remembered(seed, 2, settings.every);
    return [...line, ...decoder, ...loss];
  },
  run: async (seed) => {
    const found = [];
    for (const keyPixels of settings.keyPixels) {
      found.push(await remembered(seed, keyPixels, settings.updates));
    }
    return {
      line: found.map(({ line }) => line),
      decoder: found.map(({ decoder }) => decoder),
      loss: found.map(({ loss }) => loss),
    };
  },
};
