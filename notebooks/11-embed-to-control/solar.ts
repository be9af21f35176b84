/** Policy search in a code: local linear-Gaussian models, and updates that a divergence bounds. */
import { type GoalCost, linearQuadratic } from "lib/control";
import {
  cholesky,
  inverse,
  logDeterminant,
  type Matrix,
  matVec,
  multiply,
  refusal,
  transpose,
  type Vector,
} from "lib/math";

/** Policies u ~ N(K z + k, Σ), one a step. */
export interface Policy {
  readonly gain: Matrix;
  readonly offset: Vector;
  readonly covariance: Matrix;
}

/** Dynamics z' ~ N(A z + B u + c, W), one a step, and the Gaussian of the first code. */
export interface Fitted {
  readonly steps: readonly {
    readonly transition: Matrix;
    readonly control: Matrix;
    readonly drift: Vector;
    readonly noise: Matrix;
  }[];
  readonly mean: Vector;
  readonly covariance: Matrix;
}

const plus = (a: Matrix, b: Matrix): Matrix =>
  a.map((row, i) => row.map((each, j) => each + b[i]![j]!));
const times = (a: Matrix, by: number): Matrix => a.map((row) => row.map((each) => each * by));
const scaled = (v: Vector, by: number): Vector => v.map((each) => each * by);
const minus = (u: Vector, v: Vector): Vector => u.map((each, i) => each - v[i]!);
const trace = (a: Matrix) => a.reduce((sum, row, i) => sum + row[i]!, 0);
const inner = (u: Vector, v: Vector) => u.reduce((sum, each, i) => sum + each * v[i]!, 0);

/** The policies that minimize E[cost] / η + KL(new ‖ old): LQR with one more quadratic cost. */
export function softened(
  model: Fitted,
  cost: GoalCost,
  old: readonly Policy[],
  eta: number,
): readonly Policy[] {
  requirePolicies(model, old);
  const pull = scaled(matVec(cost.stateCost, cost.goal), -1 / eta);
  const steps = model.steps.map(({ transition, control, drift }, t) => {
    const { gain, offset, covariance } = old[t]!, sharp = inverse(covariance);
    const KT = transpose(gain), sharpK = multiply(sharp, gain);
    return {
      transition,
      control,
      drift,
      stateCost: plus(times(cost.stateCost, 1 / eta), symmetric(multiply(KT, sharpK))),
      actionCost: plus(times(cost.actionCost, 1 / eta), symmetric(sharp)),
      crossCost: times(sharpK, -1),
      stateSlope: pull.map((each, i) => each + matVec(transpose(sharpK), offset)[i]!),
      actionSlope: scaled(matVec(sharp, offset), -1),
    };
  });
  const finalCost = times(cost.finalCost, 1 / eta);
  const finalSlope = scaled(matVec(cost.finalCost, cost.goal), -1 / eta);
  const { gains, offsets, curvatures } = linearQuadratic({ steps, finalCost, finalSlope });
  return gains.map((gain, t) => ({
    gain,
    offset: offsets[t]!,
    covariance: symmetric(inverse(curvatures[t]!)),
  }));
}

/** Refuses a horizon beyond the fitted steps, and policies without a spread, naming the step. */
function requirePolicies({ steps }: Fitted, old: readonly Policy[]): void {
  if (old.length !== steps.length) {
    const wish = `one for each of the ${steps.length} steps that were fitted`;
    throw new RangeError(refusal("update policies", "their number", old.length, wish));
  }
  old.forEach(({ covariance }, t) => cholesky(covariance, `the policy's covariance at step ${t}`));
}

/** Halves that rounding has made to differ. */
const symmetric = (a: Matrix): Matrix =>
  a.map((row, i) => row.map((each, j) => (each + a[j]![i]!) / 2));

/** KL(new ‖ old) over whole trajectories of the fitted model, nats: exact, by its Gaussians. */
export function trajectoryKl(
  model: Fitted,
  fresh: readonly Policy[],
  old: readonly Policy[],
): number {
  let { mean, covariance: spread } = model, total = 0;
  model.steps.forEach(({ transition: A, control: B, drift, noise }, t) => {
    const [one, two] = [fresh[t]!, old[t]!], sharp = inverse(two.covariance);
    const dK = plus(one.gain, times(two.gain, -1));
    const d = matVec(dK, mean).map((each, j) => each + one.offset[j]! - two.offset[j]!);
    const around = multiply(multiply(dK, spread), transpose(dK));
    total += 0.5 * (trace(multiply(sharp, plus(one.covariance, around))) - d.length +
      logDeterminant(two.covariance) - logDeterminant(one.covariance) + inner(d, matVec(sharp, d)));
    const closed = plus(A, multiply(B, one.gain)), pushed = matVec(B, one.offset);
    mean = matVec(closed, mean).map((each, i) => each + pushed[i]! + drift[i]!);
    spread = symmetric(plus(
      multiply(multiply(closed, spread), transpose(closed)),
      plus(multiply(multiply(B, one.covariance), transpose(B)), noise),
    ));
  });
  return total;
}

/** The update at the bound: η by bisection of its logarithm, for the KL falls as η grows. */
export function boundedUpdate(
  model: Fitted,
  cost: GoalCost,
  old: readonly Policy[],
  bound: number,
): { readonly policies: readonly Policy[]; readonly eta: number; readonly kl: number } {
  let [low, high] = [Math.log(1e-4), Math.log(1e6)];
  const at = (logEta: number) => {
    const policies = softened(model, cost, old, Math.exp(logEta));
    return { policies, eta: Math.exp(logEta), kl: trajectoryKl(model, policies, old) };
  };
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (at(middle).kl > bound) low = middle;
    else high = middle;
  }
  return at(high); // on the side that keeps the bound
}

/** log π_new − log π_old of the actions of one episode, summed: averaged, the measured KL. */
export function logRatio(
  fresh: readonly Policy[],
  old: readonly Policy[],
  codes: readonly Vector[],
  actions: readonly Vector[],
): number {
  const log = ({ gain, offset, covariance }: Policy, z: Vector, u: Vector) => {
    const d = minus(u, matVec(gain, z).map((each, j) => each + offset[j]!));
    return -0.5 * (inner(d, matVec(inverse(covariance), d)) + logDeterminant(covariance));
  };
  return actions.reduce(
    (sum, u, t) => sum + log(fresh[t]!, codes[t]!, u) - log(old[t]!, codes[t]!, u),
    0,
  );
}
