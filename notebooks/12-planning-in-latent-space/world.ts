/** The chapter's world: a pendulum seen in one picture at a time, under the Earth's gravity. */
import {
  type Episode,
  pixelPendulum,
  pixelPendulumStart,
  type PixelPendulumState,
  rollOut,
  startAt,
} from "lib/envs";
import { fold, type Key, uniform } from "lib/math";
import type { PictureEpisode } from "lib/sequence/tensor";

/** Numbers of a picture, decisions in an episode, steps of the world in a decision, N m. */
export const WORLD = { picture: 256, decisions: 100, repeat: 2, torque: 2 } as const;

/** The world: Gymnasium's pendulum, pictures 16 × 16, each torque held for 0.1 s, 10 s in all. */
export const world = pixelPendulum();

/** What happened in an episode. */
export type PixelEpisode = Episode<PixelPendulumState, readonly number[], Uint8Array>;
/** What to do on an observation. */
export type PixelPolicy = (seen: Uint8Array, key: Key, step: number) => readonly number[];

/** Angles, rad, that every judged policy starts at, at rest: hanging, ±135°, ±90°. */
export const HARD_STARTS: readonly number[] = [1, 0.75, -0.75, 0.5, -0.5].map((each) =>
  each * Math.PI
);

/** The later of an observation's two pictures: all that this chapter's learner may see. */
export function pictureOf(observation: Uint8Array): Uint8Array {
  if (!(observation instanceof Uint8Array)) {
    throw new TypeError("Cannot read a picture: got no bytes, expected a Uint8Array");
  }
  if (observation.length !== 2 * WORLD.picture) {
    const wish = `two pictures, ${2 * WORLD.picture} bytes`;
    throw new RangeError(`Cannot read a picture: got ${observation.length}, expected ${wish}`);
  }
  return observation.slice(WORLD.picture);
}

/** Acts from an angle, at rest, to the end of the episode, or for fewer decisions. */
export function actFrom(
  key: Key,
  angle: number,
  policy: PixelPolicy,
  decisions: number = WORLD.decisions,
): PixelEpisode {
  const from = startAt(world, pixelPendulumStart(angle, 0));
  return rollOut(key, from, policy, decisions);
}

/** Torques of chance, each held for four decisions: 0.4 s is enough to set the rod swinging. */
export function idlePolicy(key: Key): PixelPolicy {
  return (_, __, step) => [uniform(fold(key, Math.floor(step / 4)), 1, -2, 2)[0]!];
}

/** Whole episodes of idle play. */
export function idleEpisodes(key: Key, count: number): PixelEpisode[] {
  return Array.from({ length: count }, (_, i) => {
    const own = fold(key, i);
    return rollOut(own, world, idlePolicy(fold(own, "torque")), WORLD.decisions);
  });
}

/** Rewards are divided by this for the model: two steps pay 0 to about −33. */
export const REWARD = 10;

/** What a replay remembers of an episode: torques over 2 N m, rewards over 10. */
export function remembered({ observations, actions, rewards }: PixelEpisode): PictureEpisode {
  return {
    pictures: observations.map(pictureOf),
    actions: actions.map(([torque]) => [torque! / WORLD.torque]),
    rewards: rewards.map((each) => each / REWARD),
  };
}
