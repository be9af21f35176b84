/** Version 1.5 by seeds, and its rivals: open loop, the next image, the true model, idle play. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, type Key, key } from "lib/math";
import { fitImages, imagineImages } from "../image_model.ts";
import { learn, LEARNER } from "../learner.ts";
import { actTruly, openLoop, planner, SEARCH } from "../planners.ts";
import { actFrom, HARD_STARTS, idlePolicy, type PixelEpisode } from "../world.ts";

const settings = { ...LEARNER, ...SEARCH, images: 3000 };

/** Returns from the hard starts. */
function judged(key: Key, act: (key: Key, angle: number) => PixelEpisode): number[] {
  return HARD_STARTS.map((angle, i) => act(fold(key, i), angle).return);
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const short = { ...LEARNER, idle: 2, rounds: 1, firstFit: 40 };
    return learn(key(seed), short).returns.flat();
  },
  run: async (seed) => {
    await startBackend();
    const own = key(seed), { model, episodes, returns } = learn(own);
    const steps = settings.images, { ahead } = settings;
    const images = fitImages(fold(own, "images"), episodes, { steps, ahead }).model;
    const byImages = planner((seen) => imagineImages(images, seen));
    return {
      returns,
      open: judged(fold(own, "open"), (each, angle) => openLoop(each, angle, model)),
      images: judged(fold(own, "seen"), (each, angle) => actFrom(each, angle, byImages)),
      truth: judged(fold(own, "truth"), actTruly),
      idle: judged(fold(own, "idly"), (each, angle) => actFrom(each, angle, idlePolicy(each))),
      decisions: episodes.length * episodes[0]!.actions.length,
    };
  },
};
