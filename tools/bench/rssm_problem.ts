// One recurrent state-space model for all contestants: its numbers as raw float32, the rest as JSON.
import { fold, key, normal, uniform } from "lib/math";
import { treeEntries, writeTree } from "lib/nn";
import { type StateSpaceParameters, stateSpaceParameters } from "lib/sequence/tensor";

/** Chapter 12's model and batch. */
export type RssmProblem = typeof rssmProblem;

/** 64 units of memory, a code of 8, pictures of 16 × 16, 32 windows of 20. */
export const rssmProblem = {
  time: 20,
  batch: 32,
  pixels: 256,
  actions: 1,
  memory: 64,
  code: 8,
  encoder: [128, 64],
  posterior: 64,
  reward: 32,
  pictureVariance: 0.05,
  rewardVariance: 0.01,
  freeNats: 1,
  learningRate: 1e-3,
  maxNorm: 100,
  /** How many batches there are, taken in turns. */
  batches: 4,
  /** Steps after which all must have the same loss. */
  steps: 8,
} as const;

/** Lists of a batch, side by side for all batches. */
export type RssmNumbers = Readonly<
  Record<"pictures" | "actions" | "rewards" | "noise", Float32Array>
>;

/** Pictures uniform in [0, 1]; actions, rewards and noise N(0, 1), rewards over 10. */
export function rssmNumbers(
  { time, batch, pixels, actions, code, batches }: RssmProblem,
): RssmNumbers {
  const root = key(6), rows = batches * batch;
  const drawn = (name: string, count: number, scale = 1) =>
    Float32Array.from(normal(fold(root, name), count), (z) => scale * z);
  return {
    pictures: Float32Array.from(uniform(fold(root, "pictures"), rows * time * pixels)),
    actions: drawn("actions", rows * (time - 1) * actions),
    rewards: drawn("rewards", rows * (time - 1), 0.1),
    noise: drawn("noise", rows * time * code),
  };
}

/** Parameters by path: N(0, 1 / fan-in), biases N(0, 0.1²). */
export function rssmWeights(own: StateSpaceParameters): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    treeEntries(own).map(([path, { shape, size }]) => {
      const scale = /bias$/i.test(path) ? 0.1 : 1 / Math.sqrt(shape.at(-2)!);
      const z = normal(fold(fold(key(6), "weights"), path), size);
      return [path, Float32Array.from(z, (each) => scale * each)];
    }),
  );
}

/** The model with the problem's weights; the backend must be ready, the caller owns it. */
export function rssmModel(problem: RssmProblem): StateSpaceParameters {
  const { pixels, actions, memory, code, encoder, posterior, reward } = problem;
  const sides = { pixels, actions, memory, code, encoder: [...encoder], posterior, reward };
  const own = stateSpaceParameters(key(0), sides);
  writeTree(own, rssmWeights(own));
  return own;
}

/** Writes a file for each list (in this machine's byte order) and problem.json. */
export async function writeRssm(folder: string, problem: RssmProblem): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const own = rssmModel(problem), weights = rssmWeights(own);
  const shapes = Object.fromEntries(treeEntries(own).map(([path, { shape }]) => [path, shape]));
  const lists = { ...rssmNumbers(problem), parameters: joined(Object.values(weights)) };
  for (const [name, numbers] of Object.entries(lists)) {
    await Deno.writeFile(`${folder}/${name}.f32`, new Uint8Array(numbers.buffer as ArrayBuffer));
  }
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify({ ...problem, shapes }));
}

function joined(lists: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of lists) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}
