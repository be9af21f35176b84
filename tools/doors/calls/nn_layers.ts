/** Good calls of the operations and layers of lib/nn. */
import * as nn from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const KEY = [0, 7];

/** The numbers of a tensor; tensors of a call live as long as its tidy. */
function numbersOf(call: (...args: Any[]) => tf.Tensor) {
  return (...args: readonly unknown[]) => tf.tidy(() => call(...args).dataSync() as never);
}

/** The shapes of new parameters, which are freed. */
function shapesOf(call: (...args: Any[]) => nn.TensorTree) {
  return (...args: readonly unknown[]) =>
    tf.tidy(() => nn.treeEntries(call(...args)).map(([, tensor]) => nn.globalNorm([tensor])));
}

const layer = () => ({ weight: tf.tensor2d([[1], [2]]), bias: tf.tensor1d([0.5]) });
const filter = () => ({ weight: tf.ones([2, 2, 1, 1]), bias: tf.tensor1d([0.5]) });
const image = () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
const network = () => ({
  hidden: { weight: tf.tensor2d([[1, -1]]), bias: tf.zeros([2]) },
  output: layer(),
});
const cell = () => ({
  inputWeight: tf.ones([3, 2, 1]),
  inputBias: tf.zeros([3, 1]),
  stateWeight: tf.ones([3, 1, 1]),
  stateBias: tf.zeros([3, 1]),
});
const FILTER = { stride: 1, padding: "valid", activation: "relu" };
const WINDOW = { size: 2, channels: 2, filters: 3 };
const BLOCK = { width: 2, hidden: 3 };
/** An example of so many tokens of two numbers. */
const tokens = (count: number) => tf.ones<tf.Rank.R3>([1, count, 2]);
const FANS = { inputs: 2, outputs: 3 };
/** Must be given: refused or not, see unclear. */
const needed = { options: ["1"], fine: [/^1 ← (?:undefined|\{\}|no \w+)$/] };

/** Draws by a key, with these further arguments. */
function drawn(name: keyof typeof nn, ...args: readonly unknown[]): Call {
  return { name, args: () => [KEY, ...args], call: numbersOf(nn[name] as Any) };
}

function started(name: keyof typeof nn, config: unknown): Call {
  return { name, args: () => [KEY, config], call: shapesOf(nn[name] as Any), ...needed };
}

export const LAYER_CALLS: readonly Call[] = [
  drawn("glorotUniform", [2, 3], FANS),
  drawn("heNormal", [2, 3], FANS),
  drawn("fanInUniform", [2, 3], FANS),
  drawn("orthogonal", [3, 2]),
  started("denseParameters", { inputs: 2, outputs: 3, networks: 2, initial: "he" }),
  started("mlpParameters", { inputs: 2, hidden: [3], outputs: 1, networks: 2 }),
  started("convolutionParameters", WINDOW),
  started("transposedConvolutionParameters", WINDOW),
  started("gruParameters", { inputs: 2, hidden: 2 }),
  started("attentionParameters", { width: 2 }),
  started("encoderBlockParameters", { width: 2, hidden: 3 }),
  started("decoderBlockParameters", { width: 2, hidden: 3 }),
  { name: "positions", args: () => [3, 4], call: nn.positions },
  {
    name: "attend",
    args: () => [tokens(2), tokens(3), tokens(3), 2],
    call: numbersOf(nn.attend),
  },
  {
    name: "attention",
    args: () => [nn.attentionParameters(KEY as Any, { width: 2 }), tokens(2), tokens(3), 2],
    call: numbersOf(nn.attention),
  },
  {
    name: "encoderBlock",
    args: () => [nn.encoderBlockParameters(KEY as Any, BLOCK), tokens(2), 2],
    call: numbersOf(nn.encoderBlock),
    fine: [/^0\.forward ← output misspelt$/], // as of mlp: the order counts
  },
  {
    name: "decoderBlock",
    args: () => [nn.decoderBlockParameters(KEY as Any, BLOCK), tokens(2), tokens(3), 2],
    call: numbersOf(nn.decoderBlock),
    fine: [/^0\.forward ← output misspelt$/],
  },
  { name: "layerNormParameters", args: () => [3], call: shapesOf(nn.layerNormParameters) },
  {
    name: "dense",
    args: () => [tf.ones([3, 2]), layer().weight, layer().bias, "relu"],
    call: numbersOf(nn.dense),
    fine: [/^3 ← undefined$/],
  },
  {
    name: "denseLayer",
    args: () => [layer(), tf.ones([3, 2]), "relu"],
    call: numbersOf(nn.denseLayer),
    fine: [/^2 ← undefined$/],
  },
  {
    name: "mlp",
    args: () => [network(), tf.ones([3, 1])],
    call: numbersOf(nn.mlp),
    fine: [/^0 ← (?:hidden|output) misspelt/], // any names
  },
  {
    name: "convolution",
    args: () => [image(), filter().weight, filter().bias, FILTER],
    call: numbersOf(nn.convolution),
    options: ["3"],
    fine: [/^3\.padding ← 1$/],
  },
  {
    name: "transposedConvolution",
    args: () => [image(), filter().weight, filter().bias, FILTER],
    call: numbersOf(nn.transposedConvolution),
    options: ["3"],
    fine: [/^3\.padding ← 1$/],
  },
  {
    name: "convolutionLayer",
    args: () => [filter(), image(), FILTER],
    call: numbersOf(nn.convolutionLayer),
    options: ["2"],
    fine: [/^2\.padding ← 1$/],
  },
  {
    name: "transposedConvolutionLayer",
    args: () => [filter(), image(), FILTER],
    call: numbersOf(nn.transposedConvolutionLayer),
    options: ["2"],
    fine: [/^2\.padding ← 1$/],
  },
  {
    name: "gru",
    args: () => [cell(), tf.ones([3, 4, 2]), tf.zeros([4, 1])],
    call: numbersOf(nn.gru),
  },
  {
    name: "gruCell",
    args: () => [cell(), tf.ones([4, 2]), tf.zeros([4, 1])],
    call: numbersOf(nn.gruCell),
  },
  {
    name: "layerNorm",
    args: () => [{ scale: tf.ones([2]), offset: tf.zeros([2]) }, tf.tensor2d([[4, 6]]), 1e-5],
    call: numbersOf(nn.layerNorm),
    fine: [/^2 ← undefined$/],
  },
  {
    name: "leastOfStack",
    args: () => [tf.tensor2d([[1, 5], [3, 2]])],
    call: numbersOf(nn.leastOfStack),
  },
];
