/** How good a policy is: returns from a fixed grid of starts. */
import { ENVIRONMENT, type Environment, type Start } from "../../envs/mod.ts";
import {
  anyList,
  anything,
  door,
  fold,
  type Key,
  keyShape,
  NonFiniteError,
  record,
  vector,
  whole,
} from "../../math/mod.ts";
import { inWorld } from "./actions.ts";
import { ACTOR, type Actor } from "./agent.ts";
import type { AgentAction } from "./spaces.ts";

/** An environment whose observations are vectors. */
export type AgentEnvironment<State, Action extends AgentAction = readonly number[]> = Environment<
  State,
  Action,
  readonly number[]
>;

/** Where to start, and how long to look. */
export interface EvaluationGrid<State> {
  /** The same at every evaluation, so that evaluations differ by the policy alone. */
  readonly starts: readonly Start<State, readonly number[]>[];
  /** Steps of an episode that does not end by itself. */
  readonly maxSteps: number;
}

const START = record({ observation: vector() }, "a Start { state, observation }");

/** Starts of any world, and a length. */
export const GRID = record(
  { starts: anyList(START), maxSteps: whole(1) },
  "a grid { starts, maxSteps }",
);

const ACTIONS = anyList(anything);
const checkEvaluate = door("evaluate", {
  key: keyShape,
  environment: ENVIRONMENT,
  actor: ACTOR,
  grid: GRID,
});
const checkPredict = door("predict", { actor: ACTOR });

/**
 * The return of an episode from each start, by the best actions known. All episodes go on side by
 * side, so that the networks are asked once a step.
 *
 * @param key for an environment with chance: step t of episode i draws from
 *   `fold(fold(key, i), t)`
 * @param actor an agent, a policy read from bytes, or any plan with spaces
 * @returns `[starts]`, sum of rewards, not discounted
 * @throws {NonFiniteError} naming episode and step, when a reward is not finite
 * @throws {ShapeError|RangeError} for an action outside [−1, 1], and a number of steps that is none
 * @example
 * ```ts
 * import { evaluate, spacesOf } from "lib/agents";
 * import { pendulum, pendulumStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const world = pendulum(), grid = { starts: [pendulumStart(Math.PI, 0)], maxSteps: 10 };
 * const still = { spaces: spacesOf(world), exploit: (seen: readonly unknown[]) => seen.map(() => [0]) };
 * const [hanging] = evaluate(key(0), world, still, grid);
 * assertAlmostEquals(hanging!, -10 * Math.PI ** 2, 1e-6);
 * ```
 */
export function evaluate<State, Action extends AgentAction>(
  key: Key,
  environment: AgentEnvironment<State, Action>,
  actor: Actor<Action>,
  grid: EvaluationGrid<State>,
): number[] {
  checkEvaluate({ key, environment, actor, grid });
  return returnsOf(key, environment, actor, grid);
}

/** {@link evaluate} of what was looked at before. */
export function returnsOf<State, Action extends AgentAction>(
  key: Key,
  environment: AgentEnvironment<State, Action>,
  { spaces, exploit }: Actor<Action>,
  { starts, maxSteps }: EvaluationGrid<State>,
): number[] {
  const episodes = starts.map(({ state, observation }, i) => {
    return { state, observation, return: 0, running: true, key: fold(key, i) };
  });
  for (let t = 0; t < maxSteps; t++) {
    const running = episodes.filter((episode) => episode.running);
    if (running.length === 0) break;
    const actions = exploit(running.map(({ observation }) => observation), t);
    ACTIONS.check("evaluate", "what the actor gives", actions);
    running.forEach((episode, i) => {
      const action = inWorld(spaces, actions[i]!);
      const step = environment.step(episode.state, action, fold(episode.key, t));
      if (!Number.isFinite(step.reward)) {
        const what = `the reward of episode ${episodes.indexOf(episode)}, step ${t}`;
        throw new NonFiniteError(`evaluate in ${environment.name}`, what, step.reward);
      }
      episode.return += step.reward;
      episode.state = step.state, episode.observation = step.observation;
      episode.running = step.ending.kind === "running";
    });
  }
  return episodes.map((episode) => episode.return);
}

/**
 * What an agent would do, in the world's own units.
 *
 * @param actor an agent, or a policy read from bytes
 * @param observation `[O]`
 * @returns `[A]`, within the world's box; or the number of an action
 * @throws {ShapeError|NonFiniteError} for an observation that does not fit
 */
export function predict<Action extends AgentAction>(
  actor: Actor<Action>,
  observation: readonly number[],
): Action {
  checkPredict({ actor });
  const { spaces, exploit } = actor;
  vector(spaces.observations).check("predict", "observation", observation);
  const actions = exploit([observation]);
  ACTIONS.check("predict", "what the actor gives", actions);
  return inWorld(spaces, actions[0]!);
}
