/** Two links, of which only the joint between them has a motor: swing the tip above a line. */
import { between, door, setting, settings, uniform, whole } from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where both links are. */
export interface AcrobotState {
  /** Of the inner link, rad in [−π, π], 0 hanging, counter-clockwise. */
  readonly shoulderAngle: number;
  /** Of the outer link against the inner one, rad in [−π, π], 0 stretched. */
  readonly elbowAngle: number;
  /** rad/s, within ±4π. */
  readonly shoulderVelocity: number;
  /** rad/s, within ±9π. */
  readonly elbowVelocity: number;
  /** Steps taken, each 0.2 s. */
  readonly step: number;
}

const DOING = "step acrobot";
const ACTIONS = { kind: "discrete", count: 3 } as const;
const TIME_STEP = 0.2; // s
const FASTEST_SHOULDER = 4 * Math.PI; // rad/s
const FASTEST_ELBOW = 9 * Math.PI; // rad/s
const OPTIONS = settings({ stepLimit: setting(whole(1), 500) });
const JOINTS = {
  shoulderAngle: between(-Math.PI, Math.PI),
  elbowAngle: between(-Math.PI, Math.PI),
  shoulderVelocity: between(-FASTEST_SHOULDER, FASTEST_SHOULDER),
  elbowVelocity: between(-FASTEST_ELBOW, FASTEST_ELBOW),
};
const checkStart = door("start acrobot", JOINTS);

/**
 * Gymnasium's Acrobot-v1, the equations of Sutton & Barto's book: two links of 1 m, 1 kg and
 * 1 kg m² each. Action 0, 1 or 2 turns the elbow with −1, 0 or 1 N m for 0.2 s, one Runge–Kutta
 * step of order 4. Every step pays −1 but the one that ends: it pays 0 and terminates when the tip
 * is above 1 m, −cos θ₁ − cos(θ₁ + θ₂) > 1. The 500th step truncates.
 *
 * The observation is `[cos θ₁, sin θ₁, cos θ₂, sin θ₂, ω₁, ω₂]` in float32; the state is float64.
 *
 * @param options stepLimit: the step of this number truncates
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or a limit that is no whole number above 0
 * @example
 * ```ts
 * import { acrobot, rollOut } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const swinging = (seen: readonly number[]) => seen[4]! > 0 ? 0 : 2; // against the shoulder
 * assertEquals(rollOut(key(0), acrobot(), swinging, 500).ending.kind, "terminated");
 * ```
 */
export function acrobot(
  options: { readonly stepLimit?: number } = {},
): Environment<AcrobotState, number, readonly number[]> {
  const { stepLimit } = OPTIONS.read("make acrobot", options);
  const checkStep = stepDoor(DOING, JOINTS, ACTIONS, stepLimit);
  return {
    name: worldName("acrobot", options),
    actions: ACTIONS,
    observations: { kind: "vector", size: 6 },
    reset: (key) => {
      const drawn = Float32Array.from(uniform(key, 4, -0.1, 0.1)); // as Gymnasium rounds its own
      return acrobotStart(drawn[0]!, drawn[1]!, drawn[2]!, drawn[3]!);
    },
    step: (state, action) => {
      checkStep({ state, action });
      requireNotEnded(DOING, state.step > 0 && isUp(state), "the tip's height", tipHeight(state));
      const next = swung(state, action - 1);
      const ending = endingAt(isUp(next), next.step, stepLimit);
      return { ...seen(next), reward: isUp(next) ? 0 : -1, ending };
    },
  };
}

/**
 * Both joints (rad, 0 hanging and stretched; rad/s) as given, no step taken.
 *
 * @throws {TypeError|RangeError} when one is not in the range that {@link AcrobotState} says
 */
export function acrobotStart(
  shoulderAngle: number,
  elbowAngle: number,
  shoulderVelocity: number,
  elbowVelocity: number,
): Start<AcrobotState, readonly number[]> {
  checkStart({ shoulderAngle, elbowAngle, shoulderVelocity, elbowVelocity });
  return seen({ shoulderAngle, elbowAngle, shoulderVelocity, elbowVelocity, step: 0 });
}

/** Angles and velocities of shoulder and elbow, as the state has them. */
type Joints = readonly [number, number, number, number];

/** One step of the classical Runge–Kutta method. */
function swung(state: AcrobotState, torque: number): AcrobotState {
  const now: Joints = [
    state.shoulderAngle,
    state.elbowAngle,
    state.shoulderVelocity,
    state.elbowVelocity,
  ];
  const half = TIME_STEP / 2;
  const k1 = change(now, torque);
  const k2 = change(along(now, k1, half), torque);
  const k3 = change(along(now, k2, half), torque);
  const k4 = change(along(now, k3, TIME_STEP), torque);
  const next = (i: number) => now[i]! + TIME_STEP / 6 * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
  return {
    shoulderAngle: wrapped(next(0)),
    elbowAngle: wrapped(next(1)),
    shoulderVelocity: Math.min(Math.max(next(2), -FASTEST_SHOULDER), FASTEST_SHOULDER),
    elbowVelocity: Math.min(Math.max(next(3), -FASTEST_ELBOW), FASTEST_ELBOW),
    step: state.step + 1,
  };
}

function along([a, b, c, d]: Joints, [da, db, dc, dd]: Joints, time: number): Joints {
  return [a + time * da, b + time * db, c + time * dc, d + time * dd];
}

/**
 * Rates of change: the two equations d₁θ̈₁ + d₂θ̈₂ = −φ₁ and d₂θ̈₁ + 1.25 θ̈₂ = τ − ½ω₁² sin θ₂ − φ₂,
 * solved for θ̈. Mass, length and inertia are 1, the centres of mass at half a link, g = 9.8 m/s².
 */
function change([inner, outer, omega1, omega2]: Joints, torque: number): Joints {
  const [cos, sin] = [Math.cos(outer), Math.sin(outer)];
  const d1 = 0.25 + (1.25 + cos) + 1 + 1;
  const d2 = 0.25 + 0.5 * cos + 1;
  const phi2 = 4.9 * Math.cos(inner + outer - Math.PI / 2);
  const phi1 = -0.5 * omega2 ** 2 * sin - omega2 * omega1 * sin +
    1.5 * 9.8 * Math.cos(inner - Math.PI / 2) + phi2;
  const bent = (torque + d2 / d1 * phi1 - 0.5 * omega1 ** 2 * sin - phi2) /
    (1.25 - d2 ** 2 / d1);
  return [omega1, omega2, -(d2 * bent + phi1) / d1, bent];
}

/** To [−π, π], by whole turns. */
function wrapped(angle: number): number {
  let turned = angle;
  while (turned > Math.PI) turned -= 2 * Math.PI;
  while (turned < -Math.PI) turned += 2 * Math.PI;
  return turned;
}

/** Of the tip above the shoulder, m. */
function tipHeight({ shoulderAngle, elbowAngle }: AcrobotState): number {
  return -Math.cos(shoulderAngle) - Math.cos(elbowAngle + shoulderAngle);
}

const isUp = (state: AcrobotState) => tipHeight(state) > 1;

function seen(state: AcrobotState): Start<AcrobotState, readonly number[]> {
  const { shoulderAngle: inner, elbowAngle: outer } = state;
  const directions = [Math.cos(inner), Math.sin(inner), Math.cos(outer), Math.sin(outer)];
  const exact = [...directions, state.shoulderVelocity, state.elbowVelocity];
  return { state, observation: exact.map(Math.fround) };
}
