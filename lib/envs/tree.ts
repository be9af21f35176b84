/** A walk with a tree in the way: both sides are good, the middle is not. */
import { between, door, finite, normal, record, setting, settings, whole } from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { worldName } from "./world_name.ts";

/** Where the walker is. */
export interface TreeState {
  /** To the right, in ±4. */
  readonly x: number;
  /** Ahead, 0 to 9. */
  readonly y: number;
  /** Steps taken. */
  readonly step: number;
}

/** What may differ. */
export interface TreeOptions {
  /** Standard deviation of what is added to each coordinate at each step; default 0.03. */
  readonly noise?: number;
  /** Standard deviation of the start's x; default 0.1. */
  readonly startDeviation?: number;
  /** The step of this number truncates; default 60. */
  readonly stepLimit?: number;
}

/** The tree: its middle, its radius, and the line behind it where the walk is over. */
export const treePlace = { x: 0, y: 4, radius: 1, finish: 8 } as const;

const DOING = "walk past the tree";
const STRIDE = { kind: "box", low: [-0.6, -0.6], high: [0.6, 0.6] } as const;
const WALK = settings({
  noise: setting(between(0, 1), 0.03),
  startDeviation: setting(between(0, 1), 0.1),
  stepLimit: setting(whole(1), 60),
});
const POINT = { x: between(-4, 4), y: between(0, 9) };
const checkStart = door("start before the tree", POINT);
const PLACE = record({ x: finite, y: finite }, "a place { x, y }");
const checkSegment = door("look for the tree", { from: PLACE, to: PLACE });

/**
 * A plane with a tree at (0, 4), of radius 1. The action is a stride (Δx, Δy), each in ±0.6, and
 * p' = clip(p + a + noise), x in ±4, y in 0 … 9. Whose straight way from p to p' touches the tree has
 * crashed: −1, terminated. Whose y reaches 8 has passed: +1, terminated. All else pays nothing; the
 * 60th step truncates. The start is on the line y = 0, x normal about 0. Arithmetic is float64.
 *
 * The action is `[Δx, Δy]`, the observation `[x, y]`: not how long one has stood there.
 *
 * @param options other noises and limits, with the same spaces
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for an unknown option, or one out of range
 * @example
 * ```ts
 * import { tree, treeStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const still = tree({ noise: 0 });
 * const { reward, ending } = still.step(treeStart(0, 2.9).state, [0, 0.5], key(0));
 * assertEquals([reward, ending.kind], [-1, "terminated"]);
 * ```
 */
export function tree(
  options: TreeOptions = {},
): Environment<TreeState, readonly number[], readonly number[]> {
  const { noise, startDeviation, stepLimit } = WALK.read("make the tree", options);
  const checkStep = stepDoor(DOING, POINT, STRIDE, stepLimit);
  return {
    name: worldName("tree", options),
    actions: STRIDE,
    observations: { kind: "vector", size: 2 },
    reset: (key) => seen({ x: clip(startDeviation * normal(key, 1)[0]!, 4), y: 0, step: 0 }),
    step: (state, action, key) => {
      checkStep({ state, action });
      requireNotEnded(DOING, state.y >= treePlace.finish, "the state", [state.x, state.y]);
      const [e, f] = normal(key, 2);
      const next = {
        x: clip(state.x + action[0]! + noise * e!, 4),
        y: Math.min(Math.max(state.y + action[1]! + noise * f!, 0), 9),
        step: state.step + 1,
      };
      const crashed = touchesTree(state, next), passed = next.y >= treePlace.finish;
      const reward = crashed ? -1 : passed ? 1 : 0;
      return { ...seen(next), reward, ending: endingAt(crashed || passed, next.step, stepLimit) };
    },
  };
}

/** The walker at a given place, x in ±4, y in 0 … 9, no step taken. */
export function treeStart(x: number, y: number): Start<TreeState, readonly number[]> {
  checkStart({ x, y });
  return seen({ x, y, step: 0 });
}

/** A place on the plane. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Whether the straight way between two places touches the tree.
 *
 * @throws {TypeError|RangeError} for what is no place
 * @example
 * ```ts
 * import { touchesTree } from "lib/envs";
 * import { assert } from "@std/assert";
 *
 * assert(touchesTree({ x: -2, y: 4.5 }, { x: 2, y: 4.5 }));
 * ```
 */
export function touchesTree(from: Place, to: Place): boolean {
  checkSegment({ from, to });
  const [dx, dy] = [to.x - from.x, to.y - from.y], length = dx * dx + dy * dy;
  const along = length === 0
    ? 0
    : ((treePlace.x - from.x) * dx + (treePlace.y - from.y) * dy) / length;
  const share = Math.min(Math.max(along, 0), 1);
  const [x, y] = [from.x + share * dx, from.y + share * dy];
  return Math.hypot(x - treePlace.x, y - treePlace.y) < treePlace.radius;
}

const clip = (value: number, edge: number) => Math.min(Math.max(value, -edge), edge);

function seen(state: TreeState): Start<TreeState, readonly number[]> {
  return { state, observation: [state.x, state.y] };
}
