/** What plans would earn: all of them at once, one captured list for each number of plans and steps. */
import { ShapeError } from "../../math/mod.ts";
import { capture, denseLayer, mlp, onHost, overwrite } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { StateSpaceParameters } from "./parameters.ts";
import { featuresOf, type Path, remember } from "./step.ts";
import type { Belief } from "./tracker.ts";

/** Owns recordings. */
export interface Imaginer extends Disposable {
  /** @param plans `[N · H · A]` @returns `[N · H]` */
  readonly rewards: (from: Belief, plans: Float64Array, count: number) => Float64Array;
}

/** Codes are the priors' means; the reward's network sees all steps in one product. */
export function imaginer(parameters: StateSpaceParameters, path: Path): Imaginer {
  let last: Recording | undefined;
  return {
    rewards: (from, plans, count) => {
      const Z = from.code.length, A = parameters.memory.inputWeight.shape[1] - Z;
      const horizon = plans.length / (count * A);
      if (!(Number.isInteger(horizon) && horizon >= 1)) {
        const wish = `${count} plans of whole steps, ${A} numbers each`;
        throw new ShapeError("imagine plans", "plans", [plans.length], wish);
      }
      if (last?.count !== count || last.horizon !== horizon) {
        last?.[Symbol.dispose]();
        last = recording(parameters, path, count, horizon);
      }
      return last.rewards(from, plans);
    },
    [Symbol.dispose]: () => last?.[Symbol.dispose](),
  };
}

interface Recording extends Disposable {
  readonly count: number;
  readonly horizon: number;
  readonly rewards: (from: Belief, plans: Float64Array) => Float64Array;
}

function recording(
  parameters: StateSpaceParameters,
  path: Path,
  count: number,
  horizon: number,
): Recording {
  const Z = parameters.prior.bias.shape[0]! / 2, H = parameters.memory.stateBias.shape[1]!;
  const A = parameters.memory.inputWeight.shape[1] - Z;
  const own = {
    memory: tf.zeros([1, H]),
    code: tf.zeros([1, Z]),
    plans: tf.zeros([horizon, count, A]),
  };
  const rewards = new Float64Array(count * horizon);
  const captured = capture(() =>
    tf.tidy(() => {
      const paid = imagined(parameters, own, path);
      onHost(() => byPlan(paid.dataSync(), rewards, count, horizon));
    })
  );
  const steps = new Float32Array(own.plans.size);
  return {
    count,
    horizon,
    rewards: (from, plans) => {
      for (let n = 0; n < count; n++) {
        for (let t = 0; t < horizon; t++) {
          for (let a = 0; a < A; a++) {
            steps[(t * count + n) * A + a] = plans[(n * horizon + t) * A + a]!;
          }
        }
      }
      overwrite(own.memory, from.memory);
      overwrite(own.code, from.code);
      overwrite(own.plans, steps);
      captured.run();
      return rewards;
    },
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      tf.dispose(own);
    },
  };
}

/** `[H · N, 1]`, step by step. */
function imagined(
  parameters: StateSpaceParameters,
  own: { readonly memory: tf.Tensor; readonly code: tf.Tensor; readonly plans: tf.Tensor },
  path: Path,
): tf.Tensor {
  const count = own.plans.shape[1]!, Z = own.code.shape[1]!;
  const { weight, bias } = parameters.prior, H = weight.shape[0]!;
  const mean = { weight: tf.slice(weight, [0, 0], [H, Z]), bias: tf.slice(bias, [0], [Z]) };
  let memory: tf.Tensor = tf.tile(own.memory, [count, 1]),
    code: tf.Tensor = tf.tile(own.code, [count, 1]);
  const features = tf.unstack(own.plans).map((action) => {
    memory = remember(parameters, { memory, code }, action, path);
    code = denseLayer(mean, memory);
    return featuresOf({ memory, code }, path);
  });
  return mlp(parameters.reward, tf.concat(features, 0));
}

function byPlan(paid: ArrayLike<number>, into: Float64Array, count: number, horizon: number): void {
  for (let t = 0; t < horizon; t++) {
    for (let n = 0; n < count; n++) into[n * horizon + t] = paid[t * count + n]!;
  }
}
