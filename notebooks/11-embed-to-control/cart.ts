/** The cart-pole from two pictures: pairs to learn from, and keeping the pole upright. */
import { ilqr, type LocalModel } from "lib/control";
import {
  cartPoleImage,
  pixelCartPole,
  pixelCartPoleStart,
  type PixelCartPoleState,
} from "lib/envs";
import { diagonal, fold, identity, type Key, key, uniform, type Vector } from "lib/math";
import { encode, localDynamics, moveCode } from "./codes.ts";
import type { Embedding, Sizes } from "./model.ts";
import { greyOf, type Pairs } from "./plane.ts";

/** Two places and two velocities, and room beside them. */
export const CART_SIZES: Sizes = {
  observation: 768,
  code: 6,
  action: 1,
  pixels: 0.01,
  noise: 0.01,
  consistency: 10,
};

/** Pairs, strongest force (N), decisions, horizon, iterations, cost of an action, starts judged. */
export const CART = {
  pairs: 4000,
  force: 10,
  decisions: 50,
  horizon: 10,
  iterations: 6,
  actions: 0.02,
  starts: 10,
} as const;

const world = pixelCartPole({ stepLimit: 2 * CART.decisions });

/** Pairs, and the states that the first observations show. */
export interface CartPairs extends Pairs {
  readonly states: readonly PixelCartPoleState[];
}

/** Two observations, 0.1 s apart, of carts and poles that were set going by chance. */
export function cartPairs(own: Key, count: number = CART.pairs): CartPairs {
  const inputs: number[][] = [], targets: number[][] = [], states: PixelCartPoleState[] = [];
  for (let i = 0; inputs.length < count; i++) {
    const [x, v, angle, turning, first, then] = uniform(fold(own, i), 6, -1, 1);
    const start = pixelCartPoleStart(0.8 * x!, v!, 0.3 * angle!, 1.5 * turning!);
    const now = world.step(start.state, [CART.force * first!], key(0));
    if (now.ending.kind !== "running") continue;
    const later = world.step(now.state, [CART.force * then!], key(0));
    if (later.ending.kind !== "running") continue;
    inputs.push([...greyOf(now.observation), ...greyOf(later.observation)]);
    targets.push([then!]);
    states.push(now.state);
  }
  return { inputs, targets, states };
}

/** What a state becomes to be planned from, the goal, and what follows. */
export interface CartPlanner {
  readonly read: (state: PixelCartPoleState, seen: readonly number[]) => Vector;
  readonly goal: Vector;
  readonly model: LocalModel;
}

/** The code and its own dynamics; the goal is a pole at rest in the middle. */
export function codeCart(own: Embedding): CartPlanner {
  const local = localDynamics(own), at = (seen: readonly number[]) => encode(own, [seen])[0]!.mean;
  const still = greyOf(cartPoleImage(0, 0));
  return {
    read: (_, seen) => at(seen),
    goal: at([...still, ...still]),
    model: { step: (z, u) => moveCode(local(z), z, u), linearize: (z) => local(z) },
  };
}

/** The cart-pole itself: place, velocity, angle and its velocity in units of what was learned from. */
export const trueCart: CartPlanner = {
  read: ({ position, velocity, angle, angularVelocity }) => [
    position / 0.8,
    velocity,
    angle / 0.3,
    angularVelocity / 1.5,
  ],
  goal: [0, 0, 0, 0],
  model: {
    step: ([x, v, angle, turning], [u]) => {
      const numbers = { position: 0.8 * x!, velocity: v!, angle: 0.3 * angle! };
      const state = { ...numbers, angularVelocity: 1.5 * turning!, step: 0 };
      const before = { positionBefore: numbers.position, angleBefore: numbers.angle };
      const isOver = Math.abs(state.position) > 2.4 || Math.abs(state.angle) > Math.PI / 4;
      if (isOver) return [x!, v!, angle!, turning!]; // the world has ended there
      const force = [CART.force * Math.min(Math.max(u!, -1), 1)];
      const { state: next } = world.step({ ...state, ...before }, force, key(0));
      return trueCart.read(next, []) as number[];
    },
  },
};

/** An episode: positions, angles, forces, and how many decisions it stood. */
export interface Balance {
  readonly positions: readonly number[];
  readonly angles: readonly number[];
  readonly forces: readonly number[];
  readonly stood: number;
}

/** Replans at every decision from the last plan moved on by one; without a planner nothing is done. */
export function balance(own: Key, planner: CartPlanner | undefined): Balance {
  let { state, observation } = world.reset(own);
  let plan: readonly Vector[] = Array.from({ length: CART.horizon }, () => [0]);
  const positions = [state.position], angles = [state.angle], forces: number[] = [];
  for (let t = 0; t < CART.decisions; t++) {
    if (planner !== undefined) plan = planned(planner, state, observation, plan);
    const force = CART.force * plan[0]![0]!;
    const next = world.step(state, [force], key(0));
    ({ state, observation } = next);
    positions.push(state.position);
    angles.push(state.angle);
    forces.push(force);
    if (next.ending.kind === "terminated") break;
    plan = [...plan.slice(1), [0]];
  }
  return { positions, angles, forces, stood: forces.length };
}

function planned(
  { read, goal, model }: CartPlanner,
  state: PixelCartPoleState,
  observation: Uint8Array,
  plan: readonly Vector[],
): readonly Vector[] {
  const stateCost = identity(goal.length), actionCost = diagonal([CART.actions]);
  const cost = { goal, stateCost, actionCost, finalCost: stateCost };
  const box = { low: [-1], high: [1], iterations: CART.iterations };
  return ilqr(model, cost, read(state, greyOf(observation)), plan, box).actions;
}
