/** What is stored of a map of the plane: the map, its folds, and how far planners get in it. */
import type { StudyNumbers } from "data";
import { planeImage } from "lib/envs";
import { journey, type Planner, TASKS } from "./acting.ts";
import { encode, explainedShare } from "./codes.ts";
import type { Embedding } from "./model.ts";
import { foldedShare, greyOf, meshPlaces } from "./plane.ts";

/** The loss's terms, in the order in which they are stored. */
export const TERMS = ["here", "there", "prior", "consistency"] as const;

/** Pictures of the mesh's places, grey in [0, 1]. */
export const mesh = meshPlaces.map(([x, y]) => greyOf(planeImage(x, y)));

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
