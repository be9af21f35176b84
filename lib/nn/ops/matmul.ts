import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../math/mod.ts";
import { addressOf, newOutput, viewOf } from "../runtime/heap.ts";
import { kernels, scratchAddress } from "../runtime/kernels.ts";
import { type Call, registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/** What is done to a product on its way into the result. */
interface Ending {
  /** `[n]`, added to every row. */
  readonly bias?: tf.TensorInfo | undefined;
  /** The bias is `[batch, n]`: each product has its own. */
  readonly biasPerProduct?: boolean;
  readonly relu?: boolean;
  /** Adds all products of the batch up instead of laying them side by side. */
  readonly sumOverBatch?: boolean;
}

/** A matrix, or a batch of them, as it lies in memory, and whether it is meant transposed. */
interface Operand {
  readonly tensor: tf.TensorInfo;
  readonly transposed: boolean;
}

/**
 * Puts `tf.matMul` and `tf.fused.matMul` on our kernel, with every transposition, with batches and
 * broadcasting, and with the gradients of all of these. Nothing is kept between calls, so a matrix
 * that was changed in place is seen as it is.
 */
export function registerMatMul(): void {
  registerKernel("BatchMatMul", ({ inputs, attrs }) => product(...operands(inputs, attrs)));
  registerKernel("_FusedMatMul", ({ inputs, attrs }) => {
    const relu = attrs.activation === "relu";
    const [a, b] = operands(inputs, attrs);
    return product(a, b, { bias: inputs.bias, relu });
  });
  registerGradient({
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attrs) => matMulGradient(dy as tf.Tensor, a!, b!, attrs),
  });
}

function operands(inputs: Call["inputs"], attrs: Call["attrs"]): [Operand, Operand] {
  return [
    { tensor: inputs.a!, transposed: attrs.transposeA === true },
    { tensor: inputs.b!, transposed: attrs.transposeB === true },
  ];
}

/**
 * act(A B + bias), `[…, m, k]` times `[…, k, n]`; the sides in front are broadcast.
 * @returns `[…, m, n]`, or `[m, n]` when it is summed over the batch
 * @throws {ShapeError} when shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 */
export function product(a: Operand, b: Operand, ending: Ending = {}): tf.TensorInfo {
  const [m] = sides(a), [, n] = sides(b);
  const outerA = a.tensor.shape.slice(0, -2), outerB = b.tensor.shape.slice(0, -2);
  const outer = broadcast(outerA, outerB, b.tensor.shape);
  requireFit(a, b, ending, sizeOf(outer));
  const summed = ending.sumOverBatch === true;
  const output = newOutput(summed ? [m, n] : [...outer, m, n]);
  const multiply = multiplier(a, b, output, ending);
  const batch = sizeOf(outer);
  for (let i = 0; i < batch; i++) {
    multiply(ownIndex(i, outer, outerA), ownIndex(i, outer, outerB), i);
  }
  if (summed && batch === 0) viewOf(output).fill(0);
  return output;
}

/** A function that multiplies two matrices of the batch into the i-th result. */
function multiplier(a: Operand, b: Operand, output: tf.TensorInfo, ending: Ending) {
  const [m, k] = sides(a), [, n] = sides(b);
  const [aRow, aColumn] = a.transposed ? [1, m] : [k, 1];
  const [bRow, bColumn] = b.transposed ? [1, k] : [n, 1];
  const startA = addressOf(a.tensor), startB = addressOf(b.tensor), startC = addressOf(output);
  const startBias = ending.bias === undefined ? 0 : addressOf(ending.bias);
  const biasStep = ending.biasPerProduct === true ? 4 * n : 0;
  const relu = ending.relu === true ? 1 : 0, summed = ending.sumOverBatch === true;
  const { gemm } = kernels(), scratch = scratchAddress();
  return (ofA: number, ofB: number, i: number) => {
    const fromA = startA + 4 * m * k * ofA, fromB = startB + 4 * k * n * ofB;
    const to = summed ? startC : startC + 4 * m * n * i, accumulate = summed && i > 0 ? 1 : 0;
    const bias = startBias + biasStep * i;
    // deno-fmt-ignore
    gemm(m, k, n, fromA, aRow, aColumn, fromB, bRow, bColumn, to, n, bias, accumulate, relu, scratch);
  };
}

/** Rows and columns of a matrix as it is meant. */
function sides({ tensor, transposed }: Operand): [number, number] {
  const [rows = 0, columns = 0] = tensor.shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

function requireFit(a: Operand, b: Operand, ending: Ending, batch: number): void {
  const [, k] = sides(a), [inner, n] = sides(b), { bias } = ending;
  for (const [name, tensor] of [["a", a.tensor], ["b", b.tensor], ["bias", bias]] as const) {
    if (tensor !== undefined && tensor.dtype !== "float32") {
      throw new TypeError(`Cannot multiply: ${name} is ${tensor.dtype}, expected float32`);
    }
  }
  if (k !== inner) {
    const wish = `a matrix with ${k} rows, as a of shape [${a.tensor.shape}] needs`;
    throw new ShapeError("multiply", b.transposed ? "b (transposed)" : "b", b.tensor.shape, wish);
  }
  const numbers = ending.biasPerProduct === true ? batch * n : n;
  if (bias !== undefined && !(bias.shape.at(-1) === n && sizeOf(bias.shape) === numbers)) {
    throw new ShapeError("multiply", "bias", bias.shape, `[${n}]`);
  }
}

function broadcast(
  outerA: readonly number[],
  outerB: readonly number[],
  shapeB: readonly number[],
): number[] {
  const rank = Math.max(outerA.length, outerB.length);
  return Array.from({ length: rank }, (_, i) => {
    const p = outerA[i - rank + outerA.length] ?? 1, q = outerB[i - rank + outerB.length] ?? 1;
    if (p !== q && p !== 1 && q !== 1) {
      throw new ShapeError("multiply", "b", shapeB, `sides in front that fit [${outerA}]`);
    }
    return p === 1 ? q : p;
  });
}

/** Which of its own matrices an operand gives to the i-th product. */
function ownIndex(i: number, outer: readonly number[], own: readonly number[]): number {
  if (own.length === outer.length && own.every((side, axis) => side === outer[axis])) return i;
  let index = 0, stride = 1, rest = i;
  for (let axis = 1; axis <= outer.length; axis++) {
    const side = outer.at(-axis)!, ownSide = own.at(-axis) ?? 1;
    if (axis <= own.length && ownSide !== 1) index += stride * (rest % side);
    if (axis <= own.length) stride *= ownSide;
    rest = Math.floor(rest / side);
  }
  return index;
}

/** For C = A B: dA = dC Bᵀ and dB = Aᵀ dC, transposed where A or B was, summed where it was broadcast. */
function matMulGradient(
  dy: tf.Tensor,
  a: tf.Tensor,
  b: tf.Tensor,
  attrs: unknown,
): { a: () => tf.Tensor; b: () => tf.Tensor } {
  const { transposeA: ta, transposeB: tb } = attrs as { transposeA: boolean; transposeB: boolean };
  const da = () => ta ? tf.matMul(b, dy, tb, true) : tf.matMul(dy, b, false, !tb);
  const db = () => tb ? tf.matMul(dy, a, true, ta) : tf.matMul(a, dy, !ta, false);
  return { a: () => sumTo(da(), a.shape), b: () => sumTo(db(), b.shape) };
}

/** Adds up what broadcasting had multiplied. */
function sumTo(x: tf.Tensor, shape: number[]): tf.Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.flatMap((side, axis) =>
    axis < missing || (shape[axis - missing] === 1 && side !== 1) ? [axis] : []
  );
  return axes.length === 0 ? x : tf.reshape(tf.sum(x, axes), shape);
}
