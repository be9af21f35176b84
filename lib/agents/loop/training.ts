/** The loop in which an off-policy agent learns: act, remember, learn; step by step, and pure in its key. */
import type { Step } from "../../envs/mod.ts";
import { fold, type Key, NonFiniteError } from "../../math/mod.ts";
import { inWorld, randomAction } from "../shared/actions.ts";
import type { ReplayLearner } from "../shared/agent.ts";
import { type AgentEnvironment, type EvaluationGrid, returnsOf } from "../shared/evaluate.ts";
import { type AgentAction, requireSameSpaces, spacesOf } from "../shared/spaces.ts";
import {
  addTransition,
  sampleBatch,
  type TransitionReplay,
  transitionReplay,
} from "../shared/transitions.ts";
import { type ResolvedTraining, resolveTraining, type TrainingConfig } from "./training_config.ts";
import { checkInit, checkTrain, SIGNAL, TRAINING } from "./training_shape.ts";
import type { Standing, TrainingRecord } from "./training_record.ts";

/** A training under way. Change nothing in it: {@link trainingStep} does. */
export interface Training<State, Action extends AgentAction = number[]> {
  readonly environment: AgentEnvironment<State, Action>;
  readonly learner: ReplayLearner<Action>;
  readonly grid: EvaluationGrid<State>;
  readonly config: ResolvedTraining;
  readonly key: Key;
  readonly replay: TransitionReplay;
  readonly record: TrainingRecord;
  /** Where the world stands. */
  now: Standing<State>;
  /** Sums of metrics since the last evaluation. */
  sums: { count: number; metrics: Record<string, number> };
}

/**
 * A training before its first step, evaluated once.
 *
 * @param key all draws derive from it by name and step, so that stopping and going on changes nothing
 * @param config what differs from `trainingDefaults`
 * @throws {RangeError|TypeError} for bad or unknown options, and an agent made for another world
 *
 * @example
 * ```ts
 * import { sacAgent, spacesOf, train, trainingInit } from "lib/agents";
 * import { pendulum, pendulumStart } from "lib/envs";
 * import { fold, key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const world = pendulum(), grid = { starts: [pendulumStart(Math.PI, 0)], maxSteps: 200 };
 * async function learned(): Promise<number[]> {
 *   using agent = sacAgent(fold(key(0), "agent"), spacesOf(world), { hidden: [16] });
 *   const settings = { batch: 32, randomSteps: 32, evaluateEvery: 100 };
 *   const training = trainingInit(fold(key(0), "training"), world, agent, grid, settings);
 *   await train(training, 100); // more steps: call it again
 *   return training.record.evaluations.map(({ step }) => step);
 * }
 * assertEquals(await learned(), [0, 100]);
 * ```
 */
export function trainingInit<State, Action extends AgentAction>(
  key: Key,
  environment: AgentEnvironment<State, Action>,
  learner: ReplayLearner<Action>,
  grid: EvaluationGrid<State>,
  config: TrainingConfig = {},
): Training<State, Action> {
  checkInit({ key, environment, learner, grid });
  const resolved = resolveTraining(config);
  requireSameSpaces(`train in ${environment.name}`, learner.spaces, spacesOf(environment));
  const start = environment.reset(fold(fold(key, "reset"), 0));
  const training: Training<State, Action> = {
    environment,
    learner,
    grid,
    config: resolved,
    key,
    replay: transitionReplay(learner.spaces, { capacity: resolved.capacity }),
    record: { episodes: [], metrics: [], evaluations: [] },
    now: { steps: 0, episode: 0, ...start, return: 0, length: 0 },
    sums: { count: 0, metrics: {} },
  };
  recordEvaluation(training);
  return training;
}

/**
 * One step of the world, then the updates: a = random or the agent's, remember, learn. Changes the
 * training. When it throws for a reward, nothing has changed; when learning meets a NaN, the world has
 * moved on and the critics may have learned without the actor: go back to the last checkpoint.
 *
 * @throws {NonFiniteError} naming the step, when a reward is not finite
 * @throws {NonFiniteTensorError} naming tensor and step, when learning meets a NaN
 */
export function trainingStep<State, Action extends AgentAction>(
  training: Training<State, Action>,
): void {
  TRAINING.check("train", "training", training);
  const { environment, learner, replay, config, key, now } = training, t = now.steps;
  const action = nextAction(training);
  const step = environment.step(
    now.state,
    inWorld(learner.spaces, action),
    fold(fold(key, "step"), t),
  );
  if (!Number.isFinite(step.reward)) {
    throw new NonFiniteError(`go on in ${environment.name}`, `reward of step ${t}`, step.reward);
  }
  const { observation: observationNext, reward, ending } = step;
  const seen = { observation: now.observation, action, reward, observationNext, ending };
  if (!isForgotten(training, ending)) addTransition(replay, seen);
  training.now = standingAfter(training, step);
  if (t >= config.randomSteps) {
    for (let i = 0; i < config.updates; i++) learn(training, t, i);
  }
  if (training.now.steps % config.evaluateEvery === 0) recordEvaluation(training);
}

function nextAction<State, Action extends AgentAction>(
  { learner, config, key, now }: Training<State, Action>,
): Action {
  if (now.steps >= config.randomSteps) {
    return learner.explore(fold(fold(key, "act"), now.steps), now.observation);
  }
  const held = Math.floor(now.steps / config.holdSteps);
  return randomAction(fold(fold(key, "random"), held), learner.spaces);
}

/** A random step that ended the world is no memory where the settings say so. */
function isForgotten(
  { config, now }: Pick<Training<unknown>, "config" | "now">,
  { kind }: Step<unknown, unknown>["ending"],
): boolean {
  return config.randomEnds === "forgotten" && kind === "terminated" &&
    now.steps < config.randomSteps;
}

function standingAfter<State, Action extends AgentAction>(
  { now, record, environment, key }: Training<State, Action>,
  step: Step<State, readonly number[]>,
): Standing<State> {
  const steps = now.steps + 1, total = now.return + step.reward, length = now.length + 1;
  const { state, observation, ending } = step;
  if (ending.kind === "running") {
    return { ...now, steps, state, observation, return: total, length };
  }
  record.episodes.push({ step: steps, return: total, length, ending: ending.kind });
  const episode = now.episode + 1, start = environment.reset(fold(fold(key, "reset"), episode));
  return { steps, episode, ...start, return: 0, length: 0 };
}

function learn<State, Action extends AgentAction>(
  { learner, replay, config, key, sums }: Training<State, Action>,
  t: number,
  i: number,
) {
  const updateKey = fold(fold(fold(key, "learn"), t), i);
  const batch = sampleBatch(fold(updateKey, "batch"), replay, config.batch);
  const metrics = learner.update(fold(updateKey, "noise"), batch, t);
  sums.count++;
  for (const [name, value] of Object.entries(metrics)) {
    sums.metrics[name] = (sums.metrics[name] ?? 0) + value;
  }
}

/** The starts are always the same, and so is the world's chance along the way. */
function recordEvaluation<State, Action extends AgentAction>(
  training: Training<State, Action>,
): void {
  const { environment, learner, grid, key, record, sums, now: { steps: step } } = training;
  const returns = returnsOf(fold(key, "evaluate"), environment, learner, grid);
  record.evaluations.push({ step, returns });
  if (sums.count === 0) return;
  const means = Object.entries(sums.metrics).map(([name, sum]) => [name, sum / sums.count]);
  record.metrics.push({ step, metrics: Object.fromEntries(means) });
  training.sums = { count: 0, metrics: {} };
}

/**
 * Steps until `steps` have been done in all, handing the thread over every 50 steps, so that a Stop
 * button is heard. A training that was stopped can go on: call it again.
 *
 * @param signal aborting it stops between two steps; all that was learned is kept
 * @returns whether it got there
 */
export async function train<State, Action extends AgentAction>(
  training: Training<State, Action>,
  steps: number,
  signal?: AbortSignal,
): Promise<boolean> {
  checkTrain({ training, steps });
  if (signal !== undefined) SIGNAL.check("train", "signal", signal);
  while (training.now.steps < steps) {
    if (signal?.aborted) return false;
    trainingStep(training);
    if (training.now.steps % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return true;
}
