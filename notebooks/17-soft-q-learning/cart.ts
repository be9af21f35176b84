/** The cart and its pole: deep Q-learning and soft Q-learning, built from the same parts. */
import {
  type DeepQAgent,
  deepQAgent,
  type SoftQAgent,
  softQAgent,
  spacesOf,
  type Training,
  trainingInit,
} from "lib/agents";
import { cartPole, type CartPoleState } from "lib/envs";
import { fold, key, mean } from "lib/math";

/** What is the same for all. */
export const CART = {
  agent: { hidden: [64, 64], discount: 0.99, learningRate: 1e-3, averaging: 0.01 },
  training: { batch: 64, randomSteps: 500, evaluateEvery: 1000 },
} as const;

/** Deep Q-learning with a chance of random actions, or soft Q-learning at a temperature. */
export type CartLearner = { readonly randomness: number } | { readonly temperature: number };

/** A learner of the cart-pole; owns its tensors. The network of a seed starts the same in all. */
export function cartAgent(seed: number, learner: CartLearner): DeepQAgent | SoftQAgent {
  const own = fold(fold(key(seed), "cart"), "agent"), spaces = spacesOf(cartPole());
  return "randomness" in learner
    ? deepQAgent(own, spaces, { ...CART.agent, ...learner })
    : softQAgent(own, spaces, { ...CART.agent, ...learner });
}

/** A training of it; ten starts are evaluated by the greatest values, always the same. */
export function cartTraining(
  seed: number,
  agent: DeepQAgent | SoftQAgent,
): Training<CartPoleState, number> {
  const world = cartPole(), own = fold(fold(key(seed), "cart"), "training");
  const starts = Array.from({ length: 10 }, (_, i) => world.reset(fold(fold(key(17), "cart"), i)));
  return trainingInit(own, world, agent, { starts, maxSteps: 500 }, CART.training);
}

/** The mean return of the ten starts, evaluation by evaluation. */
export const curveOf = ({ record }: Training<CartPoleState, number>): number[] =>
  record.evaluations.map(({ returns }) => mean(returns));
