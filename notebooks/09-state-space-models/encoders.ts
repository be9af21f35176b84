/** Encoders of whole sequences: what each may see, and what it answers for each step. */
import { fold, type Key } from "lib/math";
import {
  dense,
  type DenseParameters,
  denseParameters,
  encoderBlock,
  type EncoderBlockParameters,
  encoderBlockParameters,
  gru,
  type GruParameters,
  gruParameters,
  mlp,
  type MlpParameters,
  mlpParameters,
  positions,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import type { GaussianChain } from "lib/sequence";

/** By what a step's answer is computed from. */
export type Body = "now" | "past" | "future" | "both" | "attention";

/** An encoder's kind: what it sees, and whether its answer looks at z_t−1. */
export interface EncoderKind {
  readonly body: Body;
  readonly chained: boolean;
}

/** The encoders of the chapter, from the blindest on. */
export const ENCODERS = {
  "now": { body: "now", chained: false },
  "past": { body: "past", chained: false },
  "all": { body: "both", chained: false },
  "past, chained": { body: "past", chained: true },
  "all, chained": { body: "future", chained: true },
  "all, chained, attention": { body: "attention", chained: true },
} as const satisfies Record<string, EncoderKind>;

/** An encoder's name. */
export type EncoderName = keyof typeof ENCODERS;

/** Units of a hidden layer, and width of attention. */
const WIDTH = 32, HEADS = 4;

/** What an encoder learns: a body, and a head that answers (offset, gain, log spread). A gain is
 * in (0, 1), so that a chain cannot run away. */
export type EncoderParameters = {
  readonly alone?: MlpParameters;
  readonly forward?: GruParameters;
  readonly backward?: GruParameters;
  readonly embed?: DenseParameters;
  readonly block?: EncoderBlockParameters;
  readonly head: DenseParameters;
};

/** Parameters to start with; each step is seen as two numbers, x_t and its place. */
export function encoderParameters(key: Key, { body }: EncoderKind): EncoderParameters {
  const cell = (name: string) => gruParameters(fold(key, name), { inputs: 2, hidden: WIDTH });
  const head = (inputs: number) => denseParameters(fold(key, "head"), { inputs, outputs: 3 });
  switch (body) {
    case "now": {
      const alone = mlpParameters(fold(key, "alone"), {
        inputs: 2,
        hidden: [WIDTH],
        outputs: WIDTH,
      });
      return { alone, head: head(WIDTH) };
    }
    case "past":
      return { forward: cell("forward"), head: head(WIDTH) };
    case "future":
      return { backward: cell("backward"), head: head(WIDTH) };
    case "both":
      return { forward: cell("forward"), backward: cell("backward"), head: head(2 * WIDTH) };
    case "attention":
      return {
        embed: denseParameters(fold(key, "embed"), { inputs: 2, outputs: WIDTH }),
        block: encoderBlockParameters(fold(key, "block"), { width: WIDTH, hidden: 2 * WIDTH }),
        head: head(WIDTH),
      };
  }
}

/** Answers for each step, `[T, B]` each. */
export interface Answers {
  readonly offset: tf.Tensor2D;
  readonly gain: tf.Tensor2D;
  readonly logStd: tf.Tensor2D;
}

/** What an encoder looks at. */
export type Sight = {
  /** x_t and its place in [−1, 1], `[T, B, 2]`. */
  readonly seen: tf.Tensor3D;
  /** Rows that tell attention the order, `[T, WIDTH]`. */
  readonly order: tf.Tensor2D;
};

/** x_t and its place of some sequences `[B][T]`, row after row. */
export function sightNumbers(sequences: readonly (readonly number[])[]): Float32Array<ArrayBuffer> {
  const steps = sequences[0]!.length, batch = sequences.length;
  const numbers = new Float32Array(steps * batch * 2);
  for (let t = 0, i = 0; t < steps; t++) {
    for (let b = 0; b < batch; b++) {
      numbers[i++] = sequences[b]![t]!;
      numbers[i++] = 2 * t / (steps - 1) - 1;
    }
  }
  return numbers;
}

/** The same as tensors; the caller owns them. */
export function sightOf(sequences: readonly (readonly number[])[]): Sight {
  const steps = sequences[0]!.length;
  return {
    seen: tf.tensor3d(sightNumbers(sequences), [steps, sequences.length, 2]),
    order: tf.tensor2d(positions(steps, WIDTH).map((row) => Array.from(row))),
  };
}

/** What an encoder answers; the caller owns the tensors. */
export function answersOf(
  { chained }: EncoderKind,
  parameters: EncoderParameters,
  sight: Sight,
): Answers {
  const [steps, batch] = sight.seen.shape;
  const features = featuresOf(parameters, sight);
  const { weight, bias } = parameters.head;
  const rows = dense(tf.reshape(features, [steps * batch, -1]), weight, bias);
  const column = (i: number) =>
    tf.reshape(tf.slice(rows, [0, i], [steps * batch, 1]), [steps, batch]) as tf.Tensor2D;
  const gain = (chained ? tf.sigmoid(column(1)) : tf.mul(column(1), 0)) as tf.Tensor2D;
  return { offset: column(0), gain, logStd: column(2) };
}

function featuresOf(parameters: EncoderParameters, { seen, order }: Sight): tf.Tensor {
  const { alone, forward, backward, embed, block } = parameters, [steps, batch] = seen.shape;
  if (alone !== undefined) return tf.relu(mlp(alone, tf.reshape(seen, [steps * batch, 2])));
  if (embed !== undefined && block !== undefined) return attended(embed, block, seen, order);
  const start = tf.zeros<tf.Rank.R2>([batch, WIDTH]);
  const states = [
    ...forward === undefined ? [] : [gru(forward, seen, start)],
    ...backward === undefined
      ? []
      : [tf.reverse(gru(backward, tf.reverse(seen, 0) as tf.Tensor3D, start), 0)],
  ];
  return states.length === 1 ? states[0]! : tf.concat(states, 2);
}

function attended(
  embed: DenseParameters,
  block: EncoderBlockParameters,
  seen: tf.Tensor3D,
  order: tf.Tensor2D,
) {
  const [steps, batch] = seen.shape;
  const rows = dense(
    tf.reshape(tf.transpose(seen, [1, 0, 2]), [batch * steps, 2]),
    embed.weight,
    embed.bias,
  );
  const tokens = tf.add(tf.reshape(rows, [batch, steps, WIDTH]), order) as tf.Tensor3D;
  return tf.transpose(encoderBlock(block, tokens, HEADS), [1, 0, 2]);
}

/** An encoder's answers for some sequences `[N][T]`, as chains in float64. */
export function chainsOf(
  kind: EncoderKind,
  parameters: EncoderParameters,
  sequences: readonly (readonly number[])[],
): GaussianChain[] {
  const [offset, gain, logStd] = tf.tidy(() => {
    const answers = answersOf(kind, parameters, sightOf(sequences));
    return [answers.offset, answers.gain, answers.logStd].map((each) =>
      tf.transpose(each).arraySync() as number[][]
    );
  });
  return sequences.map((_, n) => ({
    gains: gain![n]!.map((each) => [[each]]),
    offsets: offset![n]!.map((each) => [each]),
    covariances: logStd![n]!.map((each) => [[Math.exp(2 * each)]]),
  }));
}
