/** A plane with four equally good goals: one road is enough, but which? */
import { between, door, list, normal, setting, settings, whole } from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where the point is. */
export interface MultigoalState {
  /** To the right, in ±7. */
  readonly x: number;
  /** Up, in ±7. */
  readonly y: number;
  /** Steps taken. */
  readonly step: number;
}

/** What may differ from the paper's plane. */
export interface MultigoalOptions {
  /** Paid for reaching a goal; default 10. */
  readonly goalReward?: number;
  /** Of |action|²; default 30. */
  readonly actionCost?: number;
  /** Of the squared distance to the nearest goal; default 1. */
  readonly distanceCost?: number;
  /** Standard deviation of both coordinates of the start; default 0.1. */
  readonly startDeviation?: number;
  /** The step of this number truncates; default 30. */
  readonly stepLimit?: number;
  /** The middles of the goals that there are, `[x, y]` in ±7 each; default the four. */
  readonly goals?: readonly (readonly number[])[];
}

const DOING = "step multigoal";
const VELOCITY = { kind: "box", low: [-1, -1], high: [1, 1] } as const;
const EDGE = 7;
const RADIUS = 1;
/** So large that nothing is earned beside it, so small that no sum of rewards overflows. */
const amount = between(0, 1e300);

/** The middles of the four goals, `[x, y]` each; a goal reaches out to a distance of 1. */
export const multigoalGoals: readonly (readonly [number, number])[] = [
  [5, 0],
  [-5, 0],
  [0, 5],
  [0, -5],
];

const GOALS = list(list(between(-EDGE, EDGE), 2));
const PLANE = settings({
  goalReward: setting(amount, 10),
  actionCost: setting(amount, 30),
  distanceCost: setting(amount, 1),
  startDeviation: setting(amount, 0.1),
  stepLimit: setting(whole(1), 30),
  goals: setting(GOALS, multigoalGoals),
});
const POINT = { x: between(-EDGE, EDGE), y: between(-EDGE, EDGE) };
const checkStart = door("start multigoal", POINT);

/**
 * The plane of Haarnoja et al. 2017 (soft Q-learning), as in their code
 * (github.com/haarnoja/softqlearning, environments/multigoal.py): the action is a velocity, each
 * entry in ±1, and p' = clip(p + a, ±7) without noise. The reward is −30 |a|² − d², where d is the
 * distance from p' to the nearest goal, and 10 more within a distance of 1 of it, which terminates.
 * The start is normal about the middle, deviation 0.1. The class there has no time limit; its
 * example gathers paths of at most 30 steps, so the 30th truncates here. Arithmetic is float64.
 *
 * The action is `[a_x, a_y]`, the observation `[x, y]`.
 *
 * @param options other rewards, with the same spaces
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is not in [0, 1e300]
 * @example
 * ```ts
 * import { multigoal, multigoalStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const { reward, ending } = multigoal().step(multigoalStart(4, 0).state, [0.5, 0], key(0));
 * assertEquals(reward, -30 * 0.25 - 0.25 + 10);
 * assertEquals(ending.kind, "terminated");
 * ```
 */
export function multigoal(
  options: MultigoalOptions = {},
): Environment<MultigoalState, readonly number[], readonly number[]> {
  const plane = PLANE.read("make multigoal", options);
  const { goalReward, actionCost, distanceCost, startDeviation, stepLimit, goals } = plane;
  const isThere = (at: MultigoalState) => Math.sqrt(squaredDistance(at, goals)) < RADIUS;
  const checkStep = stepDoor(DOING, POINT, VELOCITY, stepLimit);
  return {
    name: worldName("multigoal", options),
    actions: VELOCITY,
    observations: { kind: "vector", size: 2 },
    reset: (key) => {
      const [right, up] = normal(key, 2);
      return multigoalStart(inside(startDeviation * right!), inside(startDeviation * up!));
    },
    step: (state, action) => {
      checkStep({ state, action });
      requireNotEnded(DOING, state.step > 0 && isThere(state), "the state", [state.x, state.y]);
      const [right, up] = [action[0]!, action[1]!];
      const next = { x: inside(state.x + right), y: inside(state.y + up), step: state.step + 1 };
      const cost = (right ** 2 + up ** 2) * actionCost +
        distanceCost * squaredDistance(next, goals);
      const reward = -cost + (isThere(next) ? goalReward : 0);
      return { ...seen(next), reward, ending: endingAt(isThere(next), next.step, stepLimit) };
    },
  };
}

/** The point at a given place, both coordinates in ±7, no step taken. */
export function multigoalStart(
  x: number,
  y: number,
): Start<MultigoalState, readonly number[]> {
  checkStart({ x, y });
  return seen({ x, y, step: 0 });
}

const inside = (coordinate: number) => Math.min(Math.max(coordinate, -EDGE), EDGE);

/** To the nearest goal. */
function squaredDistance(
  { x, y }: MultigoalState,
  goals: readonly (readonly number[])[],
): number {
  return Math.min(...goals.map(([right, up]) => (x - right!) ** 2 + (y - up!) ** 2));
}

function seen(state: MultigoalState): Start<MultigoalState, readonly number[]> {
  return { state, observation: [state.x, state.y] };
}
