/** Chapter 19, live: the chapter's learning, step by step, with reports on the way. */
import {
  predict,
  type ReplayLearner,
  sacAgent,
  spacesOf,
  type Training,
  trainingInit,
  trainingStep,
} from "lib/agents";
import { pendulum, pendulumStart, type PendulumState, rollOut } from "lib/envs";
import { fold, key, mean } from "lib/math";
import { startBackend } from "lib/nn";
import type { Order, Report } from "./learning_values.ts";

const angles = [-3, -2, -1, 0, 1, 2, 3, 3.14], velocities = [-1, 0, 1];
/** Between two reports, ms: more of them would cost steps. */
const pause = 100;

/**
 * Soft Actor-Critic on the pendulum, with the chapter's keys and settings; so its numbers.
 *
 * @param beside finds a file that lies beside the worker
 */
export async function* labour(
  order: unknown,
  beside: (file: string) => URL,
): AsyncGenerator<Report> {
  const { seed, steps, learningRate } = order as Order;
  await startBackend({ wasm: beside("tfjs-backend-wasm-simd.wasm") });
  const world = pendulum(), own = key(seed);
  const starts = angles.flatMap((angle) => velocities.map((v) => pendulumStart(angle, v)));
  const agent = sacAgent(fold(own, "agent"), spacesOf(world), { learningRate });
  const grid = { starts, maxSteps: 200 };
  const training = trainingInit(fold(own, "training"), world, agent, grid);
  let filmed = -1;
  while (training.now.steps < steps) {
    const from = performance.now(), first = training.now.steps;
    while (performance.now() < from + pause && training.now.steps < steps) trainingStep(training);
    const rate = 1000 * (training.now.steps - first) / (performance.now() - from);
    const { evaluations } = training.record, isNew = evaluations.length > filmed;
    filmed = evaluations.length;
    yield {
      step: training.now.steps,
      rate,
      temperature: agent.temperature(),
      returns: evaluations.map(({ returns }) => mean(returns)),
      ...isNew ? { angles: filmOf(training, agent) } : {},
    };
  }
}

/** An episode of the policy without its noise, from hanging at rest; rad, upright is 0. */
function filmOf(
  { environment }: Training<PendulumState>,
  agent: ReplayLearner<number[]>,
): readonly number[] {
  const hanging = { ...environment, reset: () => pendulumStart(Math.PI, 0) };
  const { states } = rollOut(key(0), hanging, (seen) => predict(agent, seen), 200);
  return states.map(({ angle }) => angle);
}
