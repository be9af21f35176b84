/** Small computations of random shapes, each of every kind that models are made of. */
import {
  attend,
  convolution,
  dense,
  gru,
  gruCell,
  layerNorm,
  leastOfStack,
  mlp,
  startBackend,
  transposedConvolution,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { bernoulliLogits, gaussianLatent, squashedGaussian } from "lib/prob/tensor";
import { wholeNumber } from "../matrices.ts";

await startBackend();

type Shape = readonly number[];
/** A function of tensors of these shapes. */
export interface Program {
  readonly kind: string;
  readonly shapes: readonly Shape[];
  readonly compute: (...x: tf.Tensor[]) => tf.Tensor;
}

/** Draws sizes of programs. */
class Sizes {
  readonly #next: () => number;

  constructor(next: () => number) {
    this.#next = next;
  }

  /** Mostly small, sometimes beyond a tile. */
  side(low = 1): number {
    return wholeNumber(this.#next, 0, 9) === 0 ? this.from(17, 40) : this.from(low, 9);
  }

  from(low: number, high: number): number {
    return wholeNumber(this.#next, low, high);
  }

  yes(): boolean {
    return this.from(0, 1) === 1;
  }
}

const activations = ["linear", "relu", "tanh", "sigmoid", "softplus", "exp"] as const;
type Maker = (sizes: Sizes) => Omit<Program, "kind">;

/** Programs by kind. */
const makers: Readonly<Record<string, Maker>> = {
  matMul: (s) => {
    const [m, k, n] = [s.side(), s.side(), s.side()], [ta, tb] = [s.yes(), s.yes()];
    const outer = s.yes() ? [s.from(1, 3)] : [];
    const shapes = [[...outer, ...(ta ? [k, m] : [m, k])], tb ? [n, k] : [k, n]];
    return { shapes, compute: (a, b) => tf.matMul(a!, b!, ta, tb) };
  },
  dense: (s) => {
    const [b, i, o] = [s.side(), s.side(), s.side()], activation = activations[s.from(0, 5)]!;
    const stack = s.yes() ? [s.from(1, 3)] : [];
    return {
      shapes: [[b, i], [...stack, i, o], [...stack, o]],
      compute: (x, w, c) => dense(x!, w!, c!, activation),
    };
  },
  mlp: (s) => {
    const [b, i, h, o] = [s.side(), s.side(), s.side(), s.from(1, 4)];
    const stack = s.yes() ? [s.from(1, 3)] : [];
    return {
      shapes: [[b, i], [...stack, i, h], [...stack, h], [...stack, h, o], [...stack, o]],
      compute: (x, w, c, v, d) =>
        mlp({ hidden: { weight: w!, bias: c! }, output: { weight: v!, bias: d! } }, x!),
    };
  },
  gru: (s) => {
    const [b, i, h] = [s.side(), s.side(), s.side()];
    return {
      shapes: [[b, i], [b, h], [3, i, h], [3, h], [3, h, h], [3, h]],
      compute: (x, state, w, c, u, d) => {
        const cell = { inputWeight: w, inputBias: c, stateWeight: u, stateBias: d };
        return gruCell(cell as never, x as tf.Tensor2D, state as tf.Tensor2D);
      },
    };
  },
  sequence: (s) => {
    const [t, b, i, h] = [s.from(1, 5), s.from(1, 6), s.side(), s.side()];
    return {
      shapes: [[t, b, i], [b, h], [3, i, h], [3, h], [3, h, h], [3, h]],
      compute: (x, state, w, c, u, d) => {
        const cell = { inputWeight: w, inputBias: c, stateWeight: u, stateBias: d };
        return gru(cell as never, x as tf.Tensor3D, state as tf.Tensor2D);
      },
    };
  },
  convolution: (s) => {
    const [b, side, c, f, k] = [
      s.from(1, 3),
      s.from(3, 8),
      s.from(1, 4),
      s.from(1, 5),
      s.from(1, 3),
    ];
    const options = { stride: s.from(1, 2), padding: s.yes() ? "same" : "valid" } as const;
    const activation = s.yes() ? "relu" : "tanh";
    return {
      shapes: [[b, side, side, c], [k, k, c, f], [f]],
      compute: (x, w, d) => convolution(x!, w!, d!, { ...options, activation }),
    };
  },
  transposedConvolution: (s) => {
    const [b, side, c, f, k] = [
      s.from(1, 3),
      s.from(1, 5),
      s.from(1, 4),
      s.from(1, 5),
      s.from(2, 3),
    ];
    const options = { stride: s.from(1, 2), padding: "same" } as const;
    return {
      shapes: [[b, side, side, c], [k, k, f, c], [f]],
      compute: (x, w, d) => transposedConvolution(x!, w!, d!, options),
    };
  },
  elementwise: (s) => {
    const shape = [s.side(), s.side()],
      row = s.yes() ? [shape[1]!] : s.yes() ? [shape[0]!, 1] : shape;
    const maps = [tf.tanh, tf.sigmoid, tf.softplus, tf.relu, tf.square] as const;
    const [f, g] = [maps[s.from(0, 4)]!, maps[s.from(0, 4)]!];
    return {
      shapes: [shape, row],
      compute: (x, y) => tf.add(tf.mul(f(x!), g(y!)), tf.sub(x!, tf.div(y!, 3))),
    };
  },
  reductions: (s) => {
    const shape = [s.side(), s.side(), s.from(1, 4)], axis = s.from(0, 2), keep = s.yes();
    return {
      shapes: [shape],
      compute: (x) => tf.add(tf.sum(x!, axis, keep), tf.mean(tf.square(x!), axis, keep)),
    };
  },
  columns: (s) => {
    const [rows, left, right] = [s.side(), s.side(), s.side()], axis = s.from(0, 1);
    const shapes = axis === 1 ? [[rows, left], [rows, right]] : [[left, rows], [right, rows]];
    return {
      shapes,
      compute: (x, y) => {
        const [first, second] = tf.split(tf.concat([x!, y!], axis), [left, right], axis);
        return tf.add(tf.sum(tf.tanh(first!)), tf.sum(tf.square(second!)));
      },
    };
  },
  stacks: (s) => {
    const shape = [s.side(), s.side()];
    return {
      shapes: [shape, shape, shape],
      compute: (x, y, z) => {
        const [first, , last] = tf.unstack(tf.stack([x!, y!, z!]));
        return leastOfStack(tf.stack([tf.neg(first!), tf.square(last!), y!]));
      },
    };
  },
  places: (s) => {
    const shape = [s.side(2), s.side(2)], [rows, columns] = shape as [number, number];
    return {
      shapes: [shape],
      compute: (x) => {
        const labels = tf.tensor1d([0, rows - 1, 0], "int32");
        const some = tf.gather(tf.pad(x!, [[0, 0], [1, 0]]), labels);
        const part = tf.slice(some, [0, 1], [3, columns]);
        return tf.transpose(tf.tile(tf.reshape(part, [3, columns, 1]), [1, 1, 2]), [2, 0, 1]);
      },
    };
  },
  softmax: (s) => {
    const shape = [s.side(), s.side(2)];
    return { shapes: [shape, shape], compute: (x, y) => tf.mul(tf.softmax(x!), y!) };
  },
  layerNorm: (s) => {
    const width = s.side(2);
    return {
      shapes: [[s.side(), width], [width], [width]],
      compute: (x, scale, offset) =>
        layerNorm({ scale: scale as tf.Tensor1D, offset: offset as tf.Tensor1D }, x!),
    };
  },
  attention: (s) => {
    const [b, asking, asked] = [s.from(1, 3), s.side(), s.side()], heads = s.from(1, 3);
    const width = heads * s.from(1, 9);
    return {
      shapes: [[b, asking, width], [b, asked, width], [b, asked, width]],
      compute: (q, k, v) => attend(q as tf.Tensor3D, k as tf.Tensor3D, v as tf.Tensor3D, heads),
    };
  },
  distributions: (s) => {
    const [rows, columns] = [s.side(), s.from(1, 6)], shape = [rows, columns];
    const which = s.from(0, 2);
    return {
      shapes: [[rows, 2 * columns], shape],
      compute: (policy, other) => {
        const [p, noise] = [policy as tf.Tensor2D, tf.relu(other!) as tf.Tensor2D];
        if (which === 0) {
          const { sample, kl } = gaussianLatent(p, noise);
          return tf.add(tf.sum(sample), tf.sum(kl));
        }
        if (which === 1) {
          const { action, logDensity } = squashedGaussian(p, noise, [-2, 0.5]);
          return tf.add(tf.sum(action), tf.sum(logDensity));
        }
        return bernoulliLogits(tf.slice(p, [0, 0], shape as [number, number]), noise);
      },
    };
  },
};

/** One of a random kind and size. */
export function randomProgram(next: () => number): Program {
  const kinds = Object.keys(makers), kind = kinds[wholeNumber(next, 0, kinds.length - 1)]!;
  return { kind, ...makers[kind]!(new Sizes(next)) };
}

/** Kinds of programs that there are. */
export const kinds = Object.keys(makers);
