/** Demonstrations in the plane of the tree, by scripts with keys: walks past it, and play around it. */
import {
  between,
  door,
  fold,
  type Key,
  keyShape,
  normal,
  setting,
  settings,
  uniform,
  whole,
} from "../math/mod.ts";
import { touchesTree, treePlace } from "./tree.ts";

/** What was seen and done, step after step; one more place than strides. */
export interface Walk {
  /** `[x, y]`. */
  readonly places: readonly (readonly number[])[];
  /** `[Δx, Δy]`. */
  readonly strides: readonly (readonly number[])[];
}

/** A walk past the tree, and on which side. */
export interface TreeWalk extends Walk {
  readonly side: -1 | 1;
}

/**
 * How an expert walks.
 *
 * - `noise`: the world's, added to every place; default 0.03
 * - `shortest`, `longest`: how many steps it stands before the tree, every number of them as likely;
 *   default 4 to 6
 * - `startDeviation`: of the start's x; default 0.1
 */
export const WALK_SETTINGS = settings({
  noise: setting(between(0, 1), 0.03),
  shortest: setting(whole(0, 1000), 4),
  longest: setting(whole(0, 1000), 6),
  startDeviation: setting(between(0, 1), 0.1),
});

/** How an expert walks, see {@link WALK_SETTINGS}. */
export interface TreeWalkOptions {
  readonly noise?: number;
  readonly shortest?: number;
  readonly longest?: number;
  readonly startDeviation?: number;
}

const SPEED = 0.5, HAND = 0.03;
/** Where the walker stands and thinks; how far from the tree's middle it passes. */
const WAIT = 2, BERTH = 1.8;
const checkWalk = door("walk past the tree", { key: keyShape });

/**
 * An expert's walk past the tree: ahead to y = 2, a pause of some steps, then by a fair coin to the
 * left or to the right of the tree, 1.8 from its middle, and straight on to y = 8. Half a unit a
 * stride; its hand trembles (0.03 in each coordinate), and the world's noise is added, as in `tree`.
 *
 * @param key start, pause, side and every noise are drawn from folds of it
 * @throws {RangeError|TypeError} for unknown options, or a pause that is longer than the longest
 * @example
 * ```ts
 * import { treeWalk } from "lib/envs";
 * import { key } from "lib/math";
 * import { assert } from "@std/assert";
 *
 * const { places, side } = treeWalk(key(0));
 * assert(places.at(-1)![1]! >= 8 && Math.sign(places.at(-1)![0]!) === side);
 * ```
 */
export function treeWalk(key: Key, options: TreeWalkOptions = {}): TreeWalk {
  checkWalk({ key });
  const { noise, shortest, longest, startDeviation } = WALK_SETTINGS.read(
    "walk past the tree",
    options,
  );
  if (shortest > longest) {
    throw new RangeError(
      `Cannot walk past the tree: shortest is ${shortest}, expected at most the longest, ${longest}`,
    );
  }
  const [coin, rest] = uniform(fold(key, "choices"), 2), side = coin! < 0.5 ? -1 : 1;
  const pause = shortest + Math.floor(rest! * (longest - shortest + 1));
  const places = [[startDeviation * normal(fold(key, "start"), 1)[0]!, 0]],
    strides: number[][] = [];
  let waited = 0;
  while (places.at(-1)![1]! < treePlace.finish) {
    const [x, y] = places.at(-1) as [number, number];
    const waiting = y >= WAIT - SPEED / 2 && waited < pause;
    const heading = waiting ? [0, 0] : y < WAIT - SPEED / 2 ? [0, SPEED] : passing(x, y, side);
    if (waiting) waited++;
    const own = normal(fold(fold(key, "steps"), strides.length), 4);
    const stride = heading.map((each, d) => limited(each + (waiting ? 0 : HAND * own[d]!)));
    strides.push(stride);
    places.push([x + stride[0]! + noise * own[2]!, y + stride[1]! + noise * own[3]!]);
  }
  return { places, strides, side };
}

/** A stride to the side of the tree, or straight on beside it. */
function passing(x: number, y: number, side: -1 | 1): number[] {
  const [dx, dy] = [side * BERTH - x, treePlace.y - y];
  const length = Math.hypot(dx, dy);
  return dy < SPEED / 2 ? [0, SPEED] : [SPEED * dx / length, SPEED * dy / length];
}

const limited = (stride: number) => Math.min(Math.max(stride, -0.6), 0.6);

const checkPlay = door("play around the tree", { key: keyShape, steps: whole(1, 100_000) });

/**
 * Play: a child runs about the plane without a task. Again and again it picks a place at random
 * within 3.5 units that it can see past the tree, and runs there, half a unit a stride, with a hand
 * that trembles and on a gentle bend to either side; at the place it picks the next one. It stays within
 * x ±3.5, y 0.5 … 7.5, and never touches the tree. No noise of the world.
 *
 * @param key of all choices
 * @param steps how many strides
 * @throws {RangeError|TypeError} for what is no key or no number of steps
 * @example
 * ```ts
 * import { treePlay } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(treePlay(key(0), 100).strides.length, 100);
 * ```
 */
export function treePlay(key: Key, steps: number): Walk {
  checkPlay({ key, steps });
  const places = [[-2.5, 1]], strides: number[][] = [];
  let leg = 0, goal = places[0]!, bend = 0;
  while (strides.length < steps) {
    const from = places.at(-1) as [number, number];
    if (Math.hypot(goal[0]! - from[0], goal[1]! - from[1]) < SPEED) {
      [goal, bend] = nextGoal(fold(key, leg++), from);
    }
    const stride = strideTo(fold(fold(key, "hand"), strides.length), from, goal, bend);
    strides.push(stride);
    places.push([from[0] + stride[0]!, from[1] + stride[1]!]);
  }
  return { places, strides };
}

/** A place to run to, in sight with room to spare, and how the way bends. */
function nextGoal(key: Key, from: readonly number[]): [goal: number[], bend: number] {
  for (let attempt = 0;; attempt++) {
    const [a, b, c] = uniform(fold(key, attempt), 3);
    const goal = [7 * a! - 3.5, 0.5 + 7 * b!];
    const far = Math.hypot(goal[0]! - from[0]!, goal[1]! - from[1]!);
    if (far < 1 || far > 3.5 || !clear(from, goal, Math.max(1.05, 1.5 - attempt / 200))) continue;
    return [goal, 0.8 * (2 * c! - 1)];
  }
}

/** Whether the straight way keeps so far from the tree's middle. */
function clear(from: readonly number[], to: readonly number[], berth: number): boolean {
  const grown = berth / treePlace.radius;
  const nearer = ([x, y]: readonly number[]) => ({
    x: treePlace.x + (x! - treePlace.x) / grown,
    y: treePlace.y + (y! - treePlace.y) / grown,
  });
  return !touchesTree(nearer(from), nearer(to));
}

/** Half a unit towards the goal, turned by the bend while it is far; never into the tree. */
function strideTo(
  key: Key,
  from: readonly number[],
  goal: readonly number[],
  bend: number,
): number[] {
  const [dx, dy] = [goal[0]! - from[0]!, goal[1]! - from[1]!], far = Math.hypot(dx, dy);
  const turn = far > 1.5 ? bend : 0, [c, s] = [Math.cos(turn), Math.sin(turn)];
  const tremble = normal(key, 2).map((each) => HAND * each);
  const turned = [c * dx - s * dy, s * dx + c * dy];
  const stride = (way: readonly number[]) =>
    way.map((each, d) => limited(SPEED * each / far + tremble[d]!));
  const bent = stride(turned), end = [from[0]! + bent[0]!, from[1]! + bent[1]!];
  return clear(from, end, 1.5) && inside(end) ? bent : stride([dx, dy]);
}

const inside = ([x, y]: readonly number[]) => Math.abs(x!) <= 3.5 && y! >= 0.3 && y! <= 7.7;
