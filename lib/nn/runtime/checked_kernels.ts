import type * as tfjs from "@tensorflow/tfjs";

/** An operation that gives, or may give, wrong numbers on the WASM backend was called. */
export class UncheckedOpError extends Error {
  /** tfjs' name of the kernel. */
  readonly kernel: string;

  constructor(kernel: string, reason: string) {
    super(`Cannot run ${kernel} on the WASM backend: ${reason}`);
    this.name = "UncheckedOpError";
    this.kernel = kernel;
  }
}

type Inputs = { readonly [name: string]: tfjs.TensorInfo | undefined };
type Attributes = { readonly [name: string]: unknown };
/** Returns why a call must not run; `undefined` when it may. */
type Condition = (inputs: Inputs, attributes: Attributes) => string | undefined;

const always: Condition = () => undefined;

const notBool = (name: string): Condition => (inputs) =>
  inputs[name]?.dtype === "bool"
    ? `${name} is bool, expected float32 or int32 (bool is read wrongly, beyond its end)`
    : undefined;

/** float32 sums lose their last digits: 16 777 216 + 1 = 16 777 216. */
const longestSum = 1 << 20;

const shortSum: Condition = ({ x }, { axis }) => {
  if (x === undefined) return undefined;
  const axes = axis === null || axis === undefined ? x.shape.map((_, i) => i) : [axis].flat();
  const length = axes.reduce<number>((n, each) => n * x.shape.at(Number(each))!, 1);
  return length > longestSum
    ? `it would add ${length} float32 numbers in a row, expected at most ${longestSum}; ` +
      "sum blocks, then add their sums in float64"
    : undefined;
};

const nonEmpty: Condition = ({ x }) =>
  x?.shape.includes(0) === true
    ? `x has shape [${x.shape}], expected no empty axis (the result would be garbage)`
    : undefined;

const someNumbers: Condition = (inputs, attributes) =>
  nonEmpty(inputs, attributes) ?? shortSum(inputs, attributes);

const onlyFloat: Condition = ({ x }) =>
  x?.dtype === "float32"
    ? undefined
    : `x is ${x?.dtype}, expected float32 (the result would be cut to whole numbers)`;

/** tfjs gives all parts the type of the first. */
const noFraction: Condition = (inputs) => {
  const [first, ...others] = Object.values(inputs);
  return first?.dtype !== "float32" && others.some((part) => part?.dtype === "float32")
    ? `the first part is ${first?.dtype}, others float32; expected one type (they would be cut)`
    : undefined;
};

const noCastToBool: Condition = (_inputs, { dtype }) =>
  dtype === "bool" ? "dtype is bool, expected float32 or int32; write notEqual(x, 0)" : undefined;

/** What the kernel of ours can do while it multiplies. */
const linearOrRelu: Condition = (_inputs, { activation }) =>
  activation === "linear" || activation === "relu"
    ? undefined
    : `activation is ${activation}, expected linear or relu; apply it to the result instead`;

const integerOneHot: Condition = (_inputs, { dtype }) =>
  dtype === undefined || dtype === "int32"
    ? undefined
    : `dtype is ${dtype}, expected int32; cast the result (other types come out wrong)`;

/**
 * The operations that a test compares with the plain CPU backend, each with the condition under
 * which it is right. Whatever is not in here does not run.
 */
export const checkedKernels: Readonly<Record<string, Condition>> = {
  _FusedMatMul: linearOrRelu,
  Abs: always,
  Add: always,
  AddN: always,
  ArgMax: nonEmpty,
  BatchMatMul: always,
  BernoulliLogits: always,
  BernoulliLogitsBackward: always,
  Cast: noCastToBool,
  Concat: noFraction,
  Conv2D: always,
  Conv2DBackpropFilter: always,
  Conv2DBackpropInput: always,
  Convolution: always,
  Dense: always,
  DenseBackward: always,
  DenseInputBackward: always,
  ElementwiseBackward: always,
  Equal: always,
  Exp: always,
  ExpandDims: always,
  Fill: always,
  FusedConv2D: linearOrRelu,
  GatherV2: always,
  GaussianLatent: always,
  GaussianLatentBackward: always,
  Greater: always,
  GreaterEqual: always,
  Identity: always,
  LeastOfStack: always,
  LeastOfStackBackward: always,
  Less: always,
  LessEqual: always,
  Log: always,
  LogicalAnd: always,
  Max: nonEmpty,
  Mean: someNumbers,
  Mlp: always,
  MlpBackward: always,
  MlpPart: always,
  Multiply: always,
  Neg: always,
  NotEqual: always,
  OneHot: integerOneHot,
  OnesLike: always,
  Pack: always,
  PadV2: always,
  RealDiv: always,
  Relu: always,
  Reshape: always,
  Reverse: notBool("x"),
  Rsqrt: always,
  Select: notBool("t"),
  Sigmoid: always,
  Slice: always,
  Softmax: always,
  Softplus: onlyFloat,
  Sqrt: always,
  SplitV: always,
  Spread: always,
  Square: always,
  SquashedGaussian: always,
  SquashedGaussianBackward: always,
  SquaredDifference: always,
  Step: always,
  Sub: always,
  Sum: shortSum,
  Tanh: always,
  Tile: always,
  Transpose: always,
  TransposedConvolution: always,
  Unpack: always,
  UnsortedSegmentSum: always,
  ZerosLike: always,
};

/** Why some tempting operations are not on the list. */
const reasons: Readonly<Record<string, string>> = {
  ClipByValue: "it turns NaN into a number; check with requireFiniteTensor, then use where",
  Log1p: "it computes log(1 + x) and loses small x; use lib/math's float64 forms",
  Maximum: "maximum(1, NaN) is 1; use where, after requireFiniteTensor",
  Minimum: "minimum(1, NaN) is 1; use where, after requireFiniteTensor",
};

let guarded = false;

/** Puts the conditions before every kernel of the WASM backend; once. */
export function guardKernels(tf: typeof tfjs): void {
  if (guarded) return;
  guarded = true;
  for (const kernel of tf.getKernelsForBackend("wasm")) {
    tf.unregisterKernel(kernel.kernelName, "wasm");
    tf.registerKernel(guardedKernel(kernel));
  }
}

/** The kernel behind its condition; one that is not on the list says so when it is called. */
export function guardedKernel(kernel: tfjs.KernelConfig): tfjs.KernelConfig {
  return { ...kernel, kernelFunc: guardedFunction(kernel) };
}

function guardedFunction(kernel: tfjs.KernelConfig): tfjs.KernelFunc {
  const name = kernel.kernelName;
  const condition = checkedKernels[name];
  if (condition === undefined) {
    const reason = reasons[name] ?? "it is not on the tested list (lib/nn/checked_kernels.ts)";
    return () => {
      throw new UncheckedOpError(name, reason);
    };
  }
  if (condition === always) return kernel.kernelFunc;
  return (parts) => {
    const reason = condition(parts.inputs as Inputs, (parts.attrs ?? {}) as Attributes);
    if (reason !== undefined) throw new UncheckedOpError(name, reason);
    return kernel.kernelFunc(parts);
  };
}
