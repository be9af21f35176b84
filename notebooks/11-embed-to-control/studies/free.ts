/** Maps of the plane by seeds without the consistency, λ = 0: from the weights and pairs of e2c-plane. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { ACTING, codePlanner, straightPlanner } from "../acting.ts";
import { begun, judged, mapped, TERMS } from "../judging.ts";
import { learner, PLANE_SIZES, TRAINING } from "../learning.ts";
import { PLANE, planePairs } from "../plane.ts";

const sizes = { ...PLANE_SIZES, consistency: 0 };
const settings = { ...PLANE, ...TRAINING, ...sizes, ...ACTING };

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  settings,
  beginning: (seed) => begun(seed, sizes),
  run: async (seed) => {
    await startBackend();
    const own = key(seed), pairs = planePairs(fold(own, "pairs"));
    using learning = learner(fold(own, "learn"), pairs, sizes);
    const { model } = learning, terms = learning.learn(TRAINING.steps);
    return {
      ...mapped("free", model),
      ...judged("free", codePlanner(model)),
      ...judged("freeStraight", straightPlanner(model, pairs)),
      freeTerms: TERMS.map((each) => terms[each]!),
    };
  },
};
