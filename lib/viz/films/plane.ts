import { list, optional, record, required, settings, vector } from "../../math/mod.ts";
import { coordinate, filmTable, type FilmWords, size, wordsOf } from "./episode_words.ts";
import { type Figure } from "../grammar/figure.ts";
import { film } from "./film.ts";
import { label } from "../marks/label.ts";
import { chain, type Scene, type Segment } from "./scene.ts";

/** A point's way through a plane with round obstacles. */
export interface PlanePath {
  /** `[x, y]` of each step, the start included. */
  readonly places: readonly (readonly number[])[];
  /** `[x, y]` of the goal's middle, and how far it reaches; default 1. */
  readonly goal: readonly number[];
  readonly goalRadius?: number;
  readonly obstacles: readonly {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
  }[];
  /** Length of a side of the plane, from 0; default 20. */
  readonly side?: number;
}

const pair = vector(2, coordinate);
const FILM = settings({
  ...filmTable,
  places: required(list(pair)),
  goal: required(pair),
  goalRadius: optional(size),
  obstacles: required(list(record({ x: coordinate, y: coordinate, radius: size }))),
  side: optional(size),
});

/**
 * A point that moves among obstacles; its whole way is a thin trace, its way so far a thick one.
 *
 * @throws {RangeError} when there are fewer than two places
 */
export function planeFilm(parts: PlanePath & FilmWords): Figure {
  const read = FILM.read("draw a film", parts, "parts");
  const { places, goal, goalRadius = 1, obstacles, side = 20 } = read;
  const axis = (title: string) => ({ title, unit: "pixels", domain: [0, side] as const, ticks: 5 });
  const at = (t: number) => [places[t]![0]!, places[t]![1]!] as const;
  return film({
    ...wordsOf(read),
    x: axis("x"),
    y: axis("y"),
    width: 340,
    height: 340,
    ground: [
      ...obstacles.flatMap(({ x, y, radius }) => circle("ground", x, y, radius)),
      ...circle("limit", goal[0]!, goal[1]!, goalRadius),
      ...chain("trace", places.map((_, t) => at(t))),
    ],
    more: [
      label({
        text: "goal",
        x: goal[0]!,
        y: goal[1]! + (goal[1]! > side / 2 ? -1 : 1) * (goalRadius + side / 20),
        role: "wish",
        align: "center",
      }),
    ],
    scenes: places.map((_, t): Scene => ({
      segments: chain("force", Array.from({ length: t + 1 }, (_, i) => at(i))),
      discs: [{ ink: "joint", x: at(t)[0], y: at(t)[1] }],
    })),
    clock: { perStep: 1 },
  });
}

function circle(ink: "ground" | "limit", x: number, y: number, radius: number): Segment[] {
  return chain(
    ink,
    Array.from({ length: 33 }, (_, i) => {
      const angle = 2 * Math.PI * i / 32;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    }),
  );
}
