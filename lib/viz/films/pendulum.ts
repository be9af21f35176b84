import { optional, required, settings } from "../../math/mod.ts";
import {
  actions,
  actionWords,
  type FilmWords,
  type MarkedFilmWords,
  markedTable,
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

/** An episode of a pendulum. */
export interface PendulumEpisode {
  /** rad, 0 upright, counter-clockwise; n + 1 of them. */
  readonly angles: ArrayLike<number>;
  /** N m, counter-clockwise, the one taken in each state; n of them. */
  readonly torques: ArrayLike<number>;
  /** Of the rod, m; default 1. */
  readonly length?: number;
  /** s a step; default 0.05. */
  readonly timeStep?: number;
  /** The strongest torque, N m, drawn as three quarters of a circle; default 2. */
  readonly strongest?: number;
}

const EPISODE = {
  angles: required(states),
  torques: required(actions),
  length: optional(size),
  timeStep: optional(size),
  strongest: optional(size),
};
const FILM = settings({ ...EPISODE, ...markedTable });
const STRIP = settings({ ...EPISODE, ...stripTable });

/**
 * A swinging rod, with the torque as a round arrow about its pivot: a slider through at most 60
 * frames, and a box that plays them.
 *
 * @throws {RangeError} when there are fewer than two angles, or not one torque fewer
 *
 * @example
 * ```ts
 * import { pendulum, rollOut } from "lib/envs";
 * import { key } from "lib/math";
 * import { pendulumFilm } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 *
 * const { states, actions } = rollOut(key(0), pendulum(), () => [2], 200);
 * const swinging = pendulumFilm({
 *   description: "A pendulum under a constant torque, which swings to and fro.",
 *   angles: states.map(({ angle }) => angle),
 *   torques: actions.map(([torque = 0]) => torque),
 * });
 * assertEquals(swinging.spec.width, 300);
 * ```
 */
export function pendulumFilm(parts: PendulumEpisode & MarkedFilmWords): Figure {
  const { more = [], ...episode } = FILM.read("draw a film", parts, "parts");
  return film({ ...pendulumStage(episode), more });
}

/** Moments of a swinging rod side by side. */
export function pendulumStrip(parts: PendulumEpisode & StripWords): Figure {
  const { count, ...episode } = STRIP.read("draw a film strip", parts, "parts");
  return filmStrip(pendulumStage(episode), count);
}

function pendulumStage(parts: PendulumEpisode & FilmWords): Stage {
  const { angles, torques, length = 1, timeStep = 0.05, strongest = 2 } = parts;
  requireOneMore("torques", torques, angles);
  requireTurns("torques", torques, strongest);
  const scenes = Array.from(angles, (angle, t): Scene => {
    const tip = [-length * Math.sin(angle), length * Math.cos(angle)] as const;
    const torque = torques[t] ?? 0;
    return {
      segments: [
        ...chain("body", [[0, 0], tip]),
        // of a twentieth of the strongest, only the arrow's head would be seen
        ...(Math.abs(torque) < 0.05 * strongest
          ? []
          : turningArrow([0, 0], 0.32 * length, 1.5 * Math.PI * torque / strongest)),
      ],
      discs: [{ ink: "body", x: tip[0], y: tip[1] }, { ink: "joint", x: 0, y: 0 }],
      ...actionWords("torque", torques[t], "N m"),
    };
  });
  const domain = [-1.2 * length, 1.2 * length] as const;
  return {
    ...wordsOf(parts),
    x: { title: "across", unit: "m", domain, ticks: 5 },
    y: { title: "height", unit: "m", domain, ticks: 5 },
    width: 300,
    height: 300,
    ground: [],
    scenes,
    clock: { perStep: timeStep, unit: "s" },
  };
}
