/** PyTorch's numbers, and networks and agents that start from them. */
import type { Agent, Batch } from "lib/agents";
import { decodeCheckpoint, encodeCheckpoint, type MlpParameters, restoreTensors } from "lib/nn";
import * as tf from "lib/nn/tf";
import golden from "./golden/sac.json" with { type: "json" };

/** Tensors of a network by path, each as a text of numbers. */
export type Texts = Readonly<Record<string, string>>;

export const numbersOf = (text: string): number[] => text.split(" ").map(Number);

export const [rows, observationSize, actionSize] = [golden.size, 3, 2];

export const spaces = {
  kind: "box",
  observations: observationSize,
  low: [-1, -1],
  high: [1, 1],
} as const;

/** Widths of the layers of an actor or a critic. */
export function widthsOf(inputs: number, outputs: number): readonly number[] {
  return [inputs, ...golden.settings.hidden, outputs];
}

/** A network of tensors; `networks` of them in a stack. The caller disposes. */
export function networkOf(
  texts: Texts,
  widths: readonly number[],
  networks?: number,
): MlpParameters {
  const stack = networks === undefined ? [] : [networks];
  const tensor = (path: string, shape: number[]) => {
    const size = shape.reduce((product, side) => product * side, 1); // of two critics, the first
    return tf.tensor(Float32Array.from(numbersOf(texts[path]!).slice(0, size)), shape);
  };
  const layers = widths.slice(1).map((width, i) => {
    const name = i === golden.settings.hidden.length ? "output" : `hidden${i + 1}`;
    const weight = tensor(`${name}/weight`, [...stack, widths[i]!, width]);
    return [name, { weight, bias: tensor(`${name}/bias`, [...stack, width]) }] as const;
  });
  return Object.fromEntries(layers);
}

/** The batch as an agent gets it. */
export function batchOf(): Batch {
  const { observations, actions, rewards, observationsNext, masks } = golden.batch;
  const column = (text: string) => Float32Array.from(numbersOf(text));
  return {
    size: golden.size,
    observations: column(observations),
    actions: column(actions),
    rewards: column(rewards),
    observationsNext: column(observationsNext),
    masks: column(masks),
  };
}

/** Writes numbers into an agent's tensors, `critics/output/bias` and the like; the others stay. */
export function place(
  learner: Pick<Agent, "tensors">,
  given: Readonly<Record<string, ArrayLike<number>>>,
): void {
  const checkpoint = decodeCheckpoint(
    encodeCheckpoint({ config: {}, step: 0, tensors: learner.tensors }),
  );
  for (const [path, numbers] of Object.entries(given)) {
    const values = checkpoint.tensors[path]!.values; // a stack of one takes the first of two
    values.set(Float32Array.from(numbers).subarray(0, values.length));
  }
  restoreTensors(checkpoint, { config: {}, tensors: learner.tensors });
}

/** The tensors of {@link place} for networks by name. */
export function placesOf(networks: Readonly<Record<string, Texts>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(networks).flatMap(([name, texts]) =>
      Object.entries(texts).map(([path, text]) => [`${name}/${path}`, numbersOf(text)])
    ),
  );
}
