/** Under which conditions, of types, sizes and attributes, a kernel of the WASM backend is right. */
import type * as tfjs from "@tensorflow/tfjs";

/** The tensors of a call, by name; lists by number. */
export type Inputs = { readonly [name: string]: tfjs.TensorInfo | undefined };
/** The other arguments of a call. */
export type Attributes = { readonly [name: string]: unknown };
/** Returns why a call must not run; `undefined` when it may. */
export type Condition = (inputs: Inputs, attributes: Attributes) => string | undefined;

export const always: Condition = () => undefined;

export const notBool = (name: string): Condition => (inputs) =>
  inputs[name]?.dtype === "bool"
    ? `${name} is bool, expected float32 or int32 (bool is read wrongly, beyond its end)`
    : undefined;

/** A sum of truths is a truth to tfjs: 1 + 1 = 1. */
export const notOnlyBool: Condition = (inputs) =>
  Object.values(inputs).every((part) => part?.dtype === "bool")
    ? "all parts are bool, expected float32 or int32 (1 + 1 would be 1); cast them first"
    : undefined;

/** float32 sums lose their last digits: 16 777 216 + 1 = 16 777 216. */
const longestSum = 1 << 20;

export const shortSum: Condition = ({ x }, { axis }) => {
  if (x === undefined) return undefined;
  const axes = axis === null || axis === undefined ? x.shape.map((_, i) => i) : [axis].flat();
  const length = axes.reduce<number>((n, each) => n * x.shape.at(Number(each))!, 1);
  return length > longestSum
    ? `it would add ${length} float32 numbers in a row, expected at most ${longestSum}; ` +
      "sum blocks, then add their sums in float64"
    : undefined;
};

export const nonEmpty: Condition = ({ x }) =>
  x?.shape.includes(0) === true
    ? `x has shape [${x.shape}], expected no empty axis (the result would be garbage)`
    : undefined;

export const someNumbers: Condition = (inputs, attributes) =>
  nonEmpty(inputs, attributes) ?? shortSum(inputs, attributes);

export const onlyFloat: Condition = ({ x }) =>
  x?.dtype === "float32"
    ? undefined
    : `x is ${x?.dtype}, expected float32 (the result would be cut to whole numbers)`;

/** tfjs gives all parts the type of the first. */
export const oneType: Condition = (inputs) => {
  const [first, ...others] = Object.values(inputs);
  const other = others.find((part) => part?.dtype !== first?.dtype);
  return other !== undefined && first?.dtype !== "float32"
    ? `the first part is ${first?.dtype}, others ${other.dtype}; expected one type (they would be cut)`
    : undefined;
};

/** The bytes of both choices are taken as they are. */
export const sameChoices: Condition = (inputs, attributes) =>
  inputs.t?.dtype === inputs.e?.dtype
    ? notBool("t")(inputs, attributes)
    : `t is ${inputs.t?.dtype}, e ${inputs.e?.dtype}; expected one type (e would be read wrongly)`;

export const wholeConstant: Condition = ({ x }, { constantValue }) =>
  x?.dtype !== "float32" && !Number.isInteger(constantValue)
    ? `constantValue is ${constantValue} for ${x?.dtype}, expected a whole number (it would be cut)`
    : undefined;

export const wholeFill: Condition = (_inputs, { dtype, value }) =>
  (dtype === "int32" || dtype === "bool") && !Number.isInteger(value) && typeof value === "number"
    ? `value is ${value} for ${dtype}, expected a whole number (it would be cut)`
    : undefined;

export const noCastToBool: Condition = (_inputs, { dtype }) =>
  dtype === "bool" ? "dtype is bool, expected float32 or int32; write notEqual(x, 0)" : undefined;

/** What the kernel of ours can do while it multiplies. */
export const linearOrRelu: Condition = (_inputs, { activation }) =>
  activation === "linear" || activation === "relu"
    ? undefined
    : `activation is ${activation}, expected linear or relu; apply it to the result instead`;

export const integerOneHot: Condition = (_inputs, { dtype }) =>
  dtype === undefined || dtype === "int32"
    ? undefined
    : `dtype is ${dtype}, expected int32; cast the result (other types come out wrong)`;
