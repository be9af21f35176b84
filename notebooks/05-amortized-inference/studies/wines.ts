/** The amortization gap of encoders for 178 wines: over the wines learned from, and over the width. */
import type { Study } from "data";
import { fold, key } from "lib/math";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { divided, gapsOf, standardWines, trainOnWines, turnedModel } from "../wines.ts";

const settings = {
  counts: [8, 16, 32, 64, 128],
  hidden: 16,
  widths: [1, 2, 4, 8, 16, 64, 256],
  steps: 2000,
};

/** Gaps on the wines learned from, and on the 50 others, nats a wine. */
async function measure(seed: number, count: number, hidden: number, steps: number) {
  await startBackend();
  const { wines } = await standardWines(), model = turnedModel(wines);
  const { train, test } = divided(fold(key(seed), "order"), wines), points = train.slice(0, count);
  const parameters = trainOnWines(fold(key(seed), "network"), model, points, { hidden, steps });
  const gaps = [points, test].map((each) => gapsOf(model, parameters, each).amortization);
  tf.dispose(parameters);
  return gaps;
}

async function run(seed: number) {
  const byCount: number[][] = [], byWidth: number[][] = [];
  const { counts, hidden, widths, steps } = settings;
  for (const count of counts) byCount.push(await measure(seed, count, hidden, steps));
  for (const width of widths) byWidth.push(await measure(seed, counts.at(-1)!, width, steps));
  return { byCount, byWidth };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: (seed) => measure(seed, 32, 16, 200),
  run,
};
