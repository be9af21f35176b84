/** Keeping track: from a belief, an action and a picture to the next belief. */
import { NonFiniteError } from "../../math/mod.ts";
import { capture, mlp, onHost, overwrite } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { StateSpaceParameters } from "./parameters.ts";
import { look, type Path, remember } from "./step.ts";

/** Where a model believes it is. */
export interface Belief {
  /** h, `[H]`. */
  readonly memory: Float32Array;
  /** The mean of z, `[Z]`. */
  readonly code: Float32Array;
}

/** Owns a recording. */
export interface Tracker extends Disposable {
  readonly observe: (picture: Uint8Array, before?: Belief, action?: readonly number[]) => Belief;
}

/** One captured step of one row; before the first picture h is 0 and nothing is remembered. */
export function tracker(parameters: StateSpaceParameters, path: Path): Tracker {
  const Z = parameters.prior.bias.shape[0]! / 2, H = parameters.memory.stateBias.shape[1]!;
  const A = parameters.memory.inputWeight.shape[1] - Z;
  const P = parameters.encoder.hidden1!.weight.shape[0]!;
  const own = {
    picture: tf.zeros([1, P]),
    memory: tf.zeros([1, H]),
    code: tf.zeros([1, Z]),
    action: tf.zeros([1, A]),
    begun: tf.zeros([1, 1]),
  };
  let belief: Belief = { memory: new Float32Array(H), code: new Float32Array(Z) };
  const nothing = { ...belief, action: new Float32Array(A) };
  const captured = capture(() =>
    tf.tidy(() => {
      const memory = tf.mul(remember(parameters, own, own.action, path), own.begun);
      const { mean } = look(parameters, memory, mlp(parameters.encoder, own.picture));
      onHost(() =>
        belief = {
          memory: Float32Array.from(memory.dataSync()),
          code: Float32Array.from(mean.dataSync()),
        }
      );
    })
  );
  return {
    observe: (picture, before, action) => {
      overwrite(own.picture, Float32Array.from(picture, (each) => each / 255));
      overwrite(own.memory, before?.memory ?? nothing.memory);
      overwrite(own.code, before?.code ?? nothing.code);
      overwrite(own.action, before === undefined ? nothing.action : action!);
      overwrite(own.begun, [before === undefined ? 0 : 1]);
      captured.run();
      const bad = belief.code.findIndex((each) => !Number.isFinite(each));
      if (bad < 0) return belief;
      throw new NonFiniteError("observe a picture", `code[${bad}]`, belief.code[bad]!);
    },
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      tf.dispose(own);
    },
  };
}
