/**
 * A training that goes on from the bytes it is given, for resume.test.ts:
 *
 *   deno run -A tests/agents/resumable_training.ts <file> <steps>
 *
 * The file is read when it is there, and written when the steps are done.
 */
import {
  ddpgAgent,
  encodeTraining,
  type ReplayLearner,
  restoreTraining,
  sacAgent,
  train,
  type Training,
  type TrainingConfig,
  trainingInit,
} from "lib/agents";
import { key } from "lib/math";
import { startBackend } from "lib/nn";
import { line, lineGrid, type LineOptions, lineSpaces, type LineState } from "./toys.ts";

export const makers = {
  sac: (): ReplayLearner => sacAgent(key(1), lineSpaces, { hidden: [8], learningRate: 1e-2 }),
  ddpg: (): ReplayLearner => ddpgAgent(key(1), lineSpaces, { hidden: [8], learningRate: 1e-2 }),
} as const;

/** A short one, with every part of the state in use: the ring is overwritten, episodes end. */
export function resumable(
  learner: ReplayLearner,
  config: Partial<TrainingConfig> = {},
  world: LineOptions = {},
): Training<LineState> {
  const settings = { batch: 8, capacity: 60, randomSteps: 20, evaluateEvery: 30, ...config };
  return trainingInit(key(77), line(world), learner, lineGrid, settings);
}

if (import.meta.main) {
  const [file, steps] = Deno.args;
  await startBackend();
  using learner = makers.sac();
  const training = resumable(learner);
  const bytes = await Deno.readFile(file!).catch(() => undefined);
  if (bytes !== undefined) restoreTraining(training, bytes);
  await train(training, Number(steps));
  await Deno.writeFile(file!, encodeTraining(training));
}
