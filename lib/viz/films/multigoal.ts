import { list, optional, required, settings } from "../../math/mod.ts";
import { coordinate, filmTable, type FilmWords, size, wordsOf } from "./episode_words.ts";
import { type Figure, figure } from "../grammar/figure.ts";
import { film } from "./film.ts";
import { drawn } from "./scene_layers.ts";
import type { Layer } from "../grammar/layer.ts";
import { line } from "../grammar/layers.ts";
import { chain, type Scene } from "./scene.ts";

/** Paths in the plane of four goals. */
export interface MultigoalPaths {
  /** Each a list of `[x, y]`, from its start to where it ended. */
  readonly paths: readonly (readonly (readonly number[])[])[];
  /** `[x, y]` of the goals; default (±5, 0) and (0, ±5). */
  readonly goals?: readonly (readonly number[])[];
  /** How near a goal one must come; default 1. */
  readonly radius?: number;
}

const fourGoals = [[5, 0], [-5, 0], [0, 5], [0, -5]] as const;
const plane = {
  x: { title: "x", domain: [-7, 7], ticks: 7 },
  y: { title: "y", domain: [-7, 7], ticks: 7 },
  width: 340,
  height: 340,
} as const;

const point = list(coordinate, 2);
const PATHS = settings({
  ...filmTable,
  paths: required(list(list(point))),
  goals: optional(list(point)),
  radius: optional(size),
});

/**
 * All paths in one picture: those that end at the same goal look alike, those that end nowhere are
 * a group of their own, and the goals are circles.
 */
export function multigoalPaths(given: MultigoalPaths & FilmWords): Figure {
  const parts = PATHS.read("draw paths", given, "parts");
  const { paths, goals = fourGoals, radius = 1 } = parts;
  const ends = paths.map((path) => goalReached(path.at(-1)!, goals, radius));
  const groups = [...goals.keys(), -1].filter((goal) => ends.includes(goal));
  return figure({
    ...wordsOf(parts),
    ...plane,
    layers: [
      ...groups.map((goal) => {
        const mine = paths.filter((_, i) => ends[i] === goal);
        return line({
          name: goal < 0
            ? `no goal (${mine.length})`
            : `${goalName(goals[goal]!)} (${mine.length})`,
          x: mine.flatMap((path) => path.map(([x]) => x!)),
          y: mine.flatMap((path) => path.map(([, y]) => y!)),
          group: mine.flatMap((path, i) => path.map(() => i)),
          colour: goal < 0 ? 5 : goal,
          width: 1.5,
        });
      }),
      ...goals.map((goal) => circle(goal, radius)),
    ],
  });
}

/** The same paths in time: a dot each, that stays where its path has ended. */
export function multigoalFilm(given: MultigoalPaths & FilmWords): Figure {
  const parts = PATHS.read("draw a film", given, "parts");
  const { paths, goals = fourGoals, radius = 1 } = parts;
  const steps = Math.max(...paths.map(({ length }) => length));
  const scenes = Array.from({ length: steps }, (_, t): Scene => ({
    segments: [],
    discs: paths.map((path) => {
      const [x, y] = path[Math.min(t, path.length - 1)]!;
      return { ink: "point", x: x!, y: y! };
    }),
  }));
  return film({
    ...wordsOf(parts),
    ...plane,
    ground: [
      ...paths.flatMap((path) => chain("trace", path.map(([x, y]) => [x!, y!] as const))),
      ...goals.flatMap((goal) => chain("ground", around(goal, radius))),
    ],
    scenes,
    clock: { perStep: 1 },
  });
}

/** The number of the goal that a point lies in, or −1. */
function goalReached(
  [x, y]: readonly number[],
  goals: readonly (readonly number[])[],
  radius: number,
): number {
  return goals.findIndex((goal) => Math.hypot(x! - goal[0]!, y! - goal[1]!) < radius);
}

const goalName = ([x, y]: readonly number[]) => `to (${x}, ${y})`.replaceAll("-", "−");

function around([x, y]: readonly number[], radius: number): (readonly [number, number])[] {
  return Array.from({ length: 33 }, (_, i) => {
    const angle = 2 * Math.PI * i / 32;
    return [x! + radius * Math.cos(angle), y! + radius * Math.sin(angle)] as const;
  });
}

/** A goal's edge, without a place in the legend. */
function circle(goal: readonly number[], radius: number): Layer {
  const [edge] = drawn([{ segments: chain("ground", around(goal, radius)), discs: [] }], "fixed");
  return edge!;
}
