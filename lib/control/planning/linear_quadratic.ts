/** Linear dynamics, quadratic costs, a horizon: the best affine feedback, by Riccati's recursion. */
import {
  cholesky,
  door,
  inverse,
  list,
  type Matrix,
  matrix,
  matVec,
  multiply,
  NotPositiveDefiniteError,
  record,
  requireSymmetric,
  transpose,
  type Vector,
  vector,
} from "../../math/mod.ts";

/** One step: where it leads, and what it costs. */
export interface QuadraticStep {
  /** A `[X, X]`, B `[X, U]` and c `[X]` of x' = A x + B u + c. */
  readonly transition: Matrix;
  readonly control: Matrix;
  readonly drift: Vector;
  /** Q `[X, X]`, R `[U, U]` and S `[U, X]` of the cost ½ xᵀQx + ½ uᵀRu + uᵀSx + qᵀx + rᵀu. */
  readonly stateCost: Matrix;
  readonly actionCost: Matrix;
  readonly crossCost: Matrix;
  /** q `[X]` and r `[U]`. */
  readonly stateSlope: Vector;
  readonly actionSlope: Vector;
}

/** A whole problem: T steps, and a cost ½ xᵀQx + qᵀx of the state behind the last. */
export interface LinearQuadratic {
  readonly steps: readonly QuadraticStep[];
  readonly finalCost: Matrix;
  readonly finalSlope: Vector;
}

/** The best policy u = K x + k of each step, and what it leaves to pay. */
export interface LinearQuadraticSolution {
  /** K `[U, X]` of each step. */
  readonly gains: readonly Matrix[];
  /** k `[U]` of each step. */
  readonly offsets: readonly Vector[];
  /** Q_uu `[U, U]` of each step: how sharply the cost to go bends with the action. */
  readonly curvatures: readonly Matrix[];
  /** V `[X, X]` and v `[X]` of the cost to go ½ xᵀVx + vᵀx, up to a constant, at times 0 … T. */
  readonly values: readonly { readonly matrix: Matrix; readonly slope: Vector }[];
}

const DOING = "solve a linear-quadratic problem";
const STEP = record({
  transition: matrix("X", "X"),
  control: matrix("X", "U"),
  drift: vector("X"),
  stateCost: matrix("X", "X"),
  actionCost: matrix("U", "U"),
  crossCost: matrix("U", "X"),
  stateSlope: vector("X"),
  actionSlope: vector("U"),
});
const checkProblem = door(DOING, {
  problem: record({
    steps: list(STEP),
    finalCost: matrix("X", "X"),
    finalSlope: vector("X"),
  }, "a problem { steps, finalCost, finalSlope }"),
});

/**
 * The linear-quadratic regulator, time-varying, with slopes and cross terms. From the last step back,
 * with the cost to go ½ xᵀVx + vᵀx behind a step,
 *
 *     Q_uu = R + BᵀVB    Q_ux = S + BᵀVA    q_u = r + Bᵀ(Vc + v)
 *     K = −Q_uu⁻¹ Q_ux   k = −Q_uu⁻¹ q_u
 *     V ← Q + AᵀVA + Q_uxᵀK                 v ← q + Aᵀ(Vc + v) + Q_uxᵀk
 *
 * Exact; Bertsekas 2017, Dynamic Programming and Optimal Control I, section 3.1.
 *
 * @param problem costs must be symmetric; R + BᵀVB positive definite at every step
 * @throws {RangeError} naming the step where Q_uu is not positive definite (the cost has no least
 *   value there), or a cost is not symmetric; {ShapeError} when sizes do not fit
 * @throws {NonFiniteError} when the cost to go overflows: the dynamics diverge
 *
 * @example
 * ```ts
 * import { linearQuadratic } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const step = {
 *   transition: [[1]], control: [[1]], drift: [0],
 *   stateCost: [[1]], actionCost: [[1]], crossCost: [[0]], stateSlope: [0], actionSlope: [0],
 * };
 * const steps = Array.from({ length: 40 }, () => step);
 * const { values } = linearQuadratic({ steps, finalCost: [[1]], finalSlope: [0] });
 * assertAlmostEquals(values[0]!.matrix[0]![0]!, (1 + Math.sqrt(5)) / 2, 1e-12); // the golden ratio
 * ```
 */
export function linearQuadratic(problem: LinearQuadratic): LinearQuadraticSolution {
  checkProblem({ problem });
  requireSymmetric(DOING, "problem.finalCost", problem.finalCost);
  let value = { matrix: problem.finalCost, slope: problem.finalSlope };
  const found: Backed[] = [], values = [value];
  for (let t = problem.steps.length - 1; t >= 0; t--) {
    const step = problem.steps[t]!;
    requireSymmetric(DOING, `problem.steps[${t}].stateCost`, step.stateCost);
    requireSymmetric(DOING, `problem.steps[${t}].actionCost`, step.actionCost);
    const backed = back(step, value, t);
    value = backed.value;
    found.unshift(backed);
    values.unshift(value);
  }
  return {
    gains: found.map(({ gain }) => gain),
    offsets: found.map(({ offset }) => offset),
    curvatures: found.map(({ curvature }) => curvature),
    values,
  };
}

const checkValue = door(DOING, { "the cost to go": matrix() }); // sums near 1e308 may overflow

interface Value {
  readonly matrix: Matrix;
  readonly slope: Vector;
}

interface Backed {
  readonly gain: Matrix;
  readonly offset: Vector;
  readonly curvature: Matrix;
  readonly value: Value;
}

/** One step back, as in {@link linearQuadratic}. */
function back(step: QuadraticStep, { matrix: V, slope }: Value, t: number): Backed {
  const { transition: A, control: B } = step, [AT, BT] = [transpose(A), transpose(B)];
  const VA = multiply(V, A), ahead = sum(matVec(V, step.drift), slope);
  const Quu = symmetric(added(step.actionCost, multiply(BT, multiply(V, B))));
  const Qux = added(step.crossCost, multiply(BT, VA));
  const qu = sum(step.actionSlope, matVec(BT, ahead));
  const solved = multiply(inverseOf(Quu, t), Qux.map((row, i) => [...row, qu[i]!]));
  const gain = solved.map((row) => row.slice(0, -1).map((each) => -each));
  const offset = solved.map((row) => -row.at(-1)!), QxuT = transpose(Qux);
  const before = symmetric(
    added(added(step.stateCost, multiply(AT, VA)), multiply(QxuT, gain)),
  );
  checkValue({ "the cost to go": before });
  const slopeBefore = sum(sum(step.stateSlope, matVec(AT, ahead)), matVec(QxuT, offset));
  return { gain, offset, curvature: Quu, value: { matrix: before, slope: slopeBefore } };
}

/** Q_uu⁻¹, where it is the bowl that it has to be. */
function inverseOf(curvature: Matrix, t: number): Matrix {
  try {
    cholesky(curvature);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    const name = `the curvature in the action at step ${t}`;
    throw new NotPositiveDefiniteError(DOING, name, error.row, error.pivot);
  }
  return inverse(curvature);
}

const sum = (u: Vector, v: Vector) => u.map((each, i) => each + v[i]!);
const added = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => sum(row, b[i]!));

/** Halves of a product that rounding has made to differ. */
function symmetric(a: Matrix): Matrix {
  return a.map((row, i) => row.map((each, j) => each / 2 + a[j]![i]! / 2));
}
