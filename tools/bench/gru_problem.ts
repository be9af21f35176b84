// One recurrent network for all contestants: its numbers as raw float32, the rest as JSON.
import { fold, key, normal } from "lib/math";
import type { GruParameters } from "lib/nn";
import * as tf from "lib/nn/tf";

/** A GRU that reads a sequence, and a number that is made of its last state. */
export type GruProblem = typeof gruProblem;

/** 64 units over 20 steps. */
export const gruProblem = {
  time: 20,
  batch: 32,
  inputs: 8,
  hidden: 64,
  /** How many batches there are, taken in turns. */
  batches: 4,
  learningRate: 1e-3,
  /** Steps after which all must have the same loss. */
  steps: 50,
  /** Of every parameter, in the order in which their numbers lie; gates are reset, update, candidate. */
  shapes: {
    inputWeight: [3, 8, 64],
    inputBias: [3, 64],
    stateWeight: [3, 64, 64],
    stateBias: [3, 64],
    headWeight: [64, 1],
    headBias: [1],
  },
} as const;

type Name = keyof GruProblem["shapes"];

/** The numbers of the problem by name; those of a batch lie side by side, `[time, batch, inputs]`. */
export type GruNumbers = Readonly<Record<Name | "seen" | "wanted", Float32Array>>;

/** Weights N(0, 1 / fan-in), biases N(0, 0.1²), sequences and what is wanted of them N(0, 1). */
export function gruNumbers(problem: GruProblem): GruNumbers {
  const { shapes, batches, batch, time, inputs } = problem, root = key(4);
  const drawn = (name: string, count: number, scale: number) =>
    Float32Array.from(normal(fold(root, name), count), (z) => scale * z);
  const parameters = Object.entries(shapes).map(([name, shape]) => {
    const scale = name.endsWith("Bias") ? 0.1 : 1 / Math.sqrt(shape.at(-2)!);
    return [name, drawn(name, shape.reduce((product: number, side) => product * side, 1), scale)];
  });
  return {
    ...Object.fromEntries(parameters) as Record<Name, Float32Array>,
    seen: drawn("seen", batches * time * batch * inputs, 1),
    wanted: drawn("wanted", batches * batch, 1),
  };
}

/** Writes a file for each list (in this machine's byte order) and problem.json. */
export async function writeGru(folder: string, problem: GruProblem): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, numbers] of Object.entries(gruNumbers(problem))) {
    await Deno.writeFile(`${folder}/${name}.f32`, new Uint8Array(numbers.buffer as ArrayBuffer));
  }
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify(problem));
}

/** Parameters as lib/nn has them; the caller owns them. */
export type GruTensors = {
  readonly cell: GruParameters;
  readonly head: { readonly weight: tf.Tensor; readonly bias: tf.Tensor };
};

/** The backend must be ready. */
export function gruTensors({ shapes }: GruProblem, numbers: GruNumbers): GruTensors {
  const tensor = (name: Name) => tf.tensor(numbers[name], [...shapes[name]]);
  return {
    cell: {
      inputWeight: tensor("inputWeight") as tf.Tensor3D,
      inputBias: tensor("inputBias") as tf.Tensor2D,
      stateWeight: tensor("stateWeight") as tf.Tensor3D,
      stateBias: tensor("stateBias") as tf.Tensor2D,
    },
    head: { weight: tensor("headWeight"), bias: tensor("headBias") },
  };
}
