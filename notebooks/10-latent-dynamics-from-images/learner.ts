/** Model-based reinforcement learning, version 1.5: act, replan at every step, refit. */
import { rollOut } from "lib/envs";
import { type ConditionalBatch, conditionalTrainer } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { codeLoss, type CodeModel, codeModel, type Unit } from "./model.ts";
import { codeOf, imagineFrom, noisy, planner } from "./planners.ts";
import { windowsOf } from "./windows.ts";
import { actFrom, HARD_STARTS, idleEpisodes, type PixelEpisode, WORLD, world } from "./world.ts";

/** Episodes of idle play, rounds, episodes a round, steps of training, window, noise (N m). */
export const LEARNER = {
  idle: 15,
  rounds: 6,
  episodes: 5,
  firstFit: 1000,
  refit: 400,
  ahead: 3,
  noise: 0.6,
} as const;

/** Steps of training between two looks at whether to stop. */
const PIECE = 50;

/** How long, how far ahead, and in which unit and share of it a missed code is measured. */
export interface Fitting {
  readonly steps: number;
  readonly ahead: number;
  readonly unit?: Unit;
  readonly share?: number;
}

/** Trains on all episodes for so many steps; the terms of the last one. */
export function fit(
  key: Key,
  own: CodeModel,
  episodes: readonly PixelEpisode[],
  fitting: Fitting,
): Readonly<Record<string, number>> {
  let terms: Readonly<Record<string, number>> = {};
  for (const each of fitted(key, own, episodes, fitting)) terms = each;
  return terms;
}

/** The same in pieces of some steps, with the terms after each. */
function* fitted(
  key: Key,
  own: CodeModel,
  episodes: readonly PixelEpisode[],
  { steps, ahead, unit, share }: Fitting,
): Generator<Readonly<Record<string, number>>, void> {
  const training = { batch: 64, learningRate: 1e-3 }, data = windowsOf(episodes, ahead);
  const loss = (each: CodeModel, batch: ConditionalBatch) => codeLoss(each, batch, unit, share);
  using trainer = conditionalTrainer(key, loss, own, data, training);
  let terms: Readonly<Record<string, number>> = {};
  while (trainer.steps() < steps) {
    terms = trainer.step();
    if (trainer.steps() % PIECE === 0 || trainer.steps() === steps) yield terms;
  }
}

/** Where learning has got to: the model, all that was seen, returns from the hard starts by round. */
export interface Learned {
  readonly model: CodeModel;
  readonly episodes: readonly PixelEpisode[];
  readonly returns: readonly (readonly number[])[];
}

/** What the learner does; may be cut short, or measure a missed code otherwise. */
export type Learning =
  & { readonly [Name in keyof typeof LEARNER]: number }
  & Pick<Fitting, "unit" | "share">;

/** Version 1.5 from nothing, at one go. */
export function learn(key: Key, settings: Learning = LEARNER): Learned {
  return Array.from(learning(key, settings)).at(-1)!;
}

/** Of how many pieces {@link learning} is made. */
export function piecesOf({ rounds, episodes, firstFit, refit }: Learning): number {
  const fits = Math.ceil(firstFit / PIECE) + (rounds - 1) * Math.ceil(refit / PIECE);
  return fits + rounds * HARD_STARTS.length + (rounds - 1) * episodes;
}

/** The same in pieces (some steps of training, or an episode), so that it can be stopped in between. */
export function* learning(key: Key, settings: Learning = LEARNER): Generator<Learned, undefined> {
  const model = codeModel(fold(key, "start"));
  const episodes = idleEpisodes(fold(key, "idle"), settings.idle), returns: number[][] = [];
  const replanning = planner((seen) => imagineFrom(model, codeOf(model, seen)));
  const searching = noisy(replanning, settings.noise);
  for (let round = 0; round < settings.rounds; round++) {
    const steps = round === 0 ? settings.firstFit : settings.refit;
    const own = fold(fold(key, "fit"), round), fitting = { ...settings, steps };
    for (const _ of fitted(own, model, episodes, fitting)) yield { model, episodes, returns };
    const judge = fold(fold(key, "judge"), round), judged: number[] = [];
    returns.push(judged);
    for (const [i, angle] of HARD_STARTS.entries()) {
      judged.push(actFrom(fold(judge, i), angle, replanning).return);
      yield { model, episodes, returns };
    }
    if (round === settings.rounds - 1) break;
    for (let i = 0; i < settings.episodes; i++) {
      const act = fold(fold(fold(key, "act"), round), i);
      episodes.push(rollOut(act, world, searching, WORLD.decisions));
      yield { model, episodes, returns };
    }
  }
}
