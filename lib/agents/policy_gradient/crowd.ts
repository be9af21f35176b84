/** Many worlds side by side: what a policy meets in them while it stands still. */
import { bootstrapMask, ENVIRONMENT, type Start } from "../../envs/mod.ts";
import {
  anyList,
  callable,
  door,
  finite,
  fold,
  type Key,
  keyShape,
  NonFiniteError,
  record,
  split,
  vector,
  whole,
} from "../../math/mod.ts";
import { inWorld } from "../shared/actions.ts";
import type { AgentEnvironment } from "../shared/evaluate.ts";
import {
  type AgentAction,
  requireSameSpaces,
  SPACES,
  type Spaces,
  spacesOf,
} from "../shared/spaces.ts";

/** Where each of N worlds stands, and what its episode has earned so far. */
export interface Crowd<State> {
  readonly starts: readonly Start<State, readonly number[]>[];
  /** `[N]`, sums of rewards. */
  readonly returns: readonly number[];
}

/**
 * T steps of N worlds, tables `[T, N]` row-major: observations and observationsNext `[T, N, O]`, and
 * marks `[T, N, W]`, by which the policy knows its actions again.
 */
export interface Rollout {
  readonly worlds: number;
  readonly observations: Float32Array;
  readonly marks: Float32Array;
  readonly rewards: Float64Array;
  /** Of where the step led, before any reset. */
  readonly observationsNext: Float32Array;
  /** 0 where the world ended, else 1; a time limit is not an end. */
  readonly masks: Float64Array;
  /** 1 where the episode was over, by an end or a limit. */
  readonly cuts: Float64Array;
  /** Returns of the episodes that were over, in order. */
  readonly returns: readonly number[];
}

/** Acts in many states at once. */
export interface CrowdActor<Action extends AgentAction> {
  readonly spaces: Spaces;
  /** Numbers that mark an action, W. */
  readonly markWidth: number;
  /** Actions drawn for observations `[N, O]`; what marks them is written to `marks`, `[N, W]`. */
  readonly draw: (key: Key, observations: Float32Array, marks: Float32Array) => readonly Action[];
}

const DOING = "gather experience";
const checkInit = door("start a crowd", {
  key: keyShape,
  environment: ENVIRONMENT,
  worlds: whole(1, 4096),
});
const START = record({ state: record({}), observation: vector() }, "a Start");
const checkGather = door(DOING, {
  key: keyShape,
  environment: ENVIRONMENT,
  actor: record({
    spaces: SPACES,
    markWidth: whole(1),
    draw: callable("a function of key, observations and marks"),
  }, "an agent { spaces, markWidth, draw }"),
  crowd: record({ starts: anyList(START), returns: vector() }, "a Crowd { starts, returns }"),
  steps: whole(1, 1e6),
});

/**
 * N worlds at their start.
 *
 * @param key world i starts from part i of its `split`
 * @throws {TypeError|RangeError} for what is no world, and a number of worlds out of 1…4096
 */
export function crowdInit<State, Action extends AgentAction>(
  key: Key,
  environment: AgentEnvironment<State, Action>,
  worlds: number,
): Crowd<State> {
  checkInit({ key, environment, worlds });
  const starts = split(key, worlds).map((each) => environment.reset(each));
  return { starts, returns: starts.map(() => 0) };
}

/**
 * What a policy meets in T steps of each world. A world whose episode is over starts anew at once.
 *
 * @param key step t draws from `fold(key, t)`: the policy's chance, and each world's
 * @returns the experience, and where the worlds stand now
 * @throws {TypeError|RangeError} for parts that are none, and an agent of other spaces than the world
 * @throws {NonFiniteError} naming step and world of a reward that is no number
 *
 * @example
 * ```ts
 * import { crowdInit, gather, policyGradientAgent, spacesOf } from "lib/agents";
 * import { cartPole } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function steps(): number {
 *   const world = cartPole();
 *   using agent = policyGradientAgent(key(0), spacesOf(world));
 *   return gather(key(2), world, agent, crowdInit(key(1), world, 4), 8).rollout.rewards.length;
 * }
 * assertEquals(steps(), 32);
 * ```
 */
export function gather<State, Action extends AgentAction>(
  key: Key,
  environment: AgentEnvironment<State, Action>,
  actor: CrowdActor<Action>,
  crowd: Crowd<State>,
  steps: number,
): { readonly rollout: Rollout; readonly crowd: Crowd<State> } {
  checkGather({ key, environment, actor, crowd, steps });
  requireSameSpaces(DOING, actor.spaces, spacesOf(environment));
  const worlds = crowd.starts.length, { observations: width } = actor.spaces;
  const kept = emptyRollout(steps * worlds, worlds, width, actor.markWidth);
  const now = { starts: [...crowd.starts], returns: [...crowd.returns] };
  for (let t = 0; t < steps; t++) {
    const seen = kept.observations.subarray(t * worlds * width, (t + 1) * worlds * width);
    const marks = kept.marks.subarray(t * worlds * actor.markWidth);
    now.starts.forEach(({ observation }, i) => seen.set(observation, i * width));
    const own = fold(key, t), actions = actor.draw(fold(own, "act"), seen, marks);
    const keys = split(fold(own, "worlds"), 2 * worlds);
    for (let i = 0; i < worlds; i++) {
      stepOne(kept, now, t, i, environment, inWorld(actor.spaces, actions[i]!), keys);
    }
  }
  return { rollout: kept, crowd: now };
}

interface Moving<State> {
  readonly starts: Start<State, readonly number[]>[];
  readonly returns: number[];
}

/** World i at step t: what happened is kept, and an episode that is over begins anew. */
function stepOne<State, Action extends AgentAction>(
  kept: Rollout & { readonly returns: number[] },
  now: Moving<State>,
  t: number,
  i: number,
  environment: AgentEnvironment<State, Action>,
  action: Action,
  keys: readonly Key[],
): void {
  const row = t * kept.worlds + i, state = now.starts[i]!.state;
  const step = environment.step(state, action, keys[2 * i]!);
  if (!finite.fault(step.reward)) kept.rewards[row] = step.reward;
  else throw new NonFiniteError(DOING, `the reward of world ${i}, step ${t}`, step.reward);
  kept.observationsNext.set(step.observation, row * step.observation.length);
  kept.masks[row] = bootstrapMask(step.ending);
  now.returns[i]! += step.reward;
  const over = step.ending.kind !== "running";
  kept.cuts[row] = over ? 1 : 0;
  now.starts[i] = over ? environment.reset(keys[2 * i + 1]!) : step;
  if (!over) return;
  kept.returns.push(now.returns[i]!);
  now.returns[i] = 0;
}

function emptyRollout(count: number, worlds: number, width: number, markWidth: number) {
  return {
    worlds,
    observations: new Float32Array(count * width),
    marks: new Float32Array(count * markWidth),
    rewards: new Float64Array(count),
    observationsNext: new Float32Array(count * width),
    masks: new Float64Array(count),
    cuts: new Float64Array(count),
    returns: [] as number[],
  };
}
