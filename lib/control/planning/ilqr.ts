/** Planning where the world is not linear: solve the linear-quadratic problem around the plan, again and again. */
import {
  atLeast,
  callable,
  door,
  type Given,
  list,
  type Matrix,
  matrix,
  matVec,
  optional,
  perhaps,
  record,
  refusal,
  requireSymmetric,
  type Resolved,
  setting,
  settings,
  ShapeError,
  type Vector,
  vector,
  whole,
} from "../../math/mod.ts";
import {
  around,
  follow,
  type Followed,
  type GoalCost,
  type LocalModel,
  requireFinite,
} from "./follow.ts";
import { linearQuadratic, type LinearQuadraticSolution } from "./linear_quadratic.ts";

/**
 * How a plan is improved.
 *
 * - `low`, `high`: the box of an action, U numbers each; left out: no box
 * - `iterations`: at most so many linear-quadratic problems
 * - `tolerance`: stops when the cost falls by less than this share of it
 */
export const ILQR = settings({
  low: optional(vector("U")),
  high: optional(vector("U")),
  iterations: setting(whole(1, 10_000), 50),
  tolerance: setting(atLeast(0), 1e-8),
});

/** How a plan is improved, see {@link ILQR}. */
export type IlqrConfig = Given<typeof ILQR>;

/** A plan, and how it was found. */
export interface IlqrPlan {
  /** T + 1 states, T actions. */
  readonly states: readonly Vector[];
  readonly actions: readonly Vector[];
  /** K `[U, X]` of each step: how the action should answer a state that is not the planned one. */
  readonly gains: readonly Matrix[];
  /** Cost of the first plan, and after each that was accepted; never rises. */
  readonly costs: readonly number[];
  /** Whether it stopped because nothing was left to gain. */
  readonly settled: boolean;
}

const DOING = "plan by iLQR";
const checkPlan = door(DOING, {
  model: record({
    step: callable("a function of state and action"),
    linearize: perhaps(callable("a function of state and action")),
  }, "a model { step }"),
  cost: record({
    goal: vector("X"),
    stateCost: matrix("X", "X"),
    actionCost: matrix("U", "U"),
    finalCost: matrix("X", "X"),
  }, "a cost { goal, stateCost, actionCost, finalCost }"),
  start: vector("X"),
  actions: list(vector("U")),
});

/**
 * The iterative linear-quadratic regulator (Li & Todorov 2004; regularized with a line search as in
 * Tassa, Erez & Todorov 2012). Around a plan the dynamics are replaced by their slopes; the
 * deviations that {@link linearQuadratic} finds are tried in full, then halved, up to six times, until
 * the true cost of the *model* falls. Where none helps, deviations are made dearer (μ I is added to the
 * actions' cost, μ from 1e-6 · 10, 100, …) and it tries again. Actions are put back into the box.
 *
 * @param model what follows an action, and its slopes
 * @param cost quadratic about a goal
 * @param start the first state
 * @param actions the plan to begin with; its length is the horizon
 * @param config see {@link ILQR}
 * @returns a plan whose cost is at most that of the one it began with; a local optimum at best
 * @throws {RangeError} naming the step, when the first plan leads to what is no finite number: the
 *   model diverges; or where the curvature is not positive definite
 * @throws {ShapeError} when sizes do not fit
 *
 * @example
 * ```ts
 * import { ilqr } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // a heading and a place: x' = x + cos(h), h' = h + u; the goal is at the place 0, heading 1
 * const model = { step: ([h, x]: readonly number[], [u]: readonly number[]) => [h! + u!, x! + Math.cos(h!)] };
 * const eye = [[1, 0], [0, 1]];
 * const cost = { goal: [1, 0], stateCost: eye, actionCost: [[0.1]], finalCost: eye };
 * const { costs } = ilqr(model, cost, [1.5, -1], Array.from({ length: 6 }, () => [0]));
 * assertAlmostEquals(costs.at(-1)!, Math.min(...costs), 1e-12);
 * ```
 */
export function ilqr(
  model: LocalModel,
  cost: GoalCost,
  start: Vector,
  actions: readonly Vector[],
  config: IlqrConfig = {},
): IlqrPlan {
  checkPlan({ model, cost, start, actions });
  const search = ILQR.read(DOING, config);
  requireCosts(cost, search, actions[0]!.length);
  const put = (action: Vector) => boxed(action, search);
  let plan = requireFinite(follow(model, cost, start, (t) => put(actions[t]!), actions.length));
  const costs = [plan.cost];
  let gains: readonly Matrix[] = [], mu = 0, settled = false;
  for (let i = 0; i < search.iterations && !settled; i++) {
    const solution = linearQuadratic(around(model, cost, plan, mu));
    if (i === 0) gains = solution.gains;
    const better = improved(model, cost, plan, solution, put);
    if (better === undefined) {
      mu = Math.max(10 * mu, 1e-6);
      settled = mu > 1e6; // steps so short change nothing: a local optimum, or a kink
      continue;
    }
    settled = plan.cost - better.cost <= search.tolerance * Math.abs(plan.cost);
    [plan, gains, mu] = [better, solution.gains, mu < 1e-6 ? 0 : mu / 10];
    costs.push(plan.cost);
  }
  return { states: plan.states, actions: plan.actions, gains, costs, settled };
}

/** The deviations in full, then halved: the first plan that costs less. */
function improved(
  model: LocalModel,
  cost: GoalCost,
  plan: Followed,
  { gains, offsets }: LinearQuadraticSolution,
  put: (action: Vector) => Vector,
): Followed | undefined {
  for (let share = 1; share > 1 / 100; share /= 2) {
    const act = (t: number, state: Vector) => {
      const answer = matVec(gains[t]!, state.map((each, i) => each - plan.states[t]![i]!));
      return put(plan.actions[t]!.map((u, j) => u + share * offsets[t]![j]! + answer[j]!));
    };
    const tried = follow(model, cost, plan.states[0]!, act, plan.actions.length);
    if (tried.cost < plan.cost) return tried;
  }
  return undefined;
}

function boxed(action: Vector, { low, high }: Resolved<typeof ILQR>): Vector {
  return Array.from(
    action,
    (each, j) => Math.min(Math.max(each, low?.[j] ?? -Infinity), high?.[j] ?? Infinity),
  );
}

function requireCosts(cost: GoalCost, search: Resolved<typeof ILQR>, size: number): void {
  for (const name of ["stateCost", "actionCost", "finalCost"] as const) {
    requireSymmetric(DOING, `cost.${name}`, cost[name]);
  }
  for (const name of ["low", "high"] as const) {
    const side = search[name];
    if (side !== undefined && side.length !== size) {
      throw new ShapeError(DOING, name, [side.length], `[${size}]`);
    }
  }
  for (let j = 0; j < size; j++) {
    const [low, high] = [search.low?.[j] ?? -Infinity, search.high?.[j] ?? Infinity];
    if (low > high) throw new RangeError(refusal(DOING, `low[${j}]`, low, `at most ${high}`));
  }
}
