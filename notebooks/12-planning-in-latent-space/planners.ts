/** Acting by planning: in a model's dream, and in the world itself. */
import { crossEntropyPlan, type Imagine } from "lib/control";
import { pendulum, pixelPendulumStart, type PixelPendulumState } from "lib/envs";
import { fold, type Key, key, normal } from "lib/math";
import type { Belief, StateSpaceDreamer } from "lib/sequence/tensor";
import { actFrom, pictureOf, type PixelEpisode, type PixelPolicy, WORLD } from "./world.ts";

/** The search of every planner of this chapter, over torques from −1 to 1 (times 2 N m): 1.4 s ahead. */
export const SEARCH = {
  low: [-1],
  high: [1],
  horizon: 14,
  candidates: 200,
  elites: 20,
  rounds: 5,
};

/** Looks, plans in the dream, takes the first action. A policy for one episode after the other. */
export function dreaming(dreamer: StateSpaceDreamer): PixelPolicy {
  let belief: Belief | undefined, action: readonly number[] | undefined;
  return (seen, key, step) => {
    if (step === 0) belief = action = undefined;
    belief = dreamer.observe(pictureOf(seen), belief, action);
    action = crossEntropyPlan(key, dreamer.imagine(belief), SEARCH).actions[0]!;
    return [WORLD.torque * action[0]!];
  };
}

/**
 * The same with Gaussian noise on the torque, in parts of 2 N m, to see more of the world. What was
 * really done is what the belief goes on from.
 */
export function searching(dreamer: StateSpaceDreamer, noise: number): PixelPolicy {
  let belief: Belief | undefined, action: readonly number[] | undefined;
  return (seen, key, step) => {
    if (step === 0) belief = action = undefined;
    belief = dreamer.observe(pictureOf(seen), belief, action);
    const [best] = crossEntropyPlan(key, dreamer.imagine(belief), SEARCH).actions[0]!;
    const [drawn] = normal(fold(key, "noise"), 1);
    action = [Math.min(Math.max(best! + noise * drawn!, -1), 1)];
    return [WORLD.torque * action[0]!];
  };
}

const bare = pendulum({ stepLimit: 1_000_000 }), still = key(0); // this world has no chance

/** The world itself as a model: what plans would really earn from a state. */
export function imagineTruly({ angle, angularVelocity }: PixelPendulumState): Imagine {
  return (plans, count) => {
    const horizon = plans.length / count, rewards = new Float64Array(plans.length);
    for (let plan = 0; plan < count; plan++) {
      let state = { angle, angularVelocity, step: 0 };
      for (let t = 0; t < horizon; t++) {
        const torque = [WORLD.torque * plans[plan * horizon + t]!];
        for (let i = 0; i < WORLD.repeat; i++) {
          const next = bare.step(state, torque, still);
          rewards[plan * horizon + t]! += next.reward;
          state = next.state;
        }
      }
    }
    return rewards;
  };
}

/**
 * Replanning in the world itself, which is told the state; with noise, to have other ways as well; by other
 * rewards than its own, where `imagine` says so.
 */
export function actTruly(
  own: Key,
  angle: number,
  { noise = 0, decisions = WORLD.decisions as number, imagine = imagineTruly } = {},
): PixelEpisode {
  let state: PixelPendulumState = pixelPendulumStart(angle, 0).state;
  return actFrom(own, angle, (_, drawn) => {
    const { actions } = crossEntropyPlan(drawn, imagine(state), SEARCH);
    const [shake] = normal(fold(drawn, "noise"), 1);
    const best = Math.min(Math.max(actions[0]![0]! + noise * shake!, -1), 1);
    const torque = [WORLD.torque * best];
    const before = state.angle;
    for (let i = 0; i < WORLD.repeat; i++) {
      state = { ...bare.step({ ...state, step: 0 }, torque, still).state, angleBefore: before };
    }
    return torque;
  }, decisions);
}
