/** A point among six obstacles, seen from above in a small grey picture, its place never told. */
import {
  between,
  door,
  type Given,
  plain,
  positive,
  setting,
  settings,
  uniform,
  vector,
  whole,
} from "../math/mod.ts";
import { endingAt, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { movePlane, PLANE_SIDE, planeObstacles, touchesPlane } from "./plane_moves.ts";
import { worldName } from "./world_name.ts";

/** Where the point is: pixels from the lower left corner, to the right and up. */
export interface PixelPlaneState {
  readonly x: number;
  readonly y: number;
  /** Steps taken. */
  readonly step: number;
}

const DOING = "step pixel plane";
const MOVE = { kind: "box", low: [-3, -3], high: [3, 3] } as const;
const SIDE = PLANE_SIDE, inside = between(1, SIDE - 1);
const OPTIONS = settings({
  goal: setting(vector(2, inside), [17, 17]),
  goalRadius: setting(positive, 1),
  stepLimit: setting(whole(1), 40),
});
const PLACE = { x: inside, y: inside };
const checkPicture = door("draw a plane", PLACE);
const checkStart = door("start pixel plane", PLACE);

/**
 * What may differ.
 *
 * - `goal`: its middle, `[x, y]` in [1, 19] each; default [17, 17]
 * - `goalRadius`: how far it reaches, pixels; default 1
 * - `stepLimit`: the step of this number truncates; default 40
 */
export type PixelPlaneOptions = Given<typeof OPTIONS>;

const SOFT = 1, POINT = 1.5, GREY = 110; // pixels, pixels, of 255

/** Obstacles never move: they are drawn once. */
const ground = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
  const near = planeObstacles.map(({ x, y, radius }) => away(pixel, x, y) - radius);
  return Math.round(GREY * soft(Math.min(...near)));
});

/**
 * The plane from above, 20 × 20 grey pixels, 0 dark to 255 bright: the point a soft bright disc of
 * radius 1.5, over six dimmer ones that are always there. A pixel of the point is
 * 255 / (1 + exp(d − 1.5)), d being its distance from the point's middle in pixels.
 *
 * @param x pixels from the left edge, in [1, 19]
 * @param y pixels from the lower edge, in [1, 19]
 * @returns `[400]`, row by row from the top, each row from the left
 * @throws {TypeError|RangeError} for a place outside of the plane
 * @example
 * ```ts
 * import { planeImage } from "lib/envs";
 * import { assert } from "@std/assert";
 *
 * const picture = planeImage(2.5, 17.5);
 * assert(picture[2 * 20 + 2]! > 200); // the third pixel of the third row
 * ```
 */
export function planeImage(x: number, y: number): Uint8Array {
  checkPicture({ x, y });
  return ground.map((grey, pixel) =>
    Math.max(grey, Math.round(255 * soft(away(pixel, x, y) - POINT)))
  );
}

/** Distance of a pixel's middle from a place. */
function away(pixel: number, x: number, y: number): number {
  return Math.hypot(pixel % SIDE + 0.5 - x, SIDE - 0.5 - Math.floor(pixel / SIDE) - y);
}

function soft(distance: number): number {
  return 1 / (1 + Math.exp(distance / SOFT));
}

/**
 * A point in a plane of 20 × 20 pixels with six round obstacles, after the planar task of Watter et al.
 * 2015 (theirs has 40 × 40 pixels, moves of at most 3 and a goal of radius 2; ours half the side, half the
 * radius, and obstacles where no pocket can catch a point). The action is a move, each entry in ±3; the
 * point slides along what it meets. A
 * step pays 1 if it ends in the goal, else 0, so that an episode's mean reward is the share of its time
 * in the goal. The start is uniform over the free plane.
 *
 * The action is `[right, up]`, the observation `[400]` bytes.
 *
 * @param options see {@link PixelPlaneOptions}
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one that is out of range
 * @example
 * ```ts
 * import { pixelPlane, pixelPlaneStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const { state, reward } = pixelPlane().step(pixelPlaneStart(16, 17).state, [0.5, 0.25], key(0));
 * assertEquals([state.x, state.y, reward], [16.5, 17.25, 1]);
 * ```
 */
export function pixelPlane(
  options: PixelPlaneOptions = {},
): Environment<PixelPlaneState, readonly number[], Uint8Array> {
  plain.check("make pixel plane", "options", options);
  const { goal, goalRadius, stepLimit } = OPTIONS.read("make pixel plane", options);
  const checkStep = stepDoor(DOING, PLACE, MOVE, stepLimit);
  return {
    name: worldName("pixel plane", options),
    actions: MOVE,
    observations: { kind: "vector", size: SIDE * SIDE },
    reset: (key) => {
      for (let i = 0;; i += 2) {
        const [x, y] = uniform(key, i + 2, 1, SIDE - 1).subarray(i);
        if (!touchesPlane(x!, y!)) return pixelPlaneStart(x!, y!);
      }
    },
    step: (state, action) => {
      checkStep({ state, action });
      const [x, y] = movePlane([state.x, state.y], action);
      const isThere = Math.hypot(x! - goal[0]!, y! - goal[1]!) < goalRadius;
      const next = { x: x!, y: y!, step: state.step + 1 };
      const ending = endingAt(false, next.step, stepLimit);
      return { state: next, observation: planeImage(x!, y!), reward: isThere ? 1 : 0, ending };
    },
  };
}

/**
 * The point at a given place, no step taken.
 *
 * @throws {TypeError|RangeError} for a place outside of the plane
 */
export function pixelPlaneStart(x: number, y: number): Start<PixelPlaneState, Uint8Array> {
  checkStart({ x, y });
  return { state: { x, y, step: 0 }, observation: planeImage(x, y) };
}
