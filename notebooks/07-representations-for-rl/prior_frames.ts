/** What one has seen who walked about at random before any task was set. */
import { keyDoor, type KeyDoorState } from "lib/envs";
import { fold, type Key, uniform } from "lib/math";

/** What was seen, done, and paid. */
export interface Seen {
  readonly state: KeyDoorState;
  readonly observation: readonly number[];
  readonly action: number;
  readonly reward: number;
}

/** So many steps of random walking, in episodes of 50 steps at most. */
export function priorFrames(key: Key, keyPixels: number, count: number): readonly Seen[] {
  const world = keyDoor({ keyPixels }), actions = uniform(fold(key, "act"), count);
  const seen: Seen[] = [];
  let now = world.reset(fold(fold(key, "reset"), 0));
  for (let t = 0; t < count; t++) {
    const action = Math.floor(4 * actions[t]!);
    const next = world.step(now.state, action, fold(fold(key, "step"), t));
    seen.push({ ...now, action, reward: next.reward });
    now = next.ending.kind === "running" ? next : world.reset(fold(fold(key, "reset"), t + 1));
  }
  return seen;
}
