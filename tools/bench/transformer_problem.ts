// One transformer encoder for all contestants: its numbers as raw float32, the rest as JSON.
import { fold, key, normal } from "lib/math";
import { type EncoderBlockParameters, mapTree, type TensorTree } from "lib/nn";
import * as tf from "lib/nn/tf";

/** An encoder that reads short sequences, and a number that is made of the mean of its last steps. */
export type TransformerProblem = typeof transformerProblem;

const BLOCK = {
  "selfNorm/scale": [64],
  "selfNorm/offset": [64],
  "self/query/weight": [64, 64],
  "self/query/bias": [64],
  "self/key/weight": [64, 64],
  "self/key/bias": [64],
  "self/value/weight": [64, 64],
  "self/value/bias": [64],
  "self/output/weight": [64, 64],
  "self/output/bias": [64],
  "forwardNorm/scale": [64],
  "forwardNorm/offset": [64],
  "forward/hidden1/weight": [64, 256],
  "forward/hidden1/bias": [256],
  "forward/output/weight": [256, 64],
  "forward/output/bias": [64],
} as const;

/** The size of chapter 08's chunks: 16 steps of width 64, in 4 heads, two blocks. */
export const transformerProblem = {
  length: 16,
  batch: 32,
  width: 64,
  heads: 4,
  hidden: 256,
  blocks: 2,
  /** How many batches there are, taken in turns. */
  batches: 4,
  learningRate: 1e-3,
  /** Steps after which all must have the same loss; later Adam makes much of the last digits. */
  steps: 10,
  /** Of every parameter of a block, in the order in which their numbers lie. */
  block: BLOCK,
} as const;

/** The numbers of the problem: each block's one after the other, the head's, and the batches'. */
export type TransformerNumbers = Readonly<Record<string, Float32Array>>;

/** Weights N(0, 1 / fan-in), biases N(0, 0.1²), norms 1 + N(0, 0.1²), inputs and what is wanted N(0, 1). */
export function transformerNumbers(problem: TransformerProblem): TransformerNumbers {
  const { blocks, batches, batch, length, width, block } = problem, root = key(8);
  const drawn = (name: string, count: number, scale: number, centre = 0) =>
    Float32Array.from(normal(fold(root, name), count), (z) => centre + scale * z);
  const numbers: Record<string, Float32Array> = {};
  for (let i = 0; i < blocks; i++) {
    for (const [name, shape] of Object.entries(block)) {
      const count = shape.reduce((product: number, side) => product * side, 1);
      const scale = name.endsWith("weight") ? 1 / Math.sqrt(shape[0]!) : 0.1;
      const path = `block${i + 1}/${name}`;
      numbers[path] = drawn(path, count, scale, name.endsWith("scale") ? 1 : 0);
    }
  }
  return {
    ...numbers,
    "head/weight": drawn("head/weight", width, 1 / Math.sqrt(width)),
    "head/bias": drawn("head/bias", 1, 0.1),
    seen: drawn("seen", batches * batch * length * width, 1),
    wanted: drawn("wanted", batches * batch, 1),
  };
}

/** Writes all numbers into one file (in this machine's byte order), and problem.json with their places. */
export async function writeTransformer(folder: string, problem: TransformerProblem): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const numbers = transformerNumbers(problem);
  const counts = Object.fromEntries(
    Object.entries(numbers).map(([name, { length }]) => [name, length]),
  );
  const all = Object.values(numbers).flatMap((each) => Array.from(each));
  await Deno.writeFile(
    `${folder}/numbers.f32`,
    new Uint8Array(Float32Array.from(all).buffer as ArrayBuffer),
  );
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify({ ...problem, counts }));
}

/** Parameters as lib/nn has them; the caller owns them. */
export type TransformerTensors = {
  readonly block1: EncoderBlockParameters;
  readonly block2: EncoderBlockParameters;
  readonly head: { readonly weight: tf.Tensor; readonly bias: tf.Tensor };
};

/** The backend must be ready. */
export function transformerTensors(
  { blocks, block, width }: TransformerProblem,
  numbers: TransformerNumbers,
): TransformerTensors {
  const tree: Record<string, unknown> = {};
  const put = (path: string, shape: readonly number[]) => {
    const names = path.split("/"), last = names.pop()!;
    const node = names.reduce(
      (each, name) => (each[name] ??= {}) as Record<string, unknown>,
      tree,
    );
    node[last] = tf.tensor(numbers[path]!, [...shape]);
  };
  for (let i = 0; i < blocks; i++) {
    for (const [name, shape] of Object.entries(block)) put(`block${i + 1}/${name}`, shape);
  }
  put("head/weight", [width, 1]);
  put("head/bias", [1]);
  return mapTree(tree as TensorTree, (tensor) => tensor) as unknown as TransformerTensors;
}
