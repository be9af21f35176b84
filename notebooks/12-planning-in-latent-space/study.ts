/** The four variants by seeds: what each earns, and how far its dreams can be trusted. */
import type { Study } from "data";
import { fold, key } from "lib/math";
import { startBackend } from "lib/sequence/tensor";
import { learn, LEARNER, VARIANTS } from "./learner.ts";
import { actTruly, SEARCH } from "./planners.ts";
import { dreamCheck, TEST, testEpisodes, velocityShare } from "./prediction.ts";
import { spreadsOf } from "./spreads.ts";
import { HARD_STARTS, type PixelEpisode } from "./world.ts";

/** Cut short to a second: a few updates, a few decisions. */
export const BEGINNING = { ...LEARNER, idle: 2, episodes: 3, updates: 8, decisions: 8, judged: [] };

/** A variant's study. */
export function studyOf(name: keyof typeof VARIANTS): Study {
  const variant = VARIANTS[name];
  return {
    seeds: [0, 1, 2, 3, 4],
    settings: { learner: LEARNER, search: SEARCH, test: TEST, ...variant },
    beginning: async (seed) => {
      await startBackend();
      const { terms, episodes } = learn(key(seed), variant, BEGINNING);
      return [...Object.values(terms[0]!), episodes.at(-1)!.return];
    },
    run: async (seed) => {
      await startBackend();
      const own = key(seed), learned = learn(own, variant), { model, episodes, terms } = learned;
      const tests = testEpisodes(), checks = tests.map((each) => dreamCheck(model, variant, each));
      return {
        returns: learned.returns,
        rewards: learned.judged.map((each) => each.rewards),
        collected: episodes.map((each) => each.return),
        pictures: terms.map((each) => each.pictures!),
        paid: terms.map((each) => each.rewards!),
        kl: terms.map((each) => each.kl!),
        pixels: checks.map((each) => each.pixels),
        degrees: checks.map((each) => each.degrees),
        missedRewards: checks.map((each) => each.rewards),
        spreads: Object.values(spreadsOf(fold(own, "spreads"), model, variant.path, episodes)),
        velocity: velocityShare(model, variant, episodes, tests),
        film: checks[0]!.pictures.map((each) => each.map(toByte)),
        ...(name === "full" ? { truth: trueReturns(seed) } : {}),
      };
    },
  };
}

/** Shown only, so a byte is enough. */
function toByte(grey: number): number {
  return Math.round(255 * Math.min(Math.max(grey, 0), 1));
}

/** The true model's planner from the hard starts. */
function trueReturns(seed: number): number[] {
  const own = fold(key(seed), "truth");
  return HARD_STARTS.map((angle, i): PixelEpisode => actTruly(fold(own, i), angle))
    .map((each) => each.return);
}
