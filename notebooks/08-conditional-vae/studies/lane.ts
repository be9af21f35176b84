/** β on one decision: what passes the tree, on both sides, and what the code tells. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, grid, key, normalQuantile } from "lib/math";
import { sideEntropy } from "../episodes.ts";
import * as lane from "../lane.ts";

const settings = {
  betas: [0.01, 0.1, 1, 3, 10, 30, 100, 300],
  steps: 1500,
  learn: 1000,
  judge: 200,
};

/** Shares and entropies over places and codes, and the decoder's curve at x = 0. */
async function learn(seed: number, beta: number, steps: number) {
  await startBackend();
  const own = key(seed), data = lane.laneData(fold(own, "data"), settings.learn);
  const { parameters, fit, kl } = lane.laneFit(own, data, beta, steps);
  const xs = grid(-1, 1, 21), codes = lane.fairCodes(200, normalQuantile);
  const rows = lane.sideSteps(parameters, xs, codes);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const share = (row: readonly number[], test: (y: number) => boolean) =>
    row.filter(test).length / row.length;
  const fresh = lane.laneData(fold(own, "judge"), settings.judge);
  return {
    fit,
    kl,
    passed: mean(rows.map((row) => share(row, lane.passes))),
    entropy: mean(rows.map((row) => sideEntropy(share(row, (y) => y > 0)))),
    still: mean(lane.sideSteps(parameters, xs, [0]).map(([y]) => lane.passes(y!) ? 1 : 0)),
    logLikelihood: lane.laneLikelihood(parameters, fresh),
    curve: lane.sideSteps(parameters, [0], grid(-3, 3, 61))[0]!,
  };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    const { fit, kl, passed } = await learn(seed, 1, 100);
    return [fit, kl, passed];
  },
  run: async (seed) => {
    const all = [];
    for (const beta of settings.betas) all.push(await learn(seed, beta, settings.steps));
    return {
      fit: all.map(({ fit }) => fit),
      kl: all.map(({ kl }) => kl),
      passed: all.map(({ passed }) => passed),
      entropy: all.map(({ entropy }) => entropy),
      still: all.map(({ still }) => still),
      logLikelihood: all.map(({ logLikelihood }) => logLikelihood),
      curve: all.map(({ curve }) => curve),
    };
  },
};
