/** How far a dream can be trusted: open-loop prediction beside what really came. */
import { pendulumImage } from "lib/envs";
import { fold, key, solve, uniform } from "lib/math";
import { type Belief, stateSpaceDreamer, type StateSpaceParameters } from "lib/sequence/tensor";
import type { Variant } from "./learner.ts";
import { actTruly } from "./planners.ts";
import { pictureOf, type PixelEpisode, remembered, REWARD } from "./world.ts";

type Row = readonly number[];

/** Test episodes, pictures that are seen before the eyes are shut, steps of the dream. */
export const TEST = { episodes: 10, seen: 6, ahead: 50, noise: 0.3 } as const;

/** Swing-ups that no learner has seen: the true model's planner with noise, from angles by chance. */
export function testEpisodes(count: number = TEST.episodes): PixelEpisode[] {
  const own = fold(key(12), "test");
  return Array.from({ length: count }, (_, i) => {
    const each = fold(own, i), [angle] = uniform(fold(each, "angle"), 1, -Math.PI, Math.PI);
    return actTruly(each, angle!, { noise: TEST.noise, decisions: TEST.seen + TEST.ahead });
  });
}

const PLACES = 720;
const templates = Array.from(
  { length: PLACES },
  (_, i) => drawn(2 * Math.PI * i / PLACES),
);

/** Grey values in [0, 1] of the rod at an angle, rad. */
export function drawn(angle: number): number[] {
  return Array.from(pendulumImage(angle), (each) => each / 255);
}

/** The angle, rad, whose picture is nearest, in half degrees; grey values in [0, 1]. */
export function angleOf(picture: ArrayLike<number>): number {
  let best = 0, least = Infinity;
  for (let i = 0; i < PLACES; i++) {
    let sum = 0;
    const own = templates[i]!;
    for (let p = 0; p < own.length && sum < least; p++) sum += (own[p]! - picture[p]!) ** 2;
    if (sum < least) [least, best] = [sum, i];
  }
  return 2 * Math.PI * best / PLACES;
}

/** The smaller way round between two angles, degrees. */
export function degreesApart(one: number, other: number): number {
  const turn = (one - other) / (2 * Math.PI);
  return 360 * Math.abs(turn - Math.round(turn));
}

/** What is believed after each of the first pictures of an episode. */
export function beliefsOf(
  model: StateSpaceParameters,
  { path }: Pick<Variant, "path">,
  episode: PixelEpisode,
  count = episode.observations.length,
): Belief[] {
  using dreamer = stateSpaceDreamer(model, { path });
  const { actions } = remembered(episode), beliefs: Belief[] = [];
  for (let t = 0; t < count; t++) {
    const seen = pictureOf(episode.observations[t]!);
    beliefs.push(dreamer.observe(seen, beliefs[t - 1], t === 0 ? undefined : actions[t - 1]));
  }
  return beliefs;
}

/** A dream from the sixth picture on, with the torques that were really applied; and what it misses. */
export interface DreamCheck {
  /** Dreamt pictures, grey values in [0, 1], `[ahead][256]`. */
  readonly pictures: readonly Row[];
  /** Root mean square of a pixel, by step. */
  readonly pixels: Row;
  /** Degrees between the angle read from the dream and the real one, by step. */
  readonly degrees: Row;
  /** Reward dreamt − real, by step. */
  readonly rewards: Row;
}

/** Shuts the eyes after some pictures, and compares. */
export function dreamCheck(
  model: StateSpaceParameters,
  variant: Pick<Variant, "path">,
  episode: PixelEpisode,
  { seen = TEST.seen, ahead = TEST.ahead }: { readonly seen?: number; readonly ahead?: number } =
    {},
): DreamCheck {
  const have = episode.actions.length - seen + 1;
  if (ahead > have) {
    throw new RangeError(`Cannot check a dream: ahead is ${ahead}, expected at most ${have}`);
  }
  using dreamer = stateSpaceDreamer(
    model,
    variant.path === undefined ? {} : { path: variant.path },
  );
  const from = beliefsOf(model, variant, episode, seen).at(-1)!;
  const torques = remembered(episode).actions.slice(seen - 1, seen - 1 + ahead);
  const dream = dreamer.dream(from, torques);
  const at = (t: number) => seen + t; // the picture after torque t
  const pictures = dream.pictures.map((each) => Array.from(each));
  const real = pictures.map((_, t) => pictureOf(episode.observations[at(t)]!));
  return {
    pictures,
    pixels: pictures.map((own, t) => missed(own, real[t]!)),
    degrees: pictures.map((own, t) => degreesApart(angleOf(own), episode.states[at(t)]!.angle)),
    rewards: Array.from(
      dream.rewards,
      (each, t) => REWARD * each - episode.rewards[at(t) - 1]!,
    ),
  };
}

/** Root mean square of a pixel, between grey values in [0, 1] and bytes. */
export function missed(own: Row, real: Uint8Array): number {
  const sum = own.reduce((total, each, p) => total + (each - real[p]! / 255) ** 2, 0);
  return Math.sqrt(sum / own.length);
}

/** What "nothing moves" misses: the last picture that was seen, held. */
export function heldCheck(
  episode: PixelEpisode,
  { seen, ahead }: { readonly seen: number; readonly ahead: number } = TEST,
) {
  const last = Array.from(pictureOf(episode.observations[seen - 1]!), (each) => each / 255);
  const later = Array.from({ length: ahead }, (_, t) => seen + t);
  const before = episode.states[seen - 1]!.angle;
  return {
    pixels: later.map((t) => missed(last, pictureOf(episode.observations[t]!))),
    degrees: later.map((t) => degreesApart(before, episode.states[t]!.angle)),
  };
}

/** Share of the velocity's variance that a line through the belief tells, on episodes it was not fitted on. */
export function velocityShare(
  model: StateSpaceParameters,
  { path }: Pick<Variant, "path">,
  fitted: readonly PixelEpisode[],
  tested: readonly PixelEpisode[],
): number {
  const rows = (episodes: readonly PixelEpisode[]) =>
    episodes.flatMap((each) =>
      beliefsOf(model, { path }, each).slice(5).map((belief, t) => ({
        x: [1, ...(path === "stochastic" ? [] : belief.memory), ...belief.code],
        y: each.states[t + 5]!.angularVelocity,
      }))
    );
  const [own, other] = [rows(fitted), rows(tested)], width = own[0]!.x.length;
  const a = Array.from(
    { length: width },
    (_, i) =>
      Array.from(
        { length: width },
        (_, j) => own.reduce((sum, { x }) => sum + x[i]! * x[j]!, i === j ? 1e-3 * own.length : 0),
      ),
  );
  const weights = solve(a, a.map((_, i) => own.reduce((sum, { x, y }) => sum + x[i]! * y, 0)));
  const mean = other.reduce((sum, { y }) => sum + y / other.length, 0);
  const told = (x: Row) => x.reduce((sum, each, i) => sum + each * weights[i]!, 0);
  return 1 - other.reduce((sum, { x, y }) => sum + (y - told(x)) ** 2, 0) /
      other.reduce((sum, { y }) => sum + (y - mean) ** 2, 0);
}
