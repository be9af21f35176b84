/** Training by policy gradients, update after update, and what is noted on the way. */
import {
  type AgentEnvironment,
  crowdInit,
  gather,
  type PolicyGradientAgent,
  policyGradientAgent,
  type PolicyGradientConfig,
  spacesOf,
} from "lib/agents";
import { fold, type Key, mean } from "lib/math";

/** How long, and how many worlds side by side. */
export interface Plan {
  readonly worlds: number;
  /** Of each world, before an update. */
  readonly steps: number;
  readonly updates: number;
  /** Updates between notes. */
  readonly every: number;
}

/** Means over `every` updates: what ended episodes earned, and the entropy of the policy, nats. */
export interface Curve {
  readonly returns: readonly number[];
  readonly entropy: readonly number[];
}

/**
 * An agent that has learned, and its curve; the caller owns the agent.
 *
 * @param key folds of it by name: the networks, the worlds, their chance, the order of pieces
 */
export function trained<State, Action extends number | readonly number[]>(
  key: Key,
  world: AgentEnvironment<State, Action>,
  config: PolicyGradientConfig,
  plan: Plan,
): { readonly agent: PolicyGradientAgent<Action>; readonly curve: Curve } {
  const agent = policyGradientAgent<Action>(fold(key, "agent"), spacesOf(world), config);
  const returns: number[] = [], entropy: number[] = [];
  let crowd = crowdInit(fold(key, "worlds"), world, plan.worlds);
  let ended: number[] = [], random: number[] = [];
  for (let i = 0; i < plan.updates; i++) {
    const met = gather(fold(fold(key, "gather"), i), world, agent, crowd, plan.steps);
    random.push(agent.update(fold(fold(key, "learn"), i), met.rollout, i).entropy!);
    ended.push(...met.rollout.returns);
    crowd = met.crowd;
    if ((i + 1) % plan.every > 0) continue;
    returns.push(ended.length > 0 ? mean(ended) : returns.at(-1) ?? 0);
    entropy.push(mean(random));
    [ended, random] = [[], []];
  }
  return { agent, curve: { returns, entropy } };
}
