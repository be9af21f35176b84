import type * as tfjs from "@tensorflow/tfjs";
import { recordedKernel } from "../recording/kernel.ts";
import {
  always,
  type Attributes,
  type Condition,
  type Inputs,
  integerOneHot,
  linearOrRelu,
  noCastToBool,
  nonEmpty,
  notBool,
  notOnlyBool,
  oneType,
  onlyFloat,
  sameChoices,
  shortSum,
  someNumbers,
  wholeConstant,
  wholeFill,
} from "./kernel_conditions.ts";

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

/**
 * The operations that a test compares with the plain CPU backend, each with the condition under
 * which it is right. Whatever is not in here does not run.
 */
export const checkedKernels: Readonly<Record<string, Condition>> = {
  _FusedMatMul: linearOrRelu,
  Abs: notBool("x"),
  Add: notOnlyBool,
  AddN: notOnlyBool,
  ArgMax: nonEmpty,
  Attention: always,
  AttentionBackward: always,
  BatchMatMul: always,
  BernoulliLogits: always,
  BernoulliLogitsBackward: always,
  Cast: noCastToBool,
  Concat: oneType,
  Conv2D: always,
  Conv2DBackpropFilter: always,
  Conv2DBackpropInput: always,
  Convolution: always,
  Dense: always,
  DenseBackward: always,
  DenseInputBackward: always,
  ElementwiseBackward: always,
  Equal: always,
  Exp: notBool("x"),
  ExpandDims: always,
  Fill: wholeFill,
  FusedConv2D: linearOrRelu,
  GatherV2: always,
  GaussianLatent: always,
  GaussianLatentBackward: always,
  Greater: always,
  GreaterEqual: always,
  Gru: always,
  GruBackward: always,
  GruPart: always,
  Identity: always,
  LayerNorm: always,
  LayerNormBackward: always,
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
  Neg: notBool("x"),
  NotEqual: always,
  OneHot: integerOneHot,
  OnesLike: always,
  Pack: always,
  PadV2: wholeConstant,
  RealDiv: always,
  Relu: notBool("x"),
  Reshape: always,
  Reverse: notBool("x"),
  Rsqrt: always,
  Select: sameChoices,
  Sigmoid: always,
  Slice: always,
  Softmax: always,
  SoftmaxBackward: always,
  Softplus: onlyFloat,
  Sqrt: always,
  SplitV: always,
  Spread: always,
  Square: notBool("x"),
  SquashedGaussian: always,
  SquashedGaussianBackward: always,
  SquaredDifference: always,
  Step: notBool("x"),
  Sub: notOnlyBool,
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
    const reason = reasons[name] ??
      "it is not on the tested list (lib/nn/runtime/checked_kernels.ts)";
    return () => {
      throw new UncheckedOpError(name, reason);
    };
  }
  const { kernelFunc } = recordedKernel(kernel);
  if (condition === always) return kernelFunc;
  return (parts) => {
    const reason = condition(parts.inputs as Inputs, (parts.attrs ?? {}) as Attributes);
    if (reason !== undefined) throw new UncheckedOpError(name, reason);
    return kernelFunc(parts);
  };
}
