// One variational autoencoder for all contestants: its numbers as raw float32, the rest as JSON.
import { fold, type Key, key, normal, uniform } from "lib/math";

/** What is to be trained, on what, and for how long before the losses are compared. */
export type VaeProblem = {
  readonly network: "mlp" | "conv";
  readonly batch: number;
  readonly latent: number;
  /** Of an image, `[pixels]` or `[H, W, C]`. */
  readonly image: readonly number[];
  /** How many batches of images and noise there are, taken in turns. */
  readonly batches: number;
  readonly learningRate: number;
  /** Steps after which all must have the same loss. */
  readonly steps: number;
  /** Of every parameter, in the order in which their numbers lie. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
};

/** The numbers of a problem; those of a batch lie side by side. */
export type VaeNumbers = {
  readonly parameters: Float32Array;
  readonly images: Float32Array;
  readonly noise: Float32Array;
};

/** 64 pixels, two layers each way. */
export const mlpProblem: VaeProblem = {
  network: "mlp",
  batch: 128,
  latent: 2,
  image: [64],
  batches: 4,
  learningRate: 1e-3,
  steps: 50,
  shapes: {
    "encoder/weight": [64, 128],
    "encoder/bias": [128],
    "posterior/weight": [128, 4],
    "posterior/bias": [4],
    "decoder/weight": [2, 128],
    "decoder/bias": [128],
    "pixels/weight": [128, 64],
    "pixels/bias": [64],
  },
};

/** 32×32 pixels, three convolutions each way: 16, 32 and 64 channels, 3×3, stride 2. */
export const convProblem: VaeProblem = {
  network: "conv",
  batch: 64,
  latent: 16,
  image: [32, 32, 1],
  batches: 4,
  learningRate: 1e-3,
  steps: 20,
  shapes: {
    "down1/weight": [3, 3, 1, 16],
    "down1/bias": [16],
    "down2/weight": [3, 3, 16, 32],
    "down2/bias": [32],
    "down3/weight": [3, 3, 32, 64],
    "down3/bias": [64],
    "posterior/weight": [1024, 32],
    "posterior/bias": [32],
    "decoder/weight": [16, 1024],
    "decoder/bias": [1024],
    "up1/weight": [3, 3, 32, 64], // transposed: from the last side to the one before
    "up1/bias": [32],
    "up2/weight": [3, 3, 16, 32],
    "up2/bias": [16],
    "up3/weight": [3, 3, 1, 16],
    "up3/bias": [1],
  },
};

/** Black and white images, weights N(0, 1 / fan-in), biases N(0, 0.1²), all from a key. */
export function vaeNumbers(problem: VaeProblem, root: Key = key(0)): VaeNumbers {
  const { batch, batches, latent, image, shapes } = problem;
  const parameters = Object.entries(shapes).map(([name, shape]) => {
    const scale = shape.length === 1 ? 0.1 : 1 / Math.sqrt(fanIn(name, shape));
    return normal(fold(root, name), sizeOf(shape)).map((z) => scale * z);
  });
  const images = uniform(fold(root, "images"), batches * batch * sizeOf(image));
  return {
    parameters: Float32Array.from(parameters.flatMap((each) => Array.from(each))),
    images: Float32Array.from(images, (u) => u < 0.5 ? 0 : 1),
    noise: Float32Array.from(normal(fold(root, "noise"), batches * batch * latent)),
  };
}

function fanIn(name: string, shape: readonly number[]): number {
  return name.startsWith("up") ? shape[3]! * 9 / 4 : sizeOf(shape.slice(0, -1)); // 9 of 4 overlap
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Writes parameters.f32, images.f32, noise.f32 (in this machine's byte order) and problem.json. */
export async function writeVae(folder: string, problem: VaeProblem): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, numbers] of Object.entries(vaeNumbers(problem))) {
    await Deno.writeFile(`${folder}/${name}.f32`, new Uint8Array(numbers.buffer as ArrayBuffer));
  }
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify(problem));
}

export async function readVae(
  folder: string,
): Promise<{ problem: VaeProblem; numbers: VaeNumbers }> {
  const problem = JSON.parse(await Deno.readTextFile(`${folder}/problem.json`)) as VaeProblem;
  const read = async (name: string) =>
    new Float32Array((await Deno.readFile(`${folder}/${name}.f32`)).buffer);
  const [parameters, images, noise] = await Promise.all(
    ["parameters", "images", "noise"].map(read),
  );
  return { problem, numbers: { parameters: parameters!, images: images!, noise: noise! } };
}
