/** Plans in codes of play against plans in strides: errands that play never ran. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import * as play from "../play.ts";

const settings = { strides: 6000, steps: 2000, errands: 40, near: 0.5 };

async function run(seed: number, steps: number, count: number) {
  await startBackend();
  const own = key(seed), { data, far } = play.playPairs(fold(own, "play"), settings.strides);
  const parameters = play.playFit(own, data, steps), { codes, latent, chunk } = play.PLAY;
  const all = play.errands(fold(own, "errands"), count);
  const misses = (imagine: play.Imagine, size: number) =>
    all.map((errand, i) => play.search(fold(fold(own, "search"), i), errand, imagine, size).misses);
  return {
    codes: misses(play.byCodes(parameters), codes * latent),
    strides: misses(play.byStrides, codes * chunk * 2),
    distance: all.map(({ from, to }) => Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!)),
    farthest: far.reduce((most, each) => Math.max(most, each), 0),
  };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => (await run(seed, 100, 2)).codes.flat(),
  run: (seed) => run(seed, settings.steps, settings.errands),
};
