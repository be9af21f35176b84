/** A car in a valley whose engine is too weak for the slope: it must first drive away from the goal. */
import {
  between,
  door,
  numberWith,
  type Resolved,
  setting,
  settings,
  uniform,
  whole,
} from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start, Step } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where the car is. */
export interface MountainCarState {
  /** m, in [−1.2, 0.6]; the hill is 0.55 + 0.45 sin(3 position) m high there. */
  readonly position: number;
  /** m a step, within ±0.07. */
  readonly velocity: number;
  /** Steps taken. */
  readonly step: number;
}

/** What may differ from Gymnasium's car; actions and observations stay as they are. */
export interface MountainCarOptions {
  /** Of the engine at full throttle, m a step²; default 0.0015. */
  readonly power?: number;
  /** Of the slope where it is steepest, m a step²; default 0.0025. */
  readonly gravity?: number;
  /** The step of this number truncates; default 999. */
  readonly stepLimit?: number;
}

const DOING = "step mountain car";
const FORCE = { kind: "box", low: [-1], high: [1] } as const;
const [LEFT, RIGHT, GOAL] = [-1.2, 0.6, 0.45]; // m
const FASTEST = 0.07; // m a step

const single = numberWith(
  "a number that float32 can hold",
  (value) => Number.isFinite(Math.fround(value)),
);
const WORLD = settings({
  power: setting(single, 0.0015),
  gravity: setting(single, 0.0025),
  stepLimit: setting(whole(1), 999),
});
const checkStart = door("start mountain car", {
  position: between(LEFT, RIGHT),
  velocity: between(-FASTEST, FASTEST),
});
/** Rounded to float32 the ends of the road lie a little further out. */
const STATE = {
  position: between(Math.fround(LEFT), Math.fround(RIGHT)),
  velocity: between(-Math.fround(FASTEST), Math.fround(FASTEST)),
};

/**
 * Gymnasium's MountainCarContinuous-v0: v' = clip(v + 0.0015 a − 0.0025 cos 3x, ±0.07),
 * x' = clip(x + v', [−1.2, 0.6]), and the wall on the left stops the car. Arriving at x ≥ 0.45
 * without rolling back pays 100 and terminates; every step costs 0.1 a². The 999th step truncates.
 * Doing nothing pays 0, more than a search that finds no goal: a trap for an agent that does not
 * explore.
 *
 * The action `[a]` is the throttle, in ±1, to the right; the observation is `[x, v]`. As in
 * Gymnasium the first step is taken in float64, and all later ones in float32.
 *
 * @param options other physics, with the same spaces; with none the numbers are Gymnasium's
 * @returns steps throw {RangeError} for a throttle out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is no number
 * @example
 * ```ts
 * import { mountainCarContinuous, rollOut } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const swinging = ([, velocity = 0]: readonly number[]) => [velocity < 0 ? -1 : 1];
 * const { ending } = rollOut(key(0), mountainCarContinuous(), swinging, 999);
 * assertEquals(ending.kind, "terminated"); // it arrived
 * ```
 */
export function mountainCarContinuous(
  options: MountainCarOptions = {},
): Environment<MountainCarState, readonly number[], readonly number[]> {
  const world = WORLD.read("make mountain car", options);
  const checkStep = stepDoor(DOING, STATE, FORCE, world.stepLimit);
  return {
    name: worldName("mountain car", options),
    actions: FORCE,
    observations: { kind: "vector", size: 2 },
    reset: (key) => mountainCarStart(uniform(key, 1, -0.6, -0.4)[0]!, 0),
    step: (state, action) => {
      checkStep({ state, action });
      requireNotEnded(DOING, state.step > 0 && isThere(state), "state.position", state.position);
      return drive(world, state, Math.fround(action[0]!));
    },
  };
}

/**
 * The car at a given position (m, in [−1.2, 0.6]) with a velocity (m a step, in ±0.07).
 *
 * @throws {TypeError|RangeError} when one is no number in its range
 */
export function mountainCarStart(
  position: number,
  velocity: number,
): Start<MountainCarState, readonly number[]> {
  checkStart({ position, velocity });
  return seen({ position, velocity, step: 0 });
}

/** Gymnasium's first state is float64 and all others float32, so its sums are rounded accordingly. */
function drive(
  { power, gravity, stepLimit }: Resolved<typeof WORLD>,
  { position, velocity, step }: MountainCarState,
  throttle: number,
): Step<MountainCarState, readonly number[]> {
  const { fround } = Math;
  const rounded = step === 0 ? (exact: number) => exact : fround;
  const slope = gravity * Math.cos(rounded(3 * position));
  const change = fround(fround(fround(power) * throttle) - fround(slope));
  const fastest = rounded(FASTEST);
  const [left, right] = [rounded(LEFT), rounded(RIGHT)];
  const faster = Math.min(Math.max(rounded(velocity + change), -fastest), fastest);
  const moved = Math.min(Math.max(rounded(position + faster), left), right);
  const atWall = moved === left && faster < 0;
  const isEnd = moved >= rounded(GOAL) && faster >= 0;
  const reward = (isEnd ? 100 : 0) - throttle ** 2 * 0.1;
  const next = { position: fround(moved), velocity: atWall ? 0 : fround(faster), step: step + 1 };
  return { ...seen(next), reward, ending: endingAt(isEnd, next.step, stepLimit) };
}

/** Later states are float32, and so is the goal that they are compared with. */
function isThere({ position, velocity }: MountainCarState): boolean {
  return position >= Math.fround(GOAL) && velocity >= 0;
}

function seen(state: MountainCarState): Start<MountainCarState, readonly number[]> {
  return { state, observation: [Math.fround(state.position), Math.fround(state.velocity)] };
}
