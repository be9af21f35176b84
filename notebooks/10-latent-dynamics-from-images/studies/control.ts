/** Version 1.5 by seeds, and its rivals: open loop, the next image, the true model, idle play. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, type Key, key } from "lib/math";
import { fitImages, imageModel, imagineImages } from "../image_model.ts";
import { fit, learn, LEARNER } from "../learner.ts";
import { type CodeModel, codeModel, MODEL, type Unit } from "../model.ts";
import {
  actTruly,
  codeOf,
  imagineFrom,
  openLoop,
  openTruly,
  planner,
  SEARCH,
} from "../planners.ts";
import { actFrom, HARD_STARTS, idlePolicy, type PixelEpisode, type PixelPolicy } from "../world.ts";

const settings = { ...SEARCH, searchRounds: SEARCH.rounds, ...LEARNER, images: 3000, lenient: 0.1 };

type Episodes = readonly PixelEpisode[];

/** Episodes from the hard starts. */
function fromHard(key: Key, act: (key: Key, angle: number) => PixelEpisode): Episodes {
  return HARD_STARTS.map((angle, i) => act(fold(key, i), angle));
}

const returnsOf = (episodes: Episodes) => episodes.map((each) => each.return);

/** Mean degrees from upright over the last second of each episode. */
const offOf = (episodes: Episodes) =>
  episodes.map(({ states }) =>
    states.slice(-10).reduce((sum, { angle }) => sum + Math.acos(Math.cos(angle)) * 18 / Math.PI, 0)
  );

/** Replanning in the code of a model. */
const byCode = (own: CodeModel): PixelPolicy =>
  planner((seen) => imagineFrom(own, codeOf(own, seen)));

/** A code trained afresh on all that was seen, for as many steps as the learner had: data alone. */
function freshCode(key: Key, episodes: Episodes, unit: Unit, share: number): PixelPolicy {
  const model = codeModel(fold(key, "start")), { images: steps, ahead } = settings;
  fit(fold(key, "fit"), model, episodes, { steps, ahead, unit, share });
  return byCode(model);
}

/** Replanning on pictures that are imagined; trained at once, or as the code's learner was: along. */
function byImages(key: Key, episodes: Episodes, when: "once" | "along"): PixelPolicy {
  const model = imageModel(fold(key, "start")), { ahead, idle, firstFit, refit } = LEARNER;
  if (when === "once") {
    fitImages(fold(key, "fit"), model, episodes, { steps: settings.images, ahead });
  }
  for (let round = 0; when === "along" && round < LEARNER.rounds; round++) {
    const seen = episodes.slice(0, idle + round * LEARNER.episodes);
    const steps = round === 0 ? firstFit : refit;
    fitImages(fold(fold(key, "fit"), round), model, seen, { steps, ahead });
  }
  return planner((seen) => imagineImages(model, seen));
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
    const acts = (name: string, policy: PixelPolicy) =>
      fromHard(fold(own, name), (each, angle) => actFrom(each, angle, policy));
    const last = fold(fold(own, "judge"), LEARNER.rounds - 1); // the learner's own judge, again
    const code = fromHard(last, (each, angle) => actFrom(each, angle, byCode(model)));
    const afresh = (unit: Unit, share: number) =>
      acts("fresh", freshCode(fold(own, "fresh"), episodes, unit, share));
    const fresh = afresh("spread", MODEL.dynamics), lenient = afresh("spread", settings.lenient);
    const fixed = afresh("one", MODEL.dynamics);
    const images = acts("seen", byImages(fold(own, "images"), episodes, "once"));
    const along = acts("along", byImages(fold(own, "along"), episodes, "along"));
    const idle = (each: Key, angle: number) => actFrom(each, angle, idlePolicy(each));
    return {
      returns,
      codeOff: offOf(code),
      fresh: returnsOf(fresh),
      freshOff: offOf(fresh),
      lenient: returnsOf(lenient),
      lenientOff: offOf(lenient),
      fixed: returnsOf(fixed),
      fixedOff: offOf(fixed),
      images: returnsOf(images),
      imagesOff: offOf(images),
      along: returnsOf(along),
      alongOff: offOf(along),
      open: returnsOf(fromHard(fold(own, "open"), (each, at) => openLoop(each, at, model))),
      openTruth: returnsOf(fromHard(fold(own, "openTruth"), openTruly)),
      truth: returnsOf(fromHard(fold(own, "truth"), actTruly)),
      idle: returnsOf(fromHard(fold(own, "idly"), idle)),
      decisions: episodes.length * episodes[0]!.actions.length,
    };
  },
};
