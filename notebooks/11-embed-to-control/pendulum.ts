/** The pendulum from two pictures: pairs to learn from, the ring of its codes, lifting it. */
import { type GoalCost, ilqr, type LocalModel } from "lib/control";
import {
  pendulum,
  pendulumImage,
  pixelPendulum,
  pixelPendulumStart,
  type PixelPendulumState,
} from "lib/envs";
import { eigenSymmetric, fold, identity, type Key, key, uniform, type Vector } from "lib/math";
import { encode, localDynamics, moveCode } from "./codes.ts";
import type { Embedding, Sizes } from "./model.ts";
import { greyOf, type Pairs } from "./plane.ts";

/** m/s²: the motor can lift the rod without a swing, but must brake in time (as in chapter 10). */
const GRAVITY = 3;

/** A code of three numbers: an angle goes round, and a velocity. */
export const PENDULUM_SIZES: Sizes = {
  observation: 512,
  code: 3,
  action: 1,
  pixels: 0.01,
  noise: 0.01,
  consistency: 10,
};

/** Pairs, strongest torque (N m), greatest first velocity (rad/s), decisions, horizon, iterations. */
export const PENDULUM = {
  pairs: 3000,
  torque: 2,
  velocity: 5,
  decisions: 40,
  horizon: 10,
  iterations: 6,
  actions: 0.02,
  near: Math.PI / 6,
} as const;

const world = pixelPendulum({ gravity: GRAVITY, stepLimit: 4 * PENDULUM.decisions });

/** Two observations, 0.1 s apart, of rods that were set going by chance. */
export function pendulumPairs(own: Key, count: number = PENDULUM.pairs): Pairs {
  const rows = Array.from({ length: count }, (_, i) => {
    const each = fold(own, i), { torque, velocity } = PENDULUM;
    const [angle] = uniform(fold(each, "angle"), 1, -Math.PI, Math.PI);
    const [turning] = uniform(fold(each, "velocity"), 1, -velocity, velocity);
    const [first, then] = uniform(fold(each, "torque"), 2, -torque, torque);
    const now = world.step(pixelPendulumStart(angle!, turning!).state, [first!], key(0));
    const later = world.step(now.state, [then!], key(0));
    return {
      input: [...greyOf(now.observation), ...greyOf(later.observation)],
      target: [then! / torque],
    };
  });
  return { inputs: rows.map(({ input }) => input), targets: rows.map(({ target }) => target) };
}

/** What is seen of a rod at an angle (rad) that turns (rad/s): two pictures, 0.1 s apart. */
export function seenAt(angle: number, turning: number): number[] {
  return [angle - 0.1 * turning, angle].flatMap((each) => greyOf(pendulumImage(each)));
}

/** Angles once round. */
export const ROUND: readonly number[] = Array.from(
  { length: 72 },
  (_, i) => -Math.PI + 2 * Math.PI * i / 72,
);

/** Rods at angles and velocities of chance: what is seen of them, and how fast they turn (rad/s). */
export function strangers(own: Key, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const { velocity } = PENDULUM;
    const [angle] = uniform(fold(fold(own, "angle"), i), 1, -Math.PI, Math.PI);
    const [turning] = uniform(fold(fold(own, "velocity"), i), 1, -velocity, velocity);
    return { seen: seenAt(angle!, turning!), turning: turning! };
  });
}

/** Share of the variance of a number that the mean of the five nearest other codes explains. */
export function toldByNeighbours(codes: readonly Vector[], values: Vector): number {
  const middle = values.reduce((sum, each) => sum + each, 0) / values.length;
  let [missed, all] = [0, 0];
  codes.forEach((z, n) => {
    const apart = (other: Vector) => other.reduce((sum, each, d) => sum + (each - z[d]!) ** 2, 0);
    const near = codes.map((other, i) => ({ i, apart: i === n ? Infinity : apart(other) }))
      .sort((one, two) => one.apart - two.apart).slice(0, 5);
    const told = near.reduce((sum, { i }) => sum + values[i]! / 5, 0);
    missed += (values[n]! - told) ** 2;
    all += (values[n]! - middle) ** 2;
  });
  return 1 - missed / all;
}

/** Codes on the two directions in which they vary most. */
export function flattened(codes: readonly Vector[]): readonly (readonly [number, number])[] {
  const middle = codes[0]!.map((_, d) => codes.reduce((sum, z) => sum + z[d]!, 0) / codes.length);
  const about = codes.map((z) => z.map((each, d) => each - middle[d]!));
  const covariance = middle.map((_, i) =>
    middle.map((_, j) => about.reduce((sum, z) => sum + z[i]! * z[j]!, 0) / about.length)
  );
  const [widest, second] = eigenSymmetric(covariance).vectors.toReversed();
  const along = (z: Vector, axis: Vector) => z.reduce((sum, each, d) => sum + each * axis[d]!, 0);
  return about.map((z) => [along(z, widest!), along(z, second!)] as const);
}

/** How often a closed line of places goes round its middle, with a sign. */
export function winding(places: readonly (readonly number[])[]): number {
  const angles = places.map(([x, y]) => Math.atan2(y!, x!));
  const turned = angles.map((each, i) => {
    const step = angles[(i + 1) % angles.length]! - each;
    return step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
  });
  return Math.round(turned.reduce((sum, each) => sum + each, 0) / (2 * Math.PI));
}

/** What a state becomes to be planned from, the goal, and what follows. */
export interface SwingPlanner {
  readonly read: (state: PixelPendulumState, seen: readonly number[]) => Vector;
  readonly goal: Vector;
  readonly model: LocalModel;
}

/** The code and its own dynamics. */
export function codeSwing(own: Embedding): SwingPlanner {
  const local = localDynamics(own), at = (seen: readonly number[]) => encode(own, [seen])[0]!.mean;
  return {
    read: (_, seen) => at(seen),
    goal: at(seenAt(0, 0)),
    model: { step: (z, u) => moveCode(local(z), z, u), linearize: (z) => local(z) },
  };
}

const bare = pendulum({ gravity: GRAVITY, stepLimit: 2 });

/** The pendulum itself, as sin θ, cos θ and ω / 5: a ring, too. */
export const trueSwing: SwingPlanner = {
  read: ({ angle, angularVelocity }) => [Math.sin(angle), Math.cos(angle), angularVelocity / 5],
  goal: [0, 1, 0],
  model: {
    step: ([sine, cosine, turning], [u]) => {
      const torque = [PENDULUM.torque * Math.min(Math.max(u!, -1), 1)];
      const fastest = Math.min(Math.max(5 * turning!, -8), 8);
      let state = { angle: Math.atan2(sine!, cosine!), angularVelocity: fastest, step: 0 };
      for (let i = 0; i < 2; i++) state = bare.step(state, torque, key(0)).state;
      return [Math.sin(state.angle), Math.cos(state.angle), state.angularVelocity / 5];
    },
  },
};

/** Angles, rad, at rest: hanging, ±135°, ±90°. */
export const STARTS: readonly number[] = [1, 0.75, -0.75, 0.5, -0.5].map((each) => each * Math.PI);

/** An episode: angles, torques, whether it ended within π/6 of upright, the share of time there. */
export interface Swing {
  readonly angles: readonly number[];
  readonly torques: readonly number[];
  readonly arrived: boolean;
  readonly share: number;
}

/** Replans at every decision; the first plan is half the torque, one way. */
export function swing({ read, goal, model }: SwingPlanner, angle: number): Swing {
  let { state, observation } = pixelPendulumStart(angle, 0);
  let plan: readonly Vector[] = Array.from({ length: PENDULUM.horizon }, () => [0.5]);
  const angles = [state.angle], torques: number[] = [], cost = swingCost(goal);
  for (let t = 0; t < PENDULUM.decisions; t++) {
    const box = { low: [-1], high: [1], iterations: PENDULUM.iterations };
    const { actions } = ilqr(model, cost, read(state, greyOf(observation)), plan, box);
    const torque = PENDULUM.torque * actions[0]![0]!;
    ({ state, observation } = world.step(state, [torque], key(0)));
    angles.push(state.angle);
    torques.push(torque);
    plan = [...actions.slice(1), [0]];
  }
  const up = angles.slice(1).map((each) => Math.acos(Math.cos(each)) < PENDULUM.near);
  return { angles, torques, arrived: up.at(-1)!, share: up.filter(Boolean).length / up.length };
}

function swingCost(goal: Vector): GoalCost {
  const stateCost = identity(goal.length);
  return { goal, stateCost, actionCost: [[PENDULUM.actions]], finalCost: stateCost };
}
