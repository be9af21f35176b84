/** Plans carried out in a model: where they lead, what they cost, and the slopes around them. */
import { type Matrix, matVec, refusal, ShapeError, type Vector } from "../../math/mod.ts";
import { type Linearization, linearizeByDifferences } from "./differences.ts";
import type { LinearQuadratic } from "./linear_quadratic.ts";

const DOING = "plan by iLQR";

/** A model to plan in. */
export interface LocalModel {
  /** x' = f(x, u). */
  readonly step: (state: Vector, action: Vector) => ArrayLike<number>;
  /** Its slopes; left out: central differences. */
  readonly linearize?: (state: Vector, action: Vector) => Linearization;
}

/** ½ (x − g)ᵀQ(x − g) + ½ uᵀRu of each step, ½ (x − g)ᵀF(x − g) of the state behind the last. */
export interface GoalCost {
  readonly goal: Vector;
  readonly stateCost: Matrix;
  readonly actionCost: Matrix;
  readonly finalCost: Matrix;
}

/** A plan carried out. */
export interface Followed {
  readonly states: readonly Vector[];
  readonly actions: readonly Vector[];
  readonly cost: number;
}

/** Beyond it, squares would overflow. */
const isNear = (each: number) => Math.abs(each) < 1e100;

/** The states that actions lead to, and what they cost: NaN from where the model diverges. */
export function follow(
  model: LocalModel,
  cost: GoalCost,
  start: Vector,
  act: (t: number, state: Vector) => Vector,
  horizon: number,
): Followed {
  const states = [Array.from(start)], actions: Vector[] = [];
  let total = 0;
  for (let t = 0; t < horizon; t++) {
    const state = states[t]!, action = act(t, state);
    const next = listOf(model.step(state, action), `the state after step ${t}`, start.length);
    total += away(cost.stateCost, state, cost.goal) + half(cost.actionCost, action);
    states.push(next);
    actions.push(action);
    if (!next.every(isNear)) return { states, actions, cost: NaN };
  }
  return { states, actions, cost: total + away(cost.finalCost, states.at(-1)!, cost.goal) };
}

/** The problem of the deviations from a plan. */
export function around(
  model: LocalModel,
  cost: GoalCost,
  { states, actions }: Followed,
  mu: number,
): LinearQuadratic {
  const { goal, stateCost, actionCost, finalCost } = cost;
  const pull = (weights: Matrix, x: Vector) => matVec(weights, x.map((each, i) => each - goal[i]!));
  const dearer = actionCost.map((row, i) => row.map((each, j) => each + (i === j ? mu : 0)));
  return {
    steps: actions.map((u, t) => ({
      ...slopesAt(model, states[t]!, u, t),
      drift: goal.map(() => 0),
      stateCost,
      actionCost: dearer,
      crossCost: u.map(() => goal.map(() => 0)),
      stateSlope: pull(stateCost, states[t]!),
      actionSlope: matVec(actionCost, u),
    })),
    finalCost,
    finalSlope: pull(finalCost, states.at(-1)!),
  };
}

/** Numbers, finite or not, as many as there should be. */
export function listOf(value: ArrayLike<number>, name: string, size: number): number[] {
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  if (!isList || value.length !== size) {
    throw new ShapeError(DOING, name, [isList ? value.length : 0], `[${size}]`);
  }
  return Array.from(value);
}

/** Refuses a plan that diverges, naming the step. */
export function requireFinite(plan: Followed): Followed {
  if (Number.isFinite(plan.cost)) return plan;
  const bad = plan.states.findIndex((state) => !state.every(isNear));
  const name = bad < 0 ? "the cost of the first plan" : `the state after step ${bad - 1}`;
  const got = bad < 0 ? plan.cost : plan.states[bad];
  throw new RangeError(refusal(DOING, name, got, "finite numbers; the model diverges"));
}

const half = (weights: Matrix, x: Vector): number =>
  0.5 * matVec(weights, x).reduce((sum, each, i) => sum + each * x[i]!, 0);
const away = (weights: Matrix, x: Vector, goal: Vector): number =>
  half(weights, x.map((each, i) => each - goal[i]!));

/** A and B at a step of the plan; a model that cannot tell them there is named with the step. */
function slopesAt(model: LocalModel, state: Vector, action: Vector, t: number): Linearization {
  try {
    return model.linearize?.(state, action) ?? linearizeByDifferences(model.step, state, action);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const wish = "slopes; the model diverges near the plan";
    throw new RangeError(refusal(DOING, `the model near step ${t}`, error.message, wish));
  }
}
