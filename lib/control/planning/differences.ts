/** Slopes of a model by central differences. */
import {
  callable,
  door,
  type Matrix,
  positive,
  refusal,
  ShapeError,
  transpose,
  type Vector,
  vector,
} from "../../math/mod.ts";

/** A `[X, X]` and B `[X, U]`: how the next state changes with the state and with the action. */
export interface Linearization {
  readonly transition: Matrix;
  readonly control: Matrix;
}

const DOING = "take differences of a model";
const checkDifferences = door(DOING, {
  step: callable("a function of state and action"),
  state: vector("X"),
  action: vector("U"),
  size: positive,
});

/**
 * A and B of x' = f(x, u) at a state and an action, by central differences,
 * (f(x + h e) − f(x − h e)) / 2h; the error is of the order of h², beside roundings of 1e-16 / h.
 *
 * @param step f; gives as many numbers as the state has
 * @param size h, default 1e-4
 * @throws {ShapeError|RangeError} when f gives other than X finite numbers
 * @example
 * ```ts
 * import { linearizeByDifferences } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { transition, control } = linearizeByDifferences(([x], [u]) => [x! * x! + 3 * u!], [2], [0]);
 * assertAlmostEquals(transition[0]![0]!, 4, 1e-9);
 * assertAlmostEquals(control[0]![0]!, 3, 1e-9);
 * ```
 */
export function linearizeByDifferences(
  step: (state: Vector, action: Vector) => ArrayLike<number>,
  state: Vector,
  action: Vector,
  size = 1e-4,
): Linearization {
  checkDifferences({ step, state, action, size });
  const at = (x: Vector, u: Vector) => requireState(step(x, u), state.length);
  const moved = (list: Vector, i: number, by: number) => Array.from(list).with(i, list[i]! + by);
  const slope = (ahead: Vector, behind: Vector) =>
    ahead.map((each, i) => (each - behind[i]!) / (2 * size));
  const columns = (list: Vector, f: (moved: Vector) => Vector) =>
    transpose(Array.from(list, (_, i) => slope(f(moved(list, i, size)), f(moved(list, i, -size)))));
  return {
    transition: columns(state, (x) => at(x, action)),
    control: columns(action, (u) => at(state, u)),
  };
}

function requireState(next: ArrayLike<number>, size: number): number[] {
  const isList = Array.isArray(next) || ArrayBuffer.isView(next);
  if (!isList || next.length !== size) {
    throw new ShapeError(DOING, "the next state", [isList ? next.length : 0], `[${size}]`);
  }
  const bad = Array.from(next).findIndex((each) => !Number.isFinite(each));
  if (bad >= 0) {
    throw new RangeError(refusal(DOING, `the next state[${bad}]`, next[bad], "a finite number"));
  }
  return Array.from(next);
}
