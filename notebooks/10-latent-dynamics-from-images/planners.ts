/** Planners: the same search in the code, in the world itself, and open loop. */
import { crossEntropyPlan, type Imagine } from "lib/control";
import { pixelPendulum, pixelPendulumStart, type PixelPendulumState } from "lib/envs";
import { fold, type Key, key, normal } from "lib/math";
import { mlp, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { type CodeModel, imagineStep } from "./model.ts";
import { greyOf, REWARD } from "./windows.ts";
import { actFrom, GRAVITY, type PixelEpisode, type PixelPolicy, WORLD } from "./world.ts";

/** The search of every planner of this chapter: 1 s ahead. */
export const SEARCH = {
  low: [-2],
  high: [2],
  horizon: 10,
  candidates: 100,
  elites: 12,
  rounds: 4,
};

/** The code of an observation. */
export function codeOf(own: CodeModel, observation: Uint8Array): number[] {
  const { z } = readOut(() => ({ z: mlp(own.encoder, tf.tensor2d([greyOf(observation)])) }));
  return Array.from(z);
}

/** What plans would earn from a code: H steps of all plans at once. */
export function imagineFrom(own: CodeModel, code: readonly number[]): Imagine {
  return (plans, count) => {
    const horizon = plans.length / count;
    return readOut(() => {
      const all = tf.div(tf.tensor2d(Float32Array.from(plans), [count, horizon]), WORLD.torque);
      let z: tf.Tensor = tf.tile(tf.tensor2d([[...code]]), [count, 1]);
      const paid: tf.Tensor[] = [];
      for (let t = 0; t < horizon; t++) {
        const { next, reward } = imagineStep(own, z, tf.slice(all, [0, t], [count, 1]));
        paid.push(reward);
        z = next;
      }
      return { rewards: tf.mul(tf.concat(paid, 1), REWARD) };
    }).rewards;
  };
}

/** Replans at every decision and takes the first action. */
export function planner(imagine: (seen: Uint8Array) => Imagine): PixelPolicy {
  return (seen, key) => crossEntropyPlan(key, imagine(seen), SEARCH).actions[0]!;
}

/** With Gaussian noise, N m, to see more of the world. */
export function noisy(policy: PixelPolicy, size: number): PixelPolicy {
  return (seen, key, step) => {
    const [torque] = policy(seen, key, step), [noise] = normal(fold(key, "noise"), 1);
    return [Math.min(Math.max(torque! + size * noise!, -WORLD.torque), WORLD.torque)];
  };
}

/** Open loop: the whole episode is planned from its first observation, and then carried out blindly. */
export function openLoop(key: Key, angle: number, own: CodeModel): PixelEpisode {
  return blindly(key, angle, (seen) => imagineFrom(own, codeOf(own, seen)));
}

/** Open loop in the world itself: what one look would be worth to a model without a fault. */
export function openTruly(key: Key, angle: number): PixelEpisode {
  return blindly(key, angle, () => imagineTruly(pixelPendulumStart(angle, 0).state));
}

function blindly(key: Key, angle: number, imagine: (seen: Uint8Array) => Imagine): PixelEpisode {
  let plan: readonly (readonly number[])[] = [];
  const long = { ...SEARCH, horizon: WORLD.decisions };
  return actFrom(key, angle, (seen, drawn, step) => {
    if (step === 0) plan = crossEntropyPlan(drawn, imagine(seen), long).actions;
    return plan[step]!;
  });
}

const bare = pixelPendulum({ gravity: GRAVITY, size: 4, stepLimit: 1_000_000 }); // nobody looks

/** The world itself as a model: what plans would really earn from a state. */
export function imagineTruly(from: PixelPendulumState): Imagine {
  const still = key(0); // this world has no chance
  return (plans, count) => {
    const horizon = plans.length / count, rewards = new Float64Array(plans.length);
    for (let plan = 0; plan < count; plan++) {
      let state = from;
      for (let t = 0; t < horizon; t++) {
        const next = bare.step(state, [plans[plan * horizon + t]!], still);
        rewards[plan * horizon + t] = next.reward;
        state = next.state;
      }
    }
    return rewards;
  };
}

/** Replanning in the world itself, which is told the state: what no learner can be expected to beat. */
export function actTruly(own: Key, angle: number): PixelEpisode {
  let state: PixelPendulumState = pixelPendulumStart(angle, 0).state;
  return actFrom(own, angle, (_, drawn) => {
    const { actions } = crossEntropyPlan(drawn, imagineTruly(state), SEARCH);
    state = bare.step(state, actions[0]!, key(0)).state;
    return actions[0]!;
  });
}
