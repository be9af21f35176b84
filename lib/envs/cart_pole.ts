/** A pole on a cart, to be kept upright by pushing the cart left or right. */
import { between, door, setting, settings, uniform, whole } from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where cart and pole are. */
export interface CartPoleState {
  /** Of the cart, m. */
  readonly position: number;
  /** Of the cart, m/s. */
  readonly velocity: number;
  /** Of the pole, rad, 0 upright, to the right. */
  readonly angle: number;
  /** Of the pole, rad/s. */
  readonly angularVelocity: number;
  /** Steps taken, each 0.02 s. */
  readonly step: number;
}

const DOING = "step cart-pole";
const ACTIONS = { kind: "discrete", count: 2 } as const;
const NUMBERS = ["position", "velocity", "angle", "angularVelocity"] as const;
const GRAVITY = 9.8; // m/s²
const POLE_MASS = 0.1; // kg
const TOTAL_MASS = POLE_MASS + 1; // kg, with the cart
const HALF_LENGTH = 0.5; // m, of the pole
const POLE_MOMENT = POLE_MASS * HALF_LENGTH; // kg m
const PUSH = 10; // N
const TIME_STEP = 0.02; // s
const FARTHEST = 2.4; // m
const STEEPEST = 12 * 2 * Math.PI / 360; // rad
const OPTIONS = settings({ stepLimit: setting(whole(1), 500) });
/** Far beyond any cart, and near enough that the equations of motion cannot overflow. */
const moderate = between(-1e6, 1e6);
const STATE = {
  position: moderate,
  velocity: moderate,
  angle: moderate,
  angularVelocity: moderate,
};
const checkStart = door("start cart-pole", STATE);

/**
 * Gymnasium's CartPole-v1, after Barto, Sutton & Anderson 1983. Action 0 pushes the cart to the left
 * with 10 N, action 1 to the right, for 0.02 s; the equations of motion are followed by Euler's
 * explicit step. Every step pays 1. Beyond ±2.4 m or ±12° it terminates; the 500th step truncates.
 *
 * The observation is `[position, velocity, angle, angularVelocity]` in m, m/s, rad, rad/s, rounded
 * to float32; the state is float64.
 *
 * @param options stepLimit: the step of this number truncates
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or a limit that is no whole number above 0
 * @example
 * ```ts
 * import { cartPole, rollOut } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const upright = ([, , angle = 0, turning = 0]: readonly number[]) => angle + turning > 0 ? 1 : 0;
 * assertEquals(rollOut(key(0), cartPole(), upright, 500).ending.kind, "truncated"); // it held
 * assertEquals(rollOut(key(0), cartPole(), () => 0, 500).ending.kind, "terminated");
 * ```
 */
export function cartPole(
  options: { readonly stepLimit?: number } = {},
): Environment<CartPoleState, number, readonly number[]> {
  const { stepLimit } = OPTIONS.read("make cart-pole", options);
  const checkStep = stepDoor(DOING, STATE, ACTIONS, stepLimit);
  return {
    name: worldName("cart-pole", options),
    actions: ACTIONS,
    observations: { kind: "vector", size: 4 },
    reset: (key) => {
      const [position, velocity, angle, angularVelocity] = uniform(key, 4, -0.05, 0.05);
      return cartPoleStart(position!, velocity!, angle!, angularVelocity!);
    },
    step: (state, action) => {
      checkStep({ state, action });
      const { position, angle, step } = state;
      requireNotEnded(DOING, step > 0 && isAway(position), "state.position", position);
      requireNotEnded(DOING, step > 0 && isFallen(angle), "state.angle", angle);
      const next = pushed(state, action === 1 ? PUSH : -PUSH);
      const hasEnded = isAway(next.position) || isFallen(next.angle);
      return { ...seen(next), reward: 1, ending: endingAt(hasEnded, next.step, stepLimit) };
    },
  };
}

/**
 * Cart (m, m/s) and pole (rad from upright, rad/s) as given, no step taken.
 *
 * @throws {TypeError|RangeError} when one is no number within ±1e6
 */
export function cartPoleStart(
  position: number,
  velocity: number,
  angle: number,
  angularVelocity: number,
): Start<CartPoleState, readonly number[]> {
  checkStart({ position, velocity, angle, angularVelocity });
  return seen({ position, velocity, angle, angularVelocity, step: 0 });
}

/** 0.02 s of a force (N). In the order of Gymnasium's operations: a last digit grows. */
export function pushed(state: CartPoleState, force: number): CartPoleState {
  const { position, velocity, angle, angularVelocity } = state;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const swung = (force + POLE_MOMENT * (angularVelocity * angularVelocity) * sin) / TOTAL_MASS;
  const turning = (GRAVITY * sin - cos * swung) /
    (HALF_LENGTH * (4 / 3 - POLE_MASS * (cos * cos) / TOTAL_MASS));
  const speeding = swung - POLE_MOMENT * turning * cos / TOTAL_MASS;
  return {
    position: position + TIME_STEP * velocity,
    velocity: velocity + TIME_STEP * speeding,
    angle: angle + TIME_STEP * angularVelocity,
    angularVelocity: angularVelocity + TIME_STEP * turning,
    step: state.step + 1,
  };
}

const isAway = (position: number) => Math.abs(position) > FARTHEST;
const isFallen = (angle: number) => Math.abs(angle) > STEEPEST;

function seen(state: CartPoleState): Start<CartPoleState, readonly number[]> {
  return { state, observation: NUMBERS.map((name) => Math.fround(state[name])) };
}
