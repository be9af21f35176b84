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
    memory: tf.zeros([count, H]),
    code: tf.zeros([count, Z]),
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
      overwrite(own.memory, rowsOf(from.memory, count));
      overwrite(own.code, rowsOf(from.code, count));
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

/** The same row again and again: in JavaScript, where it takes a tenth of the time of `tf.tile`. */
function rowsOf(row: Float32Array, count: number): Float32Array {
  const rows = new Float32Array(count * row.length);
  for (let n = 0; n < count; n++) rows.set(row, n * row.length);
  return rows;
}

/** `[H · N, 1]`, step by step. */
function imagined(
  parameters: StateSpaceParameters,
  own: { readonly memory: tf.Tensor; readonly code: tf.Tensor; readonly plans: tf.Tensor },
  path: Path,
): tf.Tensor {
  const Z = own.code.shape[1]!;
  const { weight, bias } = parameters.prior, H = weight.shape[0]!;
  const mean = { weight: tf.slice(weight, [0, 0], [H, Z]), bias: tf.slice(bias, [0], [Z]) };
  let { memory, code }: { memory: tf.Tensor; code: tf.Tensor } = own;
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
