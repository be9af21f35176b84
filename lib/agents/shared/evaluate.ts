/** How good a policy is: returns from a fixed grid of starts. */
import type { Environment, Start } from "../../envs/mod.ts";
import { fold, type Key, NonFiniteError, requireInteger } from "../../math/mod.ts";
import { type Spaces, toBox } from "./spaces.ts";

/** An environment that continuous agents act in. */
export type BoxEnvironment<State> = Environment<State, readonly number[], readonly number[]>;

/** Actions in [−1, 1] for many observations at once, `[B][O]` to `[B][A]`; `step` counts from 0. */
export type ManyActions = (
  observations: readonly (readonly number[])[],
  step: number,
) => readonly (readonly number[])[];

/** Where to start, and how long to look. */
export interface EvaluationGrid<State> {
  /** The same at every evaluation, so that evaluations differ by the policy alone. */
  readonly starts: readonly Start<State, readonly number[]>[];
  /** Steps of an episode that does not end by itself. */
  readonly maxSteps: number;
}

/**
 * The return of an episode from each start. All episodes go on side by side, so that the networks are
 * asked once a step.
 *
 * @param policy `learner.exploit` for the best actions known
 * @param key for an environment with chance: step t of episode i draws from
 *   `fold(fold(key, i), t)`
 * @returns `[starts]`, sum of rewards, not discounted
 * @throws {NonFiniteError} naming episode and step, when a reward is not finite
 * @throws {ShapeError|RangeError} for an action outside [−1, 1], and a number of steps that is none
 * @example
 * ```ts
 * import { evaluate, type ManyActions, spacesOf } from "lib/agents";
 * import { pendulum, pendulumStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const world = pendulum(), still: ManyActions = (seen) => seen.map(() => [0]);
 * const grid = { starts: [pendulumStart(Math.PI, 0)], maxSteps: 10 };
 * const [hanging] = evaluate(world, spacesOf(world), still, grid, key(0));
 * assertAlmostEquals(hanging!, -10 * Math.PI ** 2, 1e-6);
 * ```
 */
export function evaluate<State>(
  environment: BoxEnvironment<State>,
  spaces: Spaces,
  policy: ManyActions,
  { starts, maxSteps }: EvaluationGrid<State>,
  key: Key,
): number[] {
  requireInteger("evaluate", "maxSteps", maxSteps, 1);
  const episodes = starts.map(({ state, observation }, i) => {
    return { state, observation, return: 0, running: true, key: fold(key, i) };
  });
  for (let t = 0; t < maxSteps; t++) {
    const running = episodes.filter((episode) => episode.running);
    if (running.length === 0) break;
    const actions = policy(running.map(({ observation }) => observation), t);
    running.forEach((episode, i) => {
      const action = toBox(spaces, actions[i]!);
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
