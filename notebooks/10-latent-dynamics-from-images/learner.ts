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
  { steps, ahead, unit, share }: Fitting,
): Readonly<Record<string, number>> {
  const training = { batch: 64, learningRate: 1e-3 }, data = windowsOf(episodes, ahead);
  const loss = (each: CodeModel, batch: ConditionalBatch) => codeLoss(each, batch, unit, share);
  using trainer = conditionalTrainer(key, loss, own, data, training);
  let terms: Readonly<Record<string, number>> = {};
  while (trainer.steps() < steps) terms = trainer.step();
  return terms;
}

/** Where learning has got to: the model, all that was seen, returns from the hard starts by round. */
export interface Learned {
  readonly model: CodeModel;
  readonly episodes: readonly PixelEpisode[];
  readonly returns: readonly (readonly number[])[];
}

/** Version 1.5 from nothing; `settings` may cut it short. */
export function learn(
  key: Key,
  settings: { readonly [Name in keyof typeof LEARNER]: number } = LEARNER,
): Learned {
  const model = codeModel(fold(key, "start"));
  const episodes = idleEpisodes(fold(key, "idle"), settings.idle), returns: number[][] = [];
  const replanning = planner((seen) => imagineFrom(model, codeOf(model, seen)));
  const searching = noisy(replanning, settings.noise);
  for (let round = 0; round < settings.rounds; round++) {
    const steps = round === 0 ? settings.firstFit : settings.refit;
    fit(fold(fold(key, "fit"), round), model, episodes, { steps, ahead: settings.ahead });
    const judge = fold(fold(key, "judge"), round);
    returns.push(
      HARD_STARTS.map((angle, i) => actFrom(fold(judge, i), angle, replanning).return),
    );
    if (round === settings.rounds - 1) break;
    for (let i = 0; i < settings.episodes; i++) {
      const act = fold(fold(fold(key, "act"), round), i);
      episodes.push(rollOut(act, world, searching, WORLD.decisions));
    }
  }
  return { model, episodes, returns };
}
