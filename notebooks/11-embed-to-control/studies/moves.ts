/** Long and short moves, by seeds: how much of the map is folded after half the updates. */
import type { Study } from "data";
import { planeImage } from "lib/envs";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { encode } from "../codes.ts";
import { learner, PLANE_SIZES, TRAINING } from "../learning.ts";
import { foldedShare, greyOf, meshPlaces, PLANE, planePairs } from "../plane.ts";

const settings = { ...TRAINING, ...PLANE_SIZES, moves: [PLANE.move, PLANE.move / 2], steps: 1000 };
const mesh = meshPlaces.map(([x, y]) => greyOf(planeImage(x, y)));

/** The share of cells folded over, after so many updates on moves of this length. */
function foldedAfter(seed: number, move: number, steps: number): number {
  const own = key(seed), pairs = planePairs(fold(own, "pairs"), PLANE.pairs, move);
  using learning = learner(fold(own, "learn"), pairs, PLANE_SIZES);
  learning.learn(steps);
  return foldedShare(encode(learning.model, mesh).map(({ mean }) => mean));
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  settings,
  beginning: async (seed) => {
    await startBackend();
    return [foldedAfter(seed, PLANE.move / 2, 30)];
  },
  run: async (seed) => {
    await startBackend();
    const [long, short] = settings.moves.map((move) => foldedAfter(seed, move, settings.steps));
    return { long: long!, short: short! };
  },
};
