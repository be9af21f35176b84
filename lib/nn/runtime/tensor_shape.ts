/** Shapes of tensors: their sides, with letters that a whole door shares. */
import {
  type Fault,
  type Shape,
  shapeOf,
  type Size,
  type Sizes,
  wrongKind,
  wrongSize,
} from "../../math/mod.ts";
import * as tf from "@tensorflow/tfjs";

/**
 * A living tensor, of any sides when none are given; else of these, or of one of several: `tensorShape(["D"], ["N", "D"])`. A letter that is
 * met for the first time takes its side of the first alternative with as many sides.
 *
 * @param alternatives the sides, each a number or a door's letter
 * @throws through its check: {TypeError} for what is no tensor, {RangeError} for a disposed one,
 *   {ShapeError} for other sides
 */
export function tensorShape(...alternatives: readonly (readonly Size[])[]): Shape<tf.Tensor> {
  const any = alternatives.length === 0;
  const wish = any
    ? "a tensor"
    : `a tensor ${alternatives.map((sides) => `[${sides}]`).join(" or ")}`;
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!(value instanceof tf.Tensor)) return wrongKind(value, wish);
    if (value.isDisposed) return disposed;
    if (any) return undefined;
    const fitting = alternatives.find((sides) => fits(value.shape, sides, sizes));
    if (fitting === undefined) return wrongSize(value.shape, expected(alternatives, sizes));
    fitting.forEach((side, i) => typeof side === "string" && (sizes[side] = value.shape[i]!));
    return undefined;
  });
}

const disposed: Fault = (doing, argument) =>
  new RangeError(`Cannot ${doing}: ${argument} is disposed, expected a living tensor`);

function fits(shape: readonly number[], sides: readonly Size[], sizes: Sizes): boolean {
  return shape.length === sides.length &&
    sides.every((side, i) => (known(side, sizes) ?? shape[i]) === shape[i]);
}

const known = (side: Size, sizes: Sizes) => typeof side === "number" ? side : sizes[side];

function expected(alternatives: readonly (readonly Size[])[], sizes: Sizes): string {
  const one = (sides: readonly Size[]) => `[${sides.map((side) => known(side, sizes) ?? side)}]`;
  return alternatives.map(one).join(" or ");
}
