/** What a recurrent state-space model is made of. */
import {
  dictionary,
  door,
  fold,
  type Given,
  type Key,
  keyShape,
  list,
  record,
  required,
  setting,
  settings,
  ShapeError,
  shapeOf,
  whole,
  within,
  wrongKind,
  wrongSize,
} from "../../math/mod.ts";
import {
  type DenseParameters,
  denseParameters,
  type GruParameters,
  gruParameters,
  type MlpParameters,
  mlpParameters,
  tensorShape,
} from "../../nn/mod.ts";

/** The networks of a recurrent state-space model. */
export type StateSpaceParameters = {
  /** From a picture, `[P]`, to what is said of it, `[E]`. */
  readonly encoder: MlpParameters;
  /** h′ from (z, a) and h. */
  readonly memory: GruParameters;
  /** From h to μ and the raw spread of p(z | h), `[2Z]`. */
  readonly prior: DenseParameters;
  /** From (h, what is said) to those of q(z | h, o). */
  readonly posterior: MlpParameters;
  /** From (h, z) to the mean picture. */
  readonly decoder: MlpParameters;
  /** From (h, z) to the mean reward of the step that led there. */
  readonly reward: MlpParameters;
};

/**
 * What a recurrent state-space model is like.
 *
 * - `pixels`: numbers of a picture, P
 * - `actions`: numbers of an action, A
 * - `memory`: units of the deterministic path, H
 * - `code`: numbers of the stochastic path, Z
 * - `encoder`: widths of the encoder's layers; the last is E. The decoder has them the other way round
 * - `posterior`, `reward`: width of the one hidden layer of these two
 */
export const STATE_SPACE = settings({
  pixels: required(whole(1, 65_536)),
  actions: required(whole(1, 1024)),
  memory: setting(whole(1, 4096), 64),
  code: setting(whole(1, 4096), 8),
  encoder: setting(list(whole(1, 4096)), [128, 64]),
  posterior: setting(whole(1, 4096), 64),
  reward: setting(whole(1, 4096), 32),
});

/** What it is like, see {@link STATE_SPACE}. */
export type StateSpaceConfig = Given<typeof STATE_SPACE>;

const DOING = "start a state-space model";
const checkKey = door(DOING, { key: keyShape });

/**
 * Parameters to start a recurrent state-space model with (Hafner et al. 2019): perceptrons as PyTorch's
 * Linear starts, the memory as {@link gruParameters}.
 *
 * @param key each network is drawn from the fold by its name
 * @param config see {@link STATE_SPACE}; at least two widths of the encoder
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} for a bad or unknown option
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { startBackend, stateSpaceParameters } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { memory, prior } = stateSpaceParameters(key(0), { pixels: 256, actions: 1 });
 * assertEquals(memory.inputWeight.shape, [3, 9, 64]); // a code of 8 and an action
 * assertEquals(prior.weight.shape, [64, 16]);
 * ```
 */
export function stateSpaceParameters(key: Key, config: StateSpaceConfig): StateSpaceParameters {
  checkKey({ key });
  const read = STATE_SPACE.read(DOING, config);
  const { pixels, actions, memory, code, encoder } = read;
  requireTwo(encoder);
  const own = (name: string) => fold(key, name), said = encoder.at(-1)!;
  const net = (name: string, inputs: number, hidden: readonly number[], outputs: number) =>
    mlpParameters(own(name), { inputs, hidden: [...hidden], outputs });
  return {
    encoder: net("encoder", pixels, encoder.slice(0, -1), said),
    memory: gruParameters(own("memory"), { inputs: code + actions, hidden: memory }),
    prior: denseParameters(own("prior"), { inputs: memory, outputs: 2 * code }),
    posterior: net("posterior", memory + said, [read.posterior], 2 * code),
    decoder: net("decoder", memory + code, encoder.toReversed(), pixels),
    reward: net("reward", memory + code, [read.reward], 1),
  };
}

function requireTwo(encoder: readonly number[]): void {
  if (encoder.length >= 2) return;
  throw new ShapeError(DOING, "encoder", [encoder.length], "two widths or more");
}

const LAYERS = dictionary(record({
  weight: tensorShape(["I", "O"]),
  bias: tensorShape(["O"]),
}, "a layer { weight, bias }"));

/** hidden1, hidden2, …, output, each as wide as the next one takes. */
const PERCEPTRON = shapeOf<MlpParameters>("layers hidden1, …, output", (value) => {
  const names = Object.keys(isObject(value) ? value : {});
  const named = names.length >= 2 &&
    names.every((name, i) => name === (i === names.length - 1 ? "output" : `hidden${i + 1}`));
  if (!named) return wrongKind(value, "a plain object with layers hidden1, …, output");
  const layers = value as MlpParameters;
  for (const [i, name] of names.entries()) {
    const fault = LAYERS.fault({ [name]: layers[name] });
    if (fault !== undefined) return fault;
    const before = i === 0 ? undefined : layers[names[i - 1]!]!.weight.shape[1]!;
    const { shape } = layers[name]!.weight;
    if (before === undefined || before === shape[0]) continue;
    return within(`.${name}.weight`, wrongSize(shape, `[${before},${shape[1]}]`));
  }
  return undefined;
});

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The parameters as a door sees them: letters H and 2Z for the whole of it. */
export const NETWORKS = record({
  encoder: PERCEPTRON,
  memory: record({
    inputWeight: tensorShape([3, "I", "H"]),
    inputBias: tensorShape([3, "H"]),
    stateWeight: tensorShape([3, "H", "H"]),
    stateBias: tensorShape([3, "H"]),
  }),
  prior: record({ weight: tensorShape(["H", "2Z"]), bias: tensorShape(["2Z"]) }),
  posterior: PERCEPTRON,
  decoder: PERCEPTRON,
  reward: PERCEPTRON,
}, "the networks of a state-space model");
