/** Learning to see, to remember and to plan: act, look back, learn, act again. */
import { rollOut } from "lib/envs";
import { fold, type Key } from "lib/math";
import {
  type Path,
  sequenceReplay,
  stateSpaceDreamer,
  stateSpaceLearner,
  type StateSpaceParameters,
  stateSpaceParameters,
} from "lib/sequence/tensor";
import { dreaming, searching } from "./planners.ts";
import {
  actFrom,
  HARD_STARTS,
  idleEpisodes,
  type PixelEpisode,
  remembered,
  WORLD,
  world,
} from "./world.ts";

/** Episodes of idle play and in all, updates and decisions an episode, noise (of 2 N m), when it is judged. */
export const LEARNER = {
  idle: 5,
  episodes: 30,
  updates: 100,
  decisions: WORLD.decisions as number,
  noise: 0.3,
  judged: [10, 20, 30],
  memory: 64,
  code: 8,
  batch: 32,
  steps: 20,
  freeNats: 1,
};

/** What a variant of the model keeps, and how far ahead it is held to what it saw. */
export interface Variant {
  readonly path: Path;
  /** 1 for the bound itself. */
  readonly overshoot: number;
}

/** The four variants of this chapter. */
export const VARIANTS = {
  full: { path: "both", overshoot: 1 },
  deterministic: { path: "deterministic", overshoot: 1 },
  stochastic: { path: "stochastic", overshoot: 1 },
  overshooting: { path: "both", overshoot: 5 },
} as const satisfies Record<string, Variant>;

/** Where learning has got to: the caller owns the model. */
export interface Learned {
  readonly model: StateSpaceParameters;
  readonly episodes: readonly PixelEpisode[];
  /** From the hard starts, at each judging. */
  readonly returns: readonly (readonly number[])[];
  /** The episodes of the last judging. */
  readonly judged: readonly PixelEpisode[];
  /** Terms of the loss, means over the updates after each episode. */
  readonly terms: readonly Readonly<Record<string, number>>[];
}

/** From nothing; `settings` may cut it short. */
export function learn(key: Key, { path, overshoot }: Variant, settings = LEARNER): Learned {
  const { batch, steps, memory, code, freeNats } = settings;
  const sides = { pixels: WORLD.picture, actions: 1 };
  const model = stateSpaceParameters(fold(key, "start"), { ...sides, memory, code });
  const loss = { path, overshoot, freeNats }, windows = { batch, steps };
  using learner = stateSpaceLearner(model, { ...windows, loss });
  using dreamer = stateSpaceDreamer(model, { path });
  const replay = sequenceReplay(sides), episodes = idleEpisodes(fold(key, "idle"), settings.idle);
  for (const each of episodes) replay.add(remembered(each));
  const returns: number[][] = [], terms: Record<string, number>[] = [];
  let judged: PixelEpisode[] = [];
  while (episodes.length < settings.episodes) {
    const own = fold(key, episodes.length), mean: Record<string, number> = {};
    for (let i = 0; i < settings.updates; i++) {
      const turn = fold(own, i), sample = replay.sample(fold(turn, "windows"), windows);
      for (const [name, value] of Object.entries(learner.learn(turn, sample))) {
        mean[name] = (mean[name] ?? 0) + value / settings.updates;
      }
    }
    terms.push(mean);
    const policy = searching(dreamer, settings.noise);
    episodes.push(rollOut(fold(own, "act"), world, policy, settings.decisions));
    replay.add(remembered(episodes.at(-1)!));
    if (!settings.judged.includes(episodes.length)) continue;
    judged = judge(fold(own, "judge"), dreaming(dreamer));
    returns.push(judged.map((each) => each.return));
  }
  return { model, episodes, returns, judged, terms };
}

/** An episode from each hard start. */
export function judge(key: Key, policy: ReturnType<typeof dreaming>): PixelEpisode[] {
  return HARD_STARTS.map((angle, i) => actFrom(fold(key, i), angle, policy));
}
