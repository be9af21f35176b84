/** Acting towards a goal picture: iLQR in the code, in the plane itself, on a straight fit. */
import { type GoalCost, ilqr, type LocalModel } from "lib/control";
import { movePlane, pixelPlane, pixelPlaneStart, type PixelPlaneState, planeImage } from "lib/envs";
import { identity, key, type Vector } from "lib/math";
import { encode, localDynamics, moveCode, ridge } from "./codes.ts";
import type { Embedding } from "./model.ts";
import { greyOf, type Pairs, PLANE } from "./plane.ts";

/** From where, to where, pixels. */
export interface Task {
  readonly start: readonly [number, number];
  readonly goal: readonly [number, number];
}

const corners = [[2.5, 2.5], [17.5, 2.5], [17.5, 17.5], [2.5, 17.5]] as const;

/** Across the plane from each corner, and from each corner to its middle. */
export const TASKS: readonly Task[] = [
  ...corners.map((start, i) => ({ start, goal: corners[(i + 2) % 4]! })),
  ...corners.map((start) => ({ start, goal: [10, 10] as const })),
];

/** Decisions of an episode, horizon of a plan, iterations of each, cost of an action. */
export const ACTING = { decisions: 20, horizon: 8, iterations: 6, actions: 0.02 } as const;

/** What is seen becomes a state to plan from; the model says what follows. */
export interface Planner {
  readonly read: (state: PixelPlaneState) => Vector;
  readonly goal: (place: readonly [number, number]) => Vector;
  readonly model: LocalModel;
}

/** Places, in which the dynamics are the plane's own; a unit is 5 pixels, as wide as a code is. */
export const truePlanner: Planner = {
  read: ({ x, y }) => [(x - 10) / 5, (y - 10) / 5],
  goal: ([x, y]) => [(x - 10) / 5, (y - 10) / 5],
  model: {
    step: ([x, y], u) => {
      const place = [x! * 5 + 10, y! * 5 + 10], move = u.map((each) => each * PLANE.move);
      return movePlane(place, move).map((each) => (each - 10) / 5);
    },
  },
};

/** The code, with its own locally linear dynamics. */
export function codePlanner(own: Embedding): Planner {
  const local = localDynamics(own);
  const at = (x: number, y: number) => encode(own, [greyOf(planeImage(x, y))])[0]!.mean;
  return {
    read: ({ x, y }) => at(x, y),
    goal: ([x, y]) => at(x, y),
    model: { step: (z, u) => moveCode(local(z), z, u), linearize: (z) => local(z) },
  };
}

/** The code, with one linear model for all of it, fitted to the pairs. */
export function straightPlanner(own: Embedding, pairs: Pairs): Planner {
  const picture = (from: number) =>
    pairs.inputs.map((row) => row.slice(from, from + PLANE.picture));
  const [now, later] = [0, PLANE.picture].map((from) => encode(own, picture(from)));
  const rows = now!.map(({ mean }, n) => [...mean, ...pairs.targets[n]!, 1]);
  const W = ridge(rows, later!.map(({ mean }) => mean), 1e-6);
  const step = (z: Vector, u: Vector) =>
    W.map((row) => [...z, ...u, 1].reduce((sum, each, i) => sum + each * row[i]!, 0));
  return { ...codePlanner(own), model: { step } };
}

/** Where a task led: all places, whether it ended in the goal, and for which share it was there. */
export interface Journey {
  readonly places: readonly (readonly [number, number])[];
  readonly arrived: boolean;
  readonly share: number;
}

/** Replans at every decision, from the last plan moved on by one, and does the first action. */
export function journey(planner: Planner, { start, goal }: Task): Journey {
  const world = pixelPlane({ goal, stepLimit: ACTING.decisions + 1 });
  let { state } = pixelPlaneStart(...start);
  const cost = costTo(planner.goal(goal)), places = [start], rewards: number[] = [];
  let plan: readonly Vector[] = Array.from({ length: ACTING.horizon }, () => [0, 0]);
  const box = { low: [-1, -1], high: [1, 1], iterations: ACTING.iterations };
  for (let t = 0; t < ACTING.decisions; t++) {
    const { actions } = ilqr(planner.model, cost, planner.read(state), plan, box);
    const next = world.step(state, actions[0]!.map((each) => each * PLANE.move), key(0));
    state = next.state;
    places.push([state.x, state.y]);
    rewards.push(next.reward);
    plan = [...actions.slice(1), [0, 0]];
  }
  const share = rewards.reduce((sum, each) => sum + each, 0) / rewards.length;
  return { places, arrived: rewards.at(-1) === 1, share };
}

/** Squared distance from the goal's code, and a little for actions. */
export function costTo(goal: Vector): GoalCost {
  const stateCost = identity(goal.length);
  const actionCost = identity(2).map((row) => row.map((each) => each * ACTING.actions));
  return { goal, stateCost, actionCost, finalCost: stateCost };
}
