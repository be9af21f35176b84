import { required, settings } from "../../math/mod.ts";
import {
  actions,
  actionWords,
  type FilmWords,
  type MarkedFilmWords,
  markedTable,
  requireOneMore,
  states,
  stripTable,
  type StripWords,
  wordsOf,
} from "./episode_words.ts";
import type { Figure } from "../grammar/figure.ts";
import { film, type Stage } from "./film.ts";
import { filmStrip } from "./film_strip.ts";
import { arrow, chain, type Scene, type Segment } from "./scene.ts";

/** An episode of the car in the valley. */
export interface MountainCarEpisode {
  /** m, n + 1 of them. */
  readonly positions: ArrayLike<number>;
  /** In ±1, to the right; n of them. */
  readonly throttles: ArrayLike<number>;
}

const EPISODE = { positions: required(states), throttles: required(actions) };
const FILM = settings({ ...EPISODE, ...markedTable });
const STRIP = settings({ ...EPISODE, ...stripTable });

/**
 * A car in its valley, with the throttle as an arrow.
 *
 * @throws {RangeError} when there are fewer than two states, or the lists do not fit together
 */
export function mountainCarFilm(parts: MountainCarEpisode & MarkedFilmWords): Figure {
  const { more = [], ...episode } = FILM.read("draw a film", parts, "parts");
  return film({ ...mountainCarStage(episode), more });
}

/** Moments of a car in its valley side by side. */
export function mountainCarStrip(parts: MountainCarEpisode & StripWords): Figure {
  const { count, ...episode } = STRIP.read("draw a film strip", parts, "parts");
  return filmStrip(mountainCarStage(episode), count);
}

const hill = (x: number) => 0.55 + 0.45 * Math.sin(3 * x);

function mountainCarStage(parts: MountainCarEpisode & FilmWords): Stage {
  const { positions, throttles } = parts;
  requireOneMore("throttles", throttles, positions);
  const slope = Array.from({ length: 37 }, (_, i) => -1.2 + 0.05 * i);
  const wall: Segment = { ink: "ground", ends: [-1.2, hill(-1.2), -1.2, hill(-1.2) + 0.3] };
  const foot = hill(0.45);
  const flag = chain("ground", [
    [0.45, foot],
    [0.45, foot + 0.22],
    [0.53, foot + 0.18],
    [0.45, foot + 0.14],
  ]);
  return {
    ...wordsOf(parts),
    x: { title: "position", unit: "m", domain: [-1.25, 0.65] },
    y: { title: "height", unit: "m", domain: [0, 1.25], ticks: 5 },
    width: 456,
    height: 300,
    ground: [...chain("ground", slope.map((x) => [x, hill(x)] as const)), wall, ...flag],
    scenes: Array.from(positions, (x, t) => ({
      ...carOn(x, throttles[t] ?? 0),
      ...actionWords("throttle", throttles[t]),
    })),
    clock: { perStep: 1 },
  };
}

/** A block on two wheels, as steep as the hill. */
function carOn(x: number, throttle: number): Scene {
  const steepness = Math.atan(1.35 * Math.cos(3 * x));
  const [cos, sin] = [Math.cos(steepness), Math.sin(steepness)];
  const at = (along: number, above: number) =>
    [x + along * cos - above * sin, hill(x) + along * sin + above * cos] as const;
  const [from, wheels] = [at(0, 0.16), [at(-0.05, 0.02), at(0.05, 0.02)]];
  return {
    segments: [
      { ...chain("body", [at(-0.09, 0.06), at(0.09, 0.06)])[0]! },
      ...arrow(...from, 0.25 * throttle * cos, 0.25 * throttle * sin, 0.05),
    ],
    discs: wheels.map(([wheelX, wheelY]) => ({ ink: "joint", x: wheelX, y: wheelY })),
  };
}
