/** How far an agent's critics are from the truth. */
import { ENVIRONMENT } from "../../envs/mod.ts";
import { between, door, fold, type Key, keyShape, requireNumber } from "../../math/mod.ts";
import { inBox } from "./actions.ts";
import { type Agent, type CriticProbe, PROBED } from "./agent.ts";
import { type AgentEnvironment, type EvaluationGrid, GRID } from "./evaluate.ts";
import { requireBox } from "./spaces.ts";

const DOING = "compare critics";
const checkBias = door(DOING, {
  key: keyShape,
  environment: ENVIRONMENT,
  agent: PROBED,
  grid: GRID,
  discount: between(0, 1),
});

/** What critics say, and what then came; returns, discounted. */
export interface CriticBias {
  /** The least of the critics, at each start, for an action of the policy. */
  readonly estimates: readonly number[];
  /** What that action and the policy after it earned: r₀ + Σ_{t ≥ 1} γᵗ (r_t − α log π(a_t | s_t)). */
  readonly truths: readonly number[];
}

/** An agent with critics that can be asked. */
export type ProbedAgent = Pick<Agent, "spaces"> & { readonly probe: CriticProbe };

/**
 * Compares the critics with roll-outs of the agent's own policy, entropy included, as the critics
 * count it. The world should not end by a time limit before γᵗ is small: what came after is missing.
 *
 * @param key step t of start i draws from `fold(fold(fold(key, "step"), i), t)`, and all actions of
 *   step t from `fold(fold(key, "act"), t)`
 * @param discount γ of the agent
 * @returns one of each for every start; one draw of the return, so take the mean over many starts
 * @throws {TypeError|RangeError} for a world, an agent, a grid, a discount or a length that is none
 * @throws {NonFiniteError} naming episode and step, when a reward is not finite
 * @example
 * ```ts
 * import { criticBias, sacAgent, spacesOf } from "lib/agents";
 * import { pendulum, pendulumStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const world = pendulum(), starts = [pendulumStart(Math.PI, 0)];
 * function untaught(): number {
 *   using agent = sacAgent(key(0), spacesOf(world), { hidden: [8] });
 *   const { estimates, truths } = criticBias(key(1), world, agent, { starts, maxSteps: 60 }, 0.9);
 *   return estimates[0]! - truths[0]!;
 * }
 * assert(untaught() > 10); // it knows nothing yet of how bad hanging is
 * ```
 */
export function criticBias<State>(
  key: Key,
  environment: AgentEnvironment<State>,
  agent: ProbedAgent,
  grid: EvaluationGrid<State>,
  discount: number,
): CriticBias {
  checkBias({ key, environment, agent, grid, discount });
  const { probe } = agent, { starts, maxSteps } = grid, box = requireBox(DOING, agent.spaces);
  const episodes = starts.map((start, i) => {
    return { ...start, key: fold(fold(key, "step"), i), running: true };
  });
  const truths = starts.map(() => 0);
  let estimates: number[] = [];
  for (let t = 0; t < maxSteps && episodes.some(({ running }) => running); t++) {
    const observations = episodes.map(({ observation }) => observation);
    const { actions, bonuses } = probe.act(fold(fold(key, "act"), t), observations);
    if (t === 0) estimates = leastOf(probe.values(observations, actions));
    episodes.forEach((episode, i) => {
      if (!episode.running) return;
      const action = inBox(box, actions[i]!);
      const step = environment.step(episode.state, action, fold(episode.key, t));
      requireNumber(`compare critics in ${environment.name}`, rewardOf(i, t), step.reward);
      const bonus = t === 0 ? 0 : bonuses?.[i] ?? 0;
      truths[i]! += discount ** t * (step.reward + bonus);
      Object.assign(episode, { state: step.state, observation: step.observation });
      episode.running = step.ending.kind === "running";
    });
  }
  return { estimates, truths };
}

const rewardOf = (i: number, t: number) => `the reward of episode ${i}, step ${t}`;

function leastOf(values: readonly (readonly number[])[]): number[] {
  return (values[0] ?? []).map((_, i) => Math.min(...values.map((each) => each[i]!)));
}
