/** A pendulum to swing up and hold, with a motor too weak to lift it at once. */
import {
  atLeast,
  between,
  door,
  finite,
  type Key,
  optional,
  positive,
  type Resolved,
  setting,
  settings,
  uniform,
  whole,
} from "../math/mod.ts";
import { endingAt, stepDoor } from "./counted.ts";
import type { Environment, Start, Step } from "./environment.ts";
import { PUSH, type Push, pushOf } from "./push.ts";
import { worldName } from "./world_name.ts";

/** Where the pendulum is. */
export interface PendulumState {
  /** rad, 0 upright, counter-clockwise; not wrapped: a full turn counts on. */
  readonly angle: number;
  /** rad/s, within ±8. */
  readonly angularVelocity: number;
  /** Steps taken, each 0.05 s. */
  readonly step: number;
}

/** What may differ from Gymnasium's pendulum; actions and observations stay as they are. */
export interface PendulumOptions {
  /** kg; default 1. */
  readonly mass?: number;
  /** Of the rod, m; default 1. */
  readonly length?: number;
  /** m/s²; default 10. */
  readonly gravity?: number;
  /** Sudden changes of the angular velocity, of at most `size` rad/s; default none. */
  readonly push?: Push;
  /** The first angle is uniform within ± this, rad; default π. */
  readonly startAngle?: number;
  /** The first angular velocity is uniform within ± this, rad/s; default 1. */
  readonly startAngularVelocity?: number;
  /** The step of this number truncates; default 200. */
  readonly stepLimit?: number;
}

const DOING = "step pendulum";
const TORQUE = { kind: "box", low: [-2], high: [2] } as const;
const FASTEST = 8; // rad/s
const TIME_STEP = 0.05; // s
const WORLD = settings({
  mass: setting(positive, 1),
  length: setting(positive, 1),
  gravity: setting(finite, 10),
  push: optional(PUSH),
  startAngle: setting(atLeast(0), Math.PI),
  startAngularVelocity: setting(between(0, FASTEST), 1),
  stepLimit: setting(whole(1), 200),
});
const STATE = { angle: finite, angularVelocity: between(-FASTEST, FASTEST) };
const checkStart = door("start pendulum", STATE);

/**
 * Gymnasium's Pendulum-v1: ω' = clip(ω + (3g/(2l) sin θ + 3u/(ml²)) · 0.05 s, ±8 rad/s),
 * θ' = θ + ω' · 0.05 s. The reward is −(θ² + 0.1 ω² + 0.001 u²) of the state *before* the step, its
 * angle wrapped to [−π, π). It never terminates; the 200th step truncates.
 *
 * The action `[u]` is a torque in N m within ±2, counter-clockwise; the observation is
 * `[cos θ, sin θ, ω]`. As in Gymnasium the state is float64, while action and observation are
 * rounded to float32.
 *
 * @param options other physics, with the same spaces; with none the numbers are Gymnasium's
 * @returns steps throw {RangeError} for a torque out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is out of range
 * @example
 * ```ts
 * import { pendulum, pendulumStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const hanging = pendulumStart(Math.PI, 0).state;
 * const { state, reward } = pendulum().step(hanging, [2], key(0));
 * assertAlmostEquals(state.angle, 3.1565927, 1e-7); // 3 · 2 · 0.05 = 0.3 rad/s faster
 * assertAlmostEquals(reward, -(Math.PI ** 2 + 0.004), 1e-9);
 * ```
 */
export function pendulum(
  options: PendulumOptions = {},
): Environment<PendulumState, readonly number[], readonly number[]> {
  const world = WORLD.read("make pendulum", options);
  requirePhysics(world);
  const checkStep = stepDoor(DOING, STATE, TORQUE, world.stepLimit);
  return {
    name: worldName("pendulum", options),
    actions: TORQUE,
    observations: { kind: "vector", size: 3 },
    reset: (key) => {
      const [first, second] = uniform(key, 2, -1, 1);
      const { startAngle, startAngularVelocity } = world;
      return pendulumStart(startAngle * first!, startAngularVelocity * second!);
    },
    step: (state, action, key) => {
      checkStep({ state, action });
      return swing(world, state, Math.fround(action[0]!), key);
    },
  };
}

/**
 * The pendulum at a given angle (rad, 0 upright) and angular velocity (rad/s), no step taken.
 *
 * @throws {TypeError|RangeError} when one is no finite number, or faster than 8 rad/s
 */
export function pendulumStart(
  angle: number,
  angularVelocity: number,
): Start<PendulumState, readonly number[]> {
  checkStart({ angle, angularVelocity });
  return seen({ angle, angularVelocity, step: 0 });
}

type World = Resolved<typeof WORLD>;

/** float32 where Gymnasium has it: in 3/(ml²) · u and in 0.001 u². */
function swing(
  { mass, length, gravity, push, stepLimit }: World,
  { angle, angularVelocity, step }: PendulumState,
  torque: number,
  key: Key,
): Step<PendulumState, readonly number[]> {
  const { fround } = Math;
  const effort = fround(fround(0.001) * fround(torque * torque));
  const cost = wrapped(angle) ** 2 + 0.1 * angularVelocity ** 2 + effort;
  const pull = 3 * gravity / (2 * length) * Math.sin(angle);
  const drive = fround(fround(3 / (mass * length ** 2)) * torque);
  const faster = angularVelocity + (pull + drive) * TIME_STEP +
    pushOf(push, key);
  const velocity = Math.min(Math.max(faster, -FASTEST), FASTEST);
  const next = { angle: angle + velocity * TIME_STEP, angularVelocity: velocity, step: step + 1 };
  return { ...seen(next), reward: -cost, ending: endingAt(false, next.step, stepLimit) };
}

/** Refuses a pendulum so light, short or heavy that its accelerations are no numbers. */
function requirePhysics({ mass, length, gravity }: World): void {
  const strength = Math.fround(3 / (mass * length ** 2));
  finite.check("make pendulum", "3 / (mass · length²)", strength * 2); // at the largest torque
  finite.check("make pendulum", "3 gravity / (2 length)", 3 * gravity / (2 * length));
}

/** To [−π, π), with the remainder's sign that Python has. */
function wrapped(angle: number): number {
  const turn = 2 * Math.PI;
  const rest = (angle + Math.PI) % turn;
  return (rest < 0 ? rest + turn : rest) - Math.PI;
}

function seen(state: PendulumState): Start<PendulumState, readonly number[]> {
  const { angle, angularVelocity } = state;
  const exact = [Math.cos(angle), Math.sin(angle), angularVelocity];
  return { state, observation: exact.map(Math.fround) };
}
