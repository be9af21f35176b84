/** A trained embedding in plain numbers: codes of pictures, the local dynamics, straight fits. */
import { type Matrix, outer, solve, type Vector } from "lib/math";
import { mlp, readOut, readTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Embedding } from "./model.ts";
import { requireGrey } from "./plane.ts";

/** What a picture's code is believed to be: means and standard deviations. */
export interface Code {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Codes of pictures, grey in [0, 1]. */
export function encode(own: Embedding, pictures: readonly (readonly number[])[]): readonly Code[] {
  requireGrey(pictures, own.encoder.hidden1!.weight.shape[0]!);
  const { said } = readOut(() => ({
    said: mlp(own.encoder, tf.tensor2d(pictures.map((row) => [...row]))),
  }));
  const D = said.length / pictures.length / 2;
  return pictures.map((_, n) => {
    const row = Array.from(said.slice(2 * D * n, 2 * D * (n + 1)));
    return { mean: row.slice(0, D), std: row.slice(D).map(Math.exp) };
  });
}

/** Pictures that the decoder draws of codes. */
export function decode(own: Embedding, codes: readonly (readonly number[])[]): number[][] {
  const { drawn } = readOut(() => ({
    drawn: mlp(own.decoder, tf.tensor2d(codes.map((row) => [...row]))),
  }));
  const size = drawn.length / codes.length;
  return codes.map((_, n) => Array.from(drawn.slice(size * n, size * (n + 1))));
}

/** Dynamics near a code: z' = A z + B u + o, with A = I + v rᵀ. */
export interface Local {
  /** v and r. */
  readonly bend: { readonly vector: Vector; readonly covector: Vector };
  readonly transition: Matrix;
  readonly control: Matrix;
  readonly offset: Vector;
}

/** The transition network in float64: the local dynamics at a code. */
export function localDynamics(own: Embedding): (z: Vector) => Local {
  const weights = readTree(own.transition);
  const layers = ["hidden1", "hidden2", "output"].map((name) => ({
    weight: Float64Array.from(weights[`${name}/weight`]!),
    bias: Float64Array.from(weights[`${name}/bias`]!),
  }));
  return (z) => {
    const said = layers.reduce((x: ArrayLike<number>, { weight, bias }, l) => {
      const out = Float64Array.from(bias), O = bias.length;
      for (let i = 0; i < x.length; i++) {
        for (let j = 0; j < O; j++) out[j]! += x[i]! * weight[i * O + j]!;
      }
      return l === 2 ? out : out.map((each) => Math.max(each, 0));
    }, z);
    return localFrom(Array.from(said), z.length);
  };
}

/** v, r, o and the columns of B, one behind the other. */
function localFrom(said: readonly number[], D: number): Local {
  const part = (at: number) => said.slice(at * D, (at + 1) * D);
  const bend = outer(part(0), part(1)), U = said.length / D - 3;
  return {
    bend: { vector: part(0), covector: part(1) },
    transition: bend.map((row, i) => row.map((each, j) => each + (i === j ? 1 : 0))),
    control: part(0).map((_, i) => Array.from({ length: U }, (_, j) => part(3 + j)[i]!)),
    offset: part(2),
  };
}

/** v and r of the local dynamics. */
export const bendOf = ({ bend }: Local) => bend;

/** A z + B u + o. */
export function moveCode({ transition, control, offset }: Local, z: Vector, u: Vector): number[] {
  return offset.map((o, i) =>
    o + transition[i]!.reduce((sum, a, j) => sum + a * z[j]!, 0) +
    control[i]!.reduce((sum, b, j) => sum + b * u[j]!, 0)
  );
}

/** W of y ≈ W x, least squares with a ridge about `prior` `[Y, X]`. */
export function ridge(
  x: readonly Vector[],
  y: readonly Vector[],
  strength: number,
  prior?: Matrix,
): Matrix {
  const X = x[0]!.length;
  const gram = Array.from(
    { length: X },
    (_, i) =>
      Array.from(
        { length: X },
        (_, j) => x.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? strength : 0),
      ),
  );
  return y[0]!.map((_, d) => {
    const right = gram.map((_, i) =>
      x.reduce((sum, row, n) => sum + row[i]! * y[n]![d]!, strength * (prior?.[d]?.[i] ?? 0))
    );
    return solve(gram, right);
  });
}

/** Share of the variance of y that an affine function of x explains, over all its numbers. */
export function explainedShare(x: readonly Vector[], y: readonly Vector[]): number {
  const rows = x.map((row) => [...row, 1]), W = ridge(rows, y, 1e-9);
  let [missed, all] = [0, 0];
  y[0]!.forEach((_, d) => {
    const middle = y.reduce((sum, row) => sum + row[d]!, 0) / y.length;
    y.forEach((row, n) => {
      const told = W[d]!.reduce((sum, w, i) => sum + w * rows[n]![i]!, 0);
      missed += (row[d]! - told) ** 2;
      all += (row[d]! - middle) ** 2;
    });
  });
  return 1 - missed / all;
}
