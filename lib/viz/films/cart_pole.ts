import { optional, required, settings } from "../../math/mod.ts";
import {
  actions,
  actionWords,
  filmTable,
  type FilmWords,
  requireOneMore,
  size,
  states,
  stripTable,
  type StripWords,
  wordsOf,
} from "./episode_words.ts";
import type { Figure } from "../grammar/figure.ts";
import { film, type Stage } from "./film.ts";
import { filmStrip } from "./film_strip.ts";
import { arrow, chain, type Scene } from "./scene.ts";

/** An episode of the pole on the cart. */
export interface CartPoleEpisode {
  /** Of the cart, m; n + 1 of them. */
  readonly positions: ArrayLike<number>;
  /** Of the pole, rad, 0 upright, to the right; n + 1 of them. */
  readonly angles: ArrayLike<number>;
  /** N, to the right; n of them. */
  readonly forces: ArrayLike<number>;
  /** s a step; default 0.02. */
  readonly timeStep?: number;
}

const EPISODE = {
  positions: required(states),
  angles: required(states),
  forces: required(actions),
  timeStep: optional(size),
};
const FILM = settings({ ...EPISODE, ...filmTable });
const STRIP = settings({ ...EPISODE, ...stripTable });

/**
 * A pole on a cart, with the push as an arrow.
 *
 * @throws {RangeError} when there are fewer than two states, or the lists do not fit together
 */
export function cartPoleFilm(parts: CartPoleEpisode & FilmWords): Figure {
  return film(cartPoleStage(FILM.read("draw a film", parts, "parts")));
}

/** Moments of a pole on a cart side by side, as much of the track as the cart uses. */
export function cartPoleStrip(parts: CartPoleEpisode & StripWords): Figure {
  const { count, ...episode } = STRIP.read("draw a film strip", parts, "parts");
  const middles = Array.from(episode.positions);
  const window = [Math.min(...middles) - 0.7, Math.max(...middles) + 0.7] as const;
  return filmStrip(cartPoleStage(episode), count, window);
}

function cartPoleStage(parts: CartPoleEpisode & FilmWords): Stage {
  const { positions, angles, forces, timeStep = 0.02 } = parts;
  requireOneMore("forces", forces, positions);
  const limit = (x: number) => chain("limit", [[x, 0], [x, 1.2]]);
  return {
    ...wordsOf(parts),
    x: { title: "position", unit: "m", domain: [-3, 3] },
    y: { title: "height", unit: "m", domain: [-0.3, 1.3], ticks: 4 },
    width: 560,
    height: 150,
    ground: [...chain("ground", [[-3, 0], [3, 0]]), ...limit(-2.4), ...limit(2.4)],
    scenes: Array.from(positions, (x, t): Scene => {
      const tip = [x + Math.sin(angles[t]!), Math.cos(angles[t]!)] as const;
      const force = forces[t] ?? 0;
      const from = x + 0.25 * Math.sign(force);
      return {
        segments: [
          ...chain("block", [[x - 0.25, 0], [x + 0.25, 0]]),
          ...chain("body", [[x, 0], tip]),
          ...arrow(from, 0, 0.04 * force, 0, 0.1),
        ],
        discs: [{ ink: "joint", x, y: 0 }],
        ...actionWords("force", forces[t], "N"),
      };
    }),
    clock: { perStep: timeStep, unit: "s" },
  };
}
