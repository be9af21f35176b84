/** The world itself, begun a little off: how fast it forgets. */
import { pendulum } from "lib/envs";
import { key } from "lib/math";
import { degreesApart, TEST } from "./prediction.ts";
import { type PixelEpisode, WORLD } from "./world.ts";

const bare = pendulum({ stepLimit: 1_000_000 }), still = key(0);

/** Degrees between an episode and the same torques from its sixth state on, begun so many degrees off. */
export function shakenWorld(episode: PixelEpisode, degrees = 1): number[] {
  const begun = episode.states[TEST.seen - 1]!;
  let state = {
    angle: begun.angle + degrees * Math.PI / 180,
    angularVelocity: begun.angularVelocity,
    step: 0,
  };
  return Array.from({ length: TEST.ahead }, (_, t) => {
    for (let i = 0; i < WORLD.repeat; i++) {
      state = { ...bare.step(state, episode.actions[TEST.seen - 1 + t]!, still).state, step: 0 };
    }
    return degreesApart(state.angle, episode.states[TEST.seen + t]!.angle);
  });
}

/** The first step, of those after the eyes were shut, within so many degrees of upright; or none. */
export function topReached(episode: PixelEpisode, within = 20): number | undefined {
  const later = episode.states.slice(TEST.seen);
  const at = later.findIndex(({ angle }) => degreesApart(angle, 0) < within);
  return at < 0 ? undefined : at + 1;
}

/** Steps until a miss goes beyond so many degrees; all of them when it never does. */
export function stepsTrusted(degrees: readonly number[], most = 30): number {
  const at = degrees.findIndex((each) => each > most);
  return at < 0 ? degrees.length : at;
}

/** Degrees from upright after so many decisions without torque, begun at rest so many degrees off. */
export function fallFromTop(degrees: number, decisions: number): number {
  let state = { angle: degrees * Math.PI / 180, angularVelocity: 0, step: 0 };
  for (let i = 0; i < WORLD.repeat * decisions; i++) {
    state = { ...bare.step(state, [0], still).state, step: 0 };
  }
  return degreesApart(state.angle, 0);
}
