/** The chapter's world: a pendulum seen in two pictures, what is kept of acting in it, hard starts. */
import {
  type Episode,
  pixelPendulum,
  pixelPendulumStart,
  type PixelPendulumState,
  rollOut,
  startAt,
} from "lib/envs";
import { fold, type Key, uniform } from "lib/math";

/** Numbers of one picture, of an observation (two pictures), decisions in an episode. */
export const WORLD = { picture: 256, observation: 512, decisions: 50, torque: 2 } as const;

/** m/s²: less than a third of the Earth's, so the motor can lift the rod, but must brake in time. */
export const GRAVITY = 3;

/** The world: pictures 16 × 16, an action held for 0.1 s, 50 of them. */
export const world = pixelPendulum({ gravity: GRAVITY, stepLimit: 2 * WORLD.decisions });

/** What happened in an episode. */
export type PixelEpisode = Episode<PixelPendulumState, readonly number[], Uint8Array>;
/** What to do on an observation. */
export type PixelPolicy = (seen: Uint8Array, key: Key, step: number) => readonly number[];

/** Angles, rad, that every judged policy starts at, at rest: hanging, ±135°, ±90°. */
export const HARD_STARTS: readonly number[] = [1, 0.75, -0.75, 0.5, -0.5].map((each) =>
  each * Math.PI
);

/** Acts from a hard start to the end of the episode. */
export function actFrom(key: Key, angle: number, policy: PixelPolicy): PixelEpisode {
  const from = startAt(world, pixelPendulumStart(angle, 0));
  return rollOut(key, from, policy, WORLD.decisions);
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
