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

/** Updates, or decisions, between two looks at whether to stop. */
const PIECE = 10;

/** From nothing, at one go; `settings` may cut it short. */
export function learn(key: Key, variant: Variant, settings = LEARNER): Learned {
  return Array.from(learning(key, variant, settings)).at(-1)!;
}

/** Of how many pieces {@link learning} is made. */
export function piecesOf({ idle, episodes, updates, decisions, judged }: typeof LEARNER): number {
  const lived = Math.max(episodes - idle, 0);
  const times = judged.filter((each) => each > idle && each <= episodes).length;
  const own = Math.ceil(updates / PIECE) + Math.ceil(decisions / PIECE);
  return 1 + lived * own + times * HARD_STARTS.length;
}

/** The same in pieces (some updates, or decisions), so that it can be stopped in between. */
export function* learning(
  key: Key,
  { path, overshoot }: Variant,
  settings = LEARNER,
): Generator<Learned, undefined> {
  const { batch, steps, memory, code, freeNats } = settings;
  const sides = { pixels: WORLD.picture, actions: 1 };
  const model = stateSpaceParameters(fold(key, "start"), { ...sides, memory, code });
  const loss = { path, overshoot, freeNats }, windows = { batch, steps };
  using learner = stateSpaceLearner(model, { ...windows, loss });
  using dreamer = stateSpaceDreamer(model, { path });
  const replay = sequenceReplay(sides), episodes = idleEpisodes(fold(key, "idle"), settings.idle);
  for (const each of episodes) replay.add(remembered(each));
  const returns: number[][] = [], terms: Record<string, number>[] = [], all = { model, episodes };
  let judged: PixelEpisode[] = [];
  yield { ...all, returns, judged, terms };
  while (episodes.length < settings.episodes) {
    const own = fold(key, episodes.length), updates = { ...settings, own };
    for (const _ of updating(learner, replay, updates, terms)) {
      yield { ...all, returns, judged, terms };
    }
    const policy = searching(dreamer, settings.noise);
    for (const each of playing(fold(own, "act"), policy, settings.decisions)) {
      if (each.actions.length === settings.decisions) episodes.push(each);
      if (each.actions.length === settings.decisions) replay.add(remembered(each));
      yield { ...all, returns, judged, terms };
    }
    if (!settings.judged.includes(episodes.length)) continue;
    judged = [];
    for (const [i, angle] of HARD_STARTS.entries()) {
      judged.push(actFrom(fold(fold(own, "judge"), i), angle, dreaming(dreamer)));
      if (judged.length === HARD_STARTS.length) returns.push(judged.map((each) => each.return));
      yield { ...all, returns, judged, terms };
    }
  }
}

/** Updates on windows by chance, in pieces; the means of the loss's terms are put at the end of `terms`. */
function* updating(
  learner: ReturnType<typeof stateSpaceLearner>,
  replay: ReturnType<typeof sequenceReplay>,
  { own, updates, batch, steps }: typeof LEARNER & { readonly own: Key },
  terms: Record<string, number>[],
): Generator<void, undefined> {
  const mean: Record<string, number> = {};
  for (let i = 0; i < updates; i++) {
    const turn = fold(own, i), sample = replay.sample(fold(turn, "windows"), { batch, steps });
    for (const [name, value] of Object.entries(learner.learn(turn, sample))) {
      mean[name] = (mean[name] ?? 0) + value / updates;
    }
    if (i === updates - 1) terms.push(mean);
    if ((i + 1) % PIECE === 0 || i === updates - 1) yield;
  }
}

/** An episode in pieces, each from its beginning: what was done is done again, without a search. */
function* playing(
  key: Key,
  policy: ReturnType<typeof searching>,
  decisions: number,
): Generator<PixelEpisode, undefined> {
  let known: PixelEpisode["actions"] = [];
  for (let done = 0; done < decisions;) {
    done = Math.min(done + PIECE, decisions);
    const before = known;
    const own = rollOut(
      key,
      world,
      (seen, drawn, t) => before[t] ?? policy(seen, drawn, t),
      done,
    );
    known = own.actions;
    yield own;
  }
}
