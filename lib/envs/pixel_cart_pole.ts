/** A pole on a cart that is seen, not told: two small grey pictures, and a force of any size. */
import {
  between,
  door,
  finite,
  type Given,
  plain,
  setting,
  settings,
  uniform,
  whole,
} from "../math/mod.ts";
import { type CartPoleState, pushed } from "./cart_pole.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where cart and pole are, and where they were in the picture before. */
export interface PixelCartPoleState extends CartPoleState {
  readonly positionBefore: number;
  readonly angleBefore: number;
}

const DOING = "step pixel cart-pole";
const FORCE = { kind: "box", low: [-10], high: [10] } as const; // N
const WIDE = 32, HIGH = 12, PIXEL = 0.15; // pixels, pixels, m
const FARTHEST = 2.4, STEEPEST = Math.PI / 4; // m, rad
const OPTIONS = settings({
  repeat: setting(whole(1, 50), 5),
  stepLimit: setting(whole(1), 50),
});
const moderate = between(-1e3, 1e3);
const STATE = {
  position: moderate,
  velocity: moderate,
  angle: moderate,
  angularVelocity: moderate,
  positionBefore: moderate,
  angleBefore: moderate,
};
const checkPicture = door("draw a cart-pole", { position: finite, angle: finite });
const checkStart = door("start pixel cart-pole", {
  position: between(-FARTHEST, FARTHEST),
  velocity: between(-10, 10),
  angle: between(-STEEPEST, STEEPEST),
  angularVelocity: between(-10, 10),
});

/**
 * What may differ.
 *
 * - `repeat`: steps of 0.02 s that each force is held for, default 5, so 0.1 s
 * - `stepLimit`: the decision of this number truncates, default 50
 */
export type PixelCartPoleOptions = Given<typeof OPTIONS>;

/**
 * A grey picture, 32 × 12 pixels of 0.15 m: the pole (1 m, bright) on its cart (a dim block), both with
 * soft edges; the track's middle is the picture's, its height 0.3 m above the lower edge.
 *
 * @param position of the cart, m
 * @param angle of the pole, rad, 0 upright, to the right
 * @returns `[384]`, row by row from the top, each row from the left
 * @throws {TypeError|RangeError} for what is no finite number
 * @example
 * ```ts
 * import { cartPoleImage } from "lib/envs";
 * import { assert } from "@std/assert";
 *
 * const picture = cartPoleImage(0, 0);
 * assert(picture[5 * 32 + 16]! > 100 && picture[5 * 32 + 3]! < 10);
 * ```
 */
export function cartPoleImage(position: number, angle: number): Uint8Array {
  checkPicture({ position, angle });
  const [east, north] = [Math.sin(angle), Math.cos(angle)];
  const soft = (distance: number) => 1 / (1 + Math.exp((distance - 0.1) / 0.08));
  return Uint8Array.from({ length: WIDE * HIGH }, (_, pixel) => {
    const x = (pixel % WIDE + 0.5 - WIDE / 2) * PIXEL - position;
    const y = (HIGH - 0.5 - Math.floor(pixel / WIDE)) * PIXEL - 0.3;
    const along = Math.min(Math.max(x * east + y * north, 0), 1);
    const pole = 255 * soft(Math.hypot(x - along * east, y - along * north));
    const cart = 130 * soft(Math.hypot(Math.max(Math.abs(x) - 0.2, 0), y));
    return Math.round(Math.max(pole, cart));
  });
}

/**
 * The cart-pole of {@link cartPole} with a force of any size within ±10 N, held for `repeat` steps, and
 * observed as two pictures, the one before the latest action and the one after it, `[768]` grey values.
 * A decision pays 1. Beyond ±2.4 m or ±45° it terminates; the 50th decision truncates. The start is
 * uniform: ±0.5 m, ±0.3 m/s, ±0.15 rad, ±0.3 rad/s; its two pictures are the same.
 *
 * @param options see {@link PixelCartPoleOptions}
 * @returns steps throw {RangeError} for a force out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is out of range
 * @example
 * ```ts
 * import { pixelCartPole } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const world = pixelCartPole();
 * const { state, observation } = world.step(world.reset(key(0)).state, [3], key(1));
 * assertEquals([observation.length, state.step], [768, 1]);
 * ```
 */
export function pixelCartPole(
  options: PixelCartPoleOptions = {},
): Environment<PixelCartPoleState, readonly number[], Uint8Array> {
  plain.check("make pixel cart-pole", "options", options);
  const { repeat, stepLimit } = OPTIONS.read("make pixel cart-pole", options);
  const checkStep = stepDoor(DOING, STATE, FORCE, stepLimit);
  return {
    name: worldName("pixel cart-pole", options),
    actions: FORCE,
    observations: { kind: "vector", size: 2 * WIDE * HIGH },
    reset: (key) => {
      const [x, v, angle, turning] = uniform(key, 4, -1, 1);
      return pixelCartPoleStart(0.5 * x!, 0.3 * v!, 0.15 * angle!, 0.3 * turning!);
    },
    step: (state, action) => {
      checkStep({ state, action });
      requireNotEnded(DOING, hasFallen(state), "the state", [state.position, state.angle]);
      let last: CartPoleState = state;
      for (let i = 0; i < repeat && !hasFallen(last); i++) last = pushed(last, action[0]!);
      const next = {
        ...last,
        step: state.step + 1,
        positionBefore: state.position,
        angleBefore: state.angle,
      };
      return { ...seen(next), reward: 1, ending: endingAt(hasFallen(next), next.step, stepLimit) };
    },
  };
}

/**
 * Cart (m, m/s) and pole (rad from upright, rad/s) as given, no step taken; both pictures show them so.
 *
 * @throws {TypeError|RangeError} beyond ±2.4 m, ±45°, ±10 m/s or ±10 rad/s
 */
export function pixelCartPoleStart(
  position: number,
  velocity: number,
  angle: number,
  angularVelocity: number,
): Start<PixelCartPoleState, Uint8Array> {
  checkStart({ position, velocity, angle, angularVelocity });
  const before = { positionBefore: position, angleBefore: angle };
  return seen({ position, velocity, angle, angularVelocity, step: 0, ...before });
}

const hasFallen = ({ position, angle }: CartPoleState) =>
  Math.abs(position) > FARTHEST || Math.abs(angle) > STEEPEST;

function seen(state: PixelCartPoleState): Start<PixelCartPoleState, Uint8Array> {
  const observation = new Uint8Array(2 * WIDE * HIGH);
  observation.set(cartPoleImage(state.positionBefore, state.angleBefore));
  observation.set(cartPoleImage(state.position, state.angle), WIDE * HIGH);
  return { state, observation };
}
