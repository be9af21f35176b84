/** Episodes of pictures, remembered, and windows cut from them. */
import {
  door,
  type Given,
  type Key,
  keyShape,
  list,
  record,
  refusal,
  required,
  setting,
  settings,
  type Shape,
  ShapeError,
  shapeOf,
  uniform,
  vector,
  whole,
  wrongKind,
} from "../../math/mod.ts";

/** An episode: n + 1 pictures, and the n actions and rewards between them. */
export interface PictureEpisode {
  /** Each `[P]` bytes, 0 dark to 255 bright. */
  readonly pictures: readonly Uint8Array[];
  /** Each `[A]`. */
  readonly actions: readonly (readonly number[])[];
  readonly rewards: readonly number[];
}

/** B windows of T pictures, row-major, time first: what a learner takes. */
export interface Windows {
  /** `[T · B · P]` bytes. */
  readonly pictures: Uint8Array;
  /** `[(T − 1) · B · A]`. */
  readonly actions: Float32Array;
  /** `[(T − 1) · B]`. */
  readonly rewards: Float32Array;
}

/** What is remembered: pixels of a picture, P, and numbers of an action, A. */
export const SEQUENCE_REPLAY = settings({
  pixels: required(whole(1, 65_536)),
  actions: required(whole(1, 1024)),
});

/** Windows of a sample: how many, B, and how many pictures each has, T. */
const SAMPLE = settings({
  batch: setting(whole(1, 65_536), 32),
  steps: setting(whole(2, 10_000), 20),
});

/** A memory of episodes that grows. */
export interface SequenceReplay {
  /** @throws naming the step, when the episode is ragged, empty, or of other sizes */
  readonly add: (episode: PictureEpisode) => void;
  /** Windows at random, all equally likely, also those that overlap. */
  readonly sample: (key: Key, options?: Given<typeof SAMPLE>) => Windows;
  readonly episodes: () => number;
}

const DOING = "remember an episode";
const picture: Shape<Uint8Array> = shapeOf(
  "a picture, a Uint8Array",
  (value) =>
    value instanceof Uint8Array ? undefined : wrongKind(value, "a Uint8Array of grey values"),
);
const EPISODE = record(
  { pictures: list(picture), actions: list(vector()), rewards: vector() },
  "an episode { pictures, actions, rewards }",
);
const checkSample = door("cut windows", { key: keyShape });

/**
 * A memory of episodes of pictures, from which windows of equal length are cut.
 *
 * @param config see {@link SEQUENCE_REPLAY}
 * @returns `add` throws {ShapeError|RangeError|TypeError} for an episode that is empty or ragged, with
 *   pictures or actions of another size, or a number that is not finite, naming the step; `sample` throws
 *   {RangeError} when no episode has as many pictures as a window
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { sequenceReplay } from "lib/sequence/tensor";
 * import { assertEquals } from "@std/assert";
 * const replay = sequenceReplay({ pixels: 2, actions: 1 });
 * const picture = Uint8Array.of(0, 255);
 * replay.add({ pictures: [picture, picture, picture], actions: [[1], [2]], rewards: [0, 1] });
 * const { pictures } = replay.sample(key(0), { batch: 4, steps: 2 });
 * assertEquals(pictures.length, 2 * 4 * 2);
 * ```
 */
export function sequenceReplay(config: Given<typeof SEQUENCE_REPLAY>): SequenceReplay {
  const sides = SEQUENCE_REPLAY.read("make a memory of episodes", config);
  const kept: PictureEpisode[] = [];
  return {
    add: (episode) => {
      requireEpisode(episode, sides);
      kept.push(episode);
    },
    sample: (key, options = {}) => {
      checkSample({ key });
      return cut(key, kept, { ...sides, ...SAMPLE.read("cut windows", options) });
    },
    episodes: () => kept.length,
  };
}

type Sides = { readonly pixels: number; readonly actions: number };

function requireEpisode(episode: PictureEpisode, { pixels, actions }: Sides): void {
  const { pictures, actions: done, rewards } = EPISODE.check(DOING, "episode", episode);
  const steps = pictures.length - 1;
  for (const [name, each] of [["actions", done], ["rewards", rewards]] as const) {
    if (each.length === steps) continue;
    const wish = `${steps}, one between each two of ${pictures.length} pictures`;
    throw new ShapeError(DOING, name, [each.length], wish);
  }
  pictures.forEach(({ length }, t) => requireSide(`pictures[${t}]`, length, pixels));
  done.forEach(({ length }, t) => requireSide(`actions[${t}]`, length, actions));
}

function requireSide(name: string, got: number, expected: number): void {
  if (got !== expected) throw new ShapeError(DOING, name, [got], `[${expected}]`);
}

function cut(
  key: Key,
  kept: readonly PictureEpisode[],
  { pixels, actions: A, batch, steps }: Sides & { readonly batch: number; readonly steps: number },
): Windows {
  const places = kept.map(({ pictures }) => Math.max(0, pictures.length - steps + 1));
  const total = places.reduce((sum, each) => sum + each, 0);
  if (total === 0) {
    const longest = Math.max(0, ...kept.map(({ pictures }) => pictures.length));
    const wish = `at most ${longest}, the pictures of the longest episode`;
    throw new RangeError(refusal("cut windows", "steps", steps, wish));
  }
  const pictures = new Uint8Array(steps * batch * pixels);
  const actions = new Float32Array((steps - 1) * batch * A);
  const rewards = new Float32Array((steps - 1) * batch);
  const draws = uniform(key, batch);
  for (let b = 0; b < batch; b++) {
    let place = Math.min(Math.floor(draws[b]! * total), total - 1), e = 0;
    while (place >= places[e]!) place -= places[e++]!;
    const own = kept[e]!;
    for (let t = 0; t < steps; t++) {
      pictures.set(own.pictures[place + t]!, (t * batch + b) * pixels);
      if (t === steps - 1) break;
      actions.set(own.actions[place + t]!, (t * batch + b) * A);
      rewards[t * batch + b] = own.rewards[place + t]!;
    }
  }
  return { pictures, actions, rewards };
}
