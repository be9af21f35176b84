/** A dream: what would be seen and paid, from a belief on, action by action. */
import { NonFiniteError } from "../../math/mod.ts";
import { denseLayer, mlp, readOut } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { StateSpaceParameters } from "./parameters.ts";
import { featuresOf, type Path, remember } from "./step.ts";
import type { Belief } from "./tracker.ts";

/** What a model imagines from a belief on, action by action. */
export interface Dream {
  /** Mean pictures, each `[P]`. */
  readonly pictures: readonly Float32Array[];
  readonly rewards: Float32Array;
  /** The beliefs, codes being means. */
  readonly beliefs: readonly Belief[];
}

/** The dream of a list of actions, each `[A]`; trusted but for its numbers. */
export function dreamOf(
  parameters: StateSpaceParameters,
  from: Belief,
  actions: readonly (readonly number[])[],
  path: Path,
): Dream {
  const H = from.memory.length, Z = from.code.length, T = actions.length;
  const { memory, code, pictures, rewards } = readOut(() => {
    let state = {
      memory: tf.tensor2d(from.memory, [1, H]) as tf.Tensor,
      code: tf.tensor2d(from.code, [1, Z]) as tf.Tensor,
    };
    const memories: tf.Tensor[] = [], codes: tf.Tensor[] = [];
    for (const action of actions) {
      const memory = remember(parameters, state, tf.tensor2d([[...action]]), path);
      state = { memory, code: tf.slice(denseLayer(parameters.prior, memory), [0, 0], [1, Z]) };
      memories.push(state.memory);
      codes.push(state.code);
    }
    const all = { memory: tf.concat(memories, 0), code: tf.concat(codes, 0) };
    const features = featuresOf(all, path);
    return {
      ...all,
      pictures: mlp(parameters.decoder, features),
      rewards: mlp(parameters.reward, features),
    };
  });
  const P = pictures.length / T;
  const row = (list: Float32Array, width: number, t: number) =>
    list.slice(t * width, (t + 1) * width);
  rewards.forEach((value, t) => {
    if (!Number.isFinite(value)) {
      throw new NonFiniteError("dream", `the reward of step ${t}`, value);
    }
  });
  return {
    pictures: actions.map((_, t) => row(pictures, P, t)),
    rewards,
    beliefs: actions.map((_, t) => ({ memory: row(memory, H, t), code: row(code, Z, t) })),
  };
}
