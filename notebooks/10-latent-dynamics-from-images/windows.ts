/** Windows cut from episodes: the rows that models of this chapter learn from. */
import { type PixelEpisode, WORLD } from "./world.ts";

/** Rows for a conditional trainer. */
export interface Windows {
  /** `[N, (K + 2) · 256]`: pictures t − 1, t, …, t + K, grey values in [0, 1]. */
  readonly inputs: readonly (readonly number[])[];
  /** `[N, 2K]`: K torques over 2 N m, then K rewards over 10. */
  readonly targets: readonly (readonly number[])[];
}

/**
 * Every run of K decisions in every episode; those that overlap, too.
 *
 * @throws {RangeError} naming the episode that is shorter than K decisions
 */
export function windowsOf(episodes: readonly PixelEpisode[], steps: number): Windows {
  const inputs: number[][] = [], targets: number[][] = [];
  episodes.forEach(({ actions }, i) => {
    if (actions.length >= steps) return;
    const wish = `${steps} of a window, or more`;
    throw new RangeError(
      `Cannot cut windows: episode ${i} has ${actions.length} decisions, expected ${wish}`,
    );
  });
  for (const { observations, actions, rewards } of episodes) {
    const grey = observations.map(greyOf);
    for (let t = 0; t + steps <= actions.length; t++) {
      const later = grey.slice(t + 1, t + steps + 1).map((each) => each.slice(WORLD.picture));
      inputs.push([grey[t]!, ...later].flat());
      targets.push([
        ...actions.slice(t, t + steps).map(([torque]) => torque! / WORLD.torque),
        ...rewards.slice(t, t + steps).map((each) => each / REWARD),
      ]);
    }
  }
  return { inputs, targets };
}

/** Rewards are divided by this for the models: two steps pay 0 to about −33. */
export const REWARD = 10;

/** An observation's bytes as grey values in [0, 1]. */
export function greyOf(observation: Uint8Array): number[] {
  if (!(observation instanceof Uint8Array)) {
    throw new TypeError("Cannot read pictures: got no bytes, expected a Uint8Array of grey values");
  }
  if (observation.length !== WORLD.observation) {
    const wish = `two pictures, ${WORLD.observation} bytes`;
    throw new RangeError(
      `Cannot read pictures: got ${observation.length} numbers, expected ${wish}`,
    );
  }
  return Array.from(observation, (each) => each / 255);
}
