/** A pendulum that is seen, not told: two small grey pictures of its rod, and no velocity. */
import {
  between,
  door,
  finite,
  fold,
  type Given,
  plain,
  record,
  setting,
  settings,
  whole,
} from "../math/mod.ts";
import type { Environment, Start } from "./environment.ts";
import { pendulum, type PendulumOptions, pendulumStart, type PendulumState } from "./pendulum.ts";

/** Where the pendulum is, and where it was in the picture before. */
export interface PixelPendulumState extends PendulumState {
  /** rad, the angle of the earlier picture. */
  readonly angleBefore: number;
}

/**
 * How it is drawn and acted on.
 *
 * - `size`: pixels along a side of the picture, default 16
 * - `repeat`: steps of the pendulum that each action is held for, default 2, so 0.1 s
 */
const PIXELS = { size: setting(whole(4, 64), 16), repeat: setting(whole(1, 200), 2) };
const WORLD = settings(PIXELS);
const PICTURE = settings({ size: PIXELS.size });
const checkPicture = door("draw a pendulum", { angle: finite });
const checkStep = door("step pixel pendulum", {
  state: record(
    { angle: finite, angularVelocity: finite, step: whole(0), angleBefore: finite },
    "a state { angle, angularVelocity, step, angleBefore }",
  ),
});
const checkStart = door("start pixel pendulum", { angle: finite, angularVelocity: between(-8, 8) });

/** What may differ: the picture's size, how long an action is held, and the pendulum's physics. */
export type PixelPendulumOptions = Given<typeof WORLD> & PendulumOptions;

const ROD = 0.8, HALF_WIDTH = 0.1, SOFT = 0.1; // of half the picture's side

/**
 * A grey picture of the pendulum's rod from the pivot in its middle, 0 dark to 255 bright: each pixel
 * is 255 / (1 + exp((d − 0.1) / 0.1)), d being its distance from the rod in halves of the side. The
 * soft edge makes a small turn a small change of some pixels.
 *
 * @param angle rad, 0 upright, counter-clockwise
 * @param options size: pixels along a side, default 16
 * @returns `[size · size]`, row by row from the top, each row from the left
 * @throws {TypeError|RangeError} for an angle that is no finite number, or a size not in [4, 64]
 * @example
 * ```ts
 * import { pendulumImage } from "lib/envs";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const upright = pendulumImage(0);
 * assertEquals(upright.length, 256);
 * assert(upright[4 * 16 + 8]! > 128); // above the middle
 * assert(upright[11 * 16 + 8]! < 30); // below it
 * ```
 */
export function pendulumImage(
  angle: number,
  options: { readonly size?: number } = {},
): Uint8Array {
  checkPicture({ angle });
  const { size } = PICTURE.read("draw a pendulum", options);
  const [east, north] = [-Math.sin(angle), Math.cos(angle)];
  const at = (i: number) => (2 * i + 1) / size - 1;
  return Uint8Array.from({ length: size * size }, (_, pixel) => {
    const [x, y] = [at(pixel % size), -at(Math.floor(pixel / size))];
    const along = Math.min(Math.max(x * east + y * north, 0), ROD);
    const distance = Math.hypot(x - along * east, y - along * north);
    return Math.round(255 / (1 + Math.exp((distance - HALF_WIDTH) / SOFT)));
  });
}

/**
 * {@link pendulum}, observed as two pictures, the one before the latest action and the one after it:
 * `[2 · size · size]` grey values as a Uint8Array, so that the angle is in the second and the velocity
 * in both. Actions are held for `repeat` steps, and their rewards added up. The first observation of an
 * episode shows the first picture twice: whatever velocity it starts with cannot be seen.
 *
 * @param options the picture's `size`, `repeat`, and the options of {@link pendulum}; `stepLimit`
 *   counts the pendulum's steps, and the action under way is cut short by it
 * @returns steps throw {RangeError} for a torque out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is out of range
 * @example
 * ```ts
 * import { pixelPendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const world = pixelPendulum();
 * const { state, observation } = world.step(world.reset(key(0)).state, [2], key(1));
 * assertEquals([observation.length, state.step], [512, 2]);
 * ```
 */
export function pixelPendulum(
  options: PixelPendulumOptions = {},
): Environment<PixelPendulumState, readonly number[], Uint8Array> {
  plain.check("make pixel pendulum", "options", options);
  const pick = (own: boolean) =>
    Object.fromEntries(Object.entries(options).filter(([name]) => name in PIXELS === own));
  const own = WORLD.read("make pixel pendulum", pick(true) as Given<typeof WORLD>);
  const world = pendulum(pick(false) as PendulumOptions);
  return {
    name: `pixel ${world.name}`,
    actions: world.actions,
    observations: { kind: "vector", size: 2 * own.size ** 2 },
    reset: (key) => seen(world.reset(key).state, undefined, own.size),
    step: (state, action, key) => {
      checkStep({ state });
      let last = world.step(inner(state), action, fold(key, 0)), reward = last.reward;
      for (let i = 1; i < own.repeat && last.ending.kind === "running"; i++) {
        last = world.step(last.state, action, fold(key, i));
        reward += last.reward;
      }
      return { ...seen(last.state, state.angle, own.size), reward, ending: last.ending };
    },
  };
}

/**
 * The pixel pendulum at a given angle and angular velocity, no step taken; both pictures show it there.
 *
 * @throws {TypeError|RangeError} when one is no finite number, or faster than 8 rad/s, or size is bad
 */
export function pixelPendulumStart(
  angle: number,
  angularVelocity: number,
  options: { readonly size?: number } = {},
): Start<PixelPendulumState, Uint8Array> {
  checkStart({ angle, angularVelocity });
  const { size } = PICTURE.read("start pixel pendulum", options);
  return seen(pendulumStart(angle, angularVelocity).state, undefined, size);
}

function inner({ angle, angularVelocity, step }: PixelPendulumState): PendulumState {
  return { angle, angularVelocity, step };
}

function seen(
  state: PendulumState,
  angleBefore: number = state.angle,
  size: number,
): Start<PixelPendulumState, Uint8Array> {
  const observation = new Uint8Array(2 * size ** 2);
  observation.set(pendulumImage(angleBefore, { size }));
  observation.set(pendulumImage(state.angle, { size }), size ** 2);
  return { state: { ...inner(state as PixelPendulumState), angleBefore }, observation };
}
