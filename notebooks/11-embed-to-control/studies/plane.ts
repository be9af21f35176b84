/** Maps of the plane by seeds: strong and weak consistency, an autoencoder; what each is good for. */
import type { Study, StudyNumbers } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { ACTING, codePlanner, straightPlanner, truePlanner } from "../acting.ts";
import { begun, judged, mapped, TERMS } from "../judging.ts";
import { autoencoder, learner, PLANE_SIZES, TRAINING } from "../learning.ts";
import { PLANE, planePairs } from "../plane.ts";
import { search, SEARCHING } from "../searching.ts";

const settings = { ...PLANE, ...TRAINING, ...PLANE_SIZES, weak: 1, ...ACTING, search: SEARCHING };

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  settings,
  beginning: (seed) => begun(seed, PLANE_SIZES),
  run: async (seed) => {
    await startBackend();
    const own = key(seed), pairs = planePairs(fold(own, "pairs")), learn = fold(own, "learn");
    const found: Record<string, StudyNumbers> = judged("true", truePlanner);
    for (const [name, consistency] of [["strong", 10], ["weak", settings.weak]] as const) {
      using learning = learner(learn, pairs, { ...PLANE_SIZES, consistency });
      const { model } = learning, terms = learning.learn(TRAINING.steps);
      Object.assign(found, mapped(name, model), judged(name, codePlanner(model)));
      Object.assign(found, judged(`${name}Straight`, straightPlanner(model, pairs)));
      found[`${name}Terms`] = TERMS.map((each) => terms[each]!);
      if (name === "weak") continue;
      const task = { start: [2.5, 2.5], goal: [17.5, 17.5] };
      const { rounds } = search(fold(own, "search"), model, task);
      found.search = rounds.map((
        { cost, distance, kl, measured },
      ) => [cost, distance, kl, measured]);
    }
    using plain = autoencoder(learn, pairs, PLANE_SIZES);
    plain.learn(TRAINING.steps);
    Object.assign(found, mapped("plain", plain.model));
    return { ...found, ...judged("plainStraight", straightPlanner(plain.model, pairs)) };
  },
};
