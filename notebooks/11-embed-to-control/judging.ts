/** What is stored of a map of the plane: the map, its folds, and how far planners get in it. */
import type { StudyNumbers } from "data";
import { planeImage } from "lib/envs";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { journey, type Planner, TASKS } from "./acting.ts";
import { encode, explainedShare } from "./codes.ts";
import { learner } from "./learning.ts";
import type { Embedding, Sizes } from "./model.ts";
import { foldedShare, greyOf, meshPlaces, planePairs } from "./plane.ts";

/** The loss's terms, in the order in which they are stored. */
export const TERMS = ["here", "there", "prior", "consistency"] as const;

/** Pictures of the mesh's places, grey in [0, 1]. */
export const mesh = meshPlaces.map(([x, y]) => greyOf(planeImage(x, y)));

/** A training cut short, of few pairs: its terms, and some codes of the mesh. */
export async function begun(seed: number, sizes: Sizes): Promise<number[]> {
  await startBackend();
  const own = key(seed), pairs = planePairs(fold(own, "pairs"), 300);
  using learning = learner(fold(own, "learn"), pairs, sizes);
  const terms = learning.learn(40);
  return [
    ...Object.values(terms),
    ...encode(learning.model, mesh.slice(0, 5)).flatMap(({ mean }) => mean),
  ];
}

/** Arrivals and shares of all tasks. */
export function judged(name: string, planner: Planner): Record<string, StudyNumbers> {
  const all = TASKS.map((task) => journey(planner, task));
  return {
    [`${name}Arrived`]: all.map(({ arrived }) => arrived ? 1 : 0),
    [`${name}Share`]: all.map(({ share }) => share),
  };
}

/** The mesh in the code, how much is folded, and how much of a place a straight line tells. */
export function mapped(name: string, model: Embedding): Record<string, StudyNumbers> {
  const codes = encode(model, mesh).map(({ mean }) => mean);
  return {
    [`${name}Map`]: codes,
    [`${name}Folded`]: foldedShare(codes),
    [`${name}Explained`]: explainedShare(codes, meshPlaces),
  };
}
