/** Where a point can go among the six obstacles of the pixel plane. */
import { door, finite, vector } from "../math/mod.ts";

/** Pixels along a side. */
export const PLANE_SIDE = 20;

/** A round obstacle: its middle, pixels from the lower left corner, and its radius. */
export interface PlaneObstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The six obstacles, on a ring about the middle. */
export const planeObstacles: readonly PlaneObstacle[] = [
  [4.5, 10],
  [15.5, 10],
  [7.25, 5],
  [12.75, 5],
  [7.25, 15],
  [12.75, 15],
].map(([x, y]) => ({ x: x!, y: y!, radius: 1.2 }));

const ROOM = 1.8; // from an obstacle's middle to the point's: the discs' soft edges just overlap
const STEPS = 8; // of a move: each is far shorter than an obstacle is wide
const checkMove = door("move in the plane", { from: vector(2), move: vector(2) });
const checkTouch = door("look for obstacles", { x: finite, y: finite });

/** Whether a place is nearer than 1.8 pixels to an obstacle's middle. */
export function touchesPlane(x: number, y: number): boolean {
  checkTouch({ x, y });
  return planeObstacles.some((each) => Math.hypot(x - each.x, y - each.y) < ROOM - 1e-9);
}

/**
 * Where a point gets to: the move is made in eight steps, and after each the point is put back into
 * [1, 19] and pushed out of an obstacle it has come into, so that it slides along both.
 *
 * @param from `[x, y]`
 * @param move `[right, up]`, pixels
 * @returns `[x, y]`
 * @throws {TypeError|RangeError|ShapeError} for what is not two finite numbers
 * @example
 * ```ts
 * import { movePlane } from "lib/envs";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(movePlane([2, 2], [0.5, 1]), [2.5, 3]);
 * const [x, y] = movePlane([10, 10], [5, 0.5]); // slides round an obstacle
 * assert(Math.hypot(x - 15.5, y - 10) >= 1.799);
 * ```
 */
export function movePlane(
  from: ArrayLike<number>,
  move: ArrayLike<number>,
): readonly [number, number] {
  checkMove({ from, move });
  let [x, y] = [from[0]!, from[1]!];
  for (let i = 0; i < STEPS; i++) {
    [x, y] = pushedOut(within(x + move[0]! / STEPS), within(y + move[1]! / STEPS));
  }
  return [x, y];
}

const within = (place: number) => Math.min(Math.max(place, 1), PLANE_SIDE - 1);

function pushedOut(x: number, y: number): readonly [number, number] {
  for (const each of planeObstacles) {
    const distance = Math.hypot(x - each.x, y - each.y);
    if (distance >= ROOM || distance === 0) continue;
    return [
      each.x + ROOM * (x - each.x) / distance,
      each.y + ROOM * (y - each.y) / distance,
    ];
  }
  return [x, y];
}
