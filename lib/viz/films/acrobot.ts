import { optional, required, settings } from "../../math/mod.ts";
import {
  actions,
  actionWords,
  filmTable,
  type FilmWords,
  requireOneMore,
  requireTurns,
  size,
  states,
  stripTable,
  type StripWords,
  wordsOf,
} from "./episode_words.ts";
import type { Figure } from "../grammar/figure.ts";
import { film, type Stage } from "./film.ts";
import { filmStrip } from "./film_strip.ts";
import { chain, type Scene, turningArrow } from "./scene.ts";

/** An episode of the two links. */
export interface AcrobotEpisode {
  /** Of the inner link, rad, 0 hanging, counter-clockwise; n + 1 of them. */
  readonly shoulderAngles: ArrayLike<number>;
  /** Of the outer against the inner link, rad, 0 stretched; n + 1 of them. */
  readonly elbowAngles: ArrayLike<number>;
  /** On the elbow, N m; n of them. */
  readonly torques: ArrayLike<number>;
  /** s a step; default 0.2. */
  readonly timeStep?: number;
}

const EPISODE = {
  shoulderAngles: required(states),
  elbowAngles: required(states),
  torques: required(actions),
  timeStep: optional(size),
};
const FILM = settings({ ...EPISODE, ...filmTable });
const STRIP = settings({ ...EPISODE, ...stripTable });

/**
 * Two links, with the torque as a round arrow about the elbow.
 *
 * @throws {RangeError} when there are fewer than two states, or the lists do not fit together
 */
export function acrobotFilm(parts: AcrobotEpisode & FilmWords): Figure {
  return film(acrobotStage(FILM.read("draw a film", parts, "parts")));
}

/** Moments of two links side by side. */
export function acrobotStrip(parts: AcrobotEpisode & StripWords): Figure {
  const { count, ...episode } = STRIP.read("draw a film strip", parts, "parts");
  return filmStrip(acrobotStage(episode), count);
}

function acrobotStage(parts: AcrobotEpisode & FilmWords): Stage {
  const { shoulderAngles, elbowAngles, torques, timeStep = 0.2 } = parts;
  requireOneMore("torques", torques, shoulderAngles);
  requireTurns("torques", torques, 1);
  const domain = [-2.4, 2.4] as const;
  return {
    ...wordsOf(parts),
    x: { title: "across", unit: "m", domain, ticks: 5 },
    y: { title: "height", unit: "m", domain, ticks: 5 },
    width: 300,
    height: 300,
    ground: chain("limit", [[-2.4, 1], [2.4, 1]]),
    scenes: Array.from(shoulderAngles, (inner, t): Scene => {
      const outer = inner + elbowAngles[t]!;
      const elbow = [Math.sin(inner), -Math.cos(inner)] as const;
      const tip = [elbow[0] + Math.sin(outer), elbow[1] - Math.cos(outer)] as const;
      const torque = torques[t] ?? 0;
      return {
        segments: [
          ...chain("body", [[0, 0], elbow]),
          ...chain("second", [elbow, tip]),
          ...turningArrow(elbow, 0.4, 1.2 * Math.PI * torque),
        ],
        discs: [{ ink: "joint", x: 0, y: 0 }, { ink: "joint", x: elbow[0], y: elbow[1] }],
        ...actionWords("torque", torques[t], "N m"),
      };
    }),
    clock: { perStep: timeStep, unit: "s" },
  };
}
