/** Worlds drawn as maps: four directions, walls, mud, pits and goals. */
import {
  between,
  door,
  type Given,
  oneOf,
  optional,
  probabilities,
  refusal,
  required,
  type Resolved,
  setting,
  settings,
  text,
  whole,
} from "../../math/mod.ts";
import { type GridCell, type GridMap, readGridMap } from "./map_text.ts";
import { LENGTH, type Length, lengthOf } from "../mdp/horizon.ts";
import { sparseMdp } from "../mdp/mdp.ts";
import type { Mdp, Outcome } from "../mdp/model.ts";
import { REWARD } from "../mdp/outcomes.ts";

const WALK = settings({
  /** Rows of '#' wall, '.' floor, 'S' start, 'G' goal, '~' mud and '!' pit. */
  map: required(text),
  /** Chance to go sideways instead, half to each side. */
  slip: setting(between(0, 1), 0),
  /** r of acting on floor or start, wherever it leads but into a pit. */
  step: setting(REWARD, -1),
  /** r of acting on mud, wherever it leads but into a pit. */
  mud: setting(REWARD, -5),
  /** r of arriving in a pit, in place of the above. */
  pit: setting(REWARD, -20),
  /** Four directions, or `"five"` for "stay" besides. */
  actions: setting(oneOf("four", "five"), "four"),
  /** p(a), `[A]`, the same in every cell; uniform when left out. */
  prior: optional(probabilities()),
});
const GRIDWORLD = settings({ ...WALK.table, ...LENGTH });

/** A map and what it costs to walk it; all rewards may be −∞, which forbids. */
export type GridworldOptions = Given<typeof WALK>;

/** An MDP with its map. */
export interface Gridworld {
  readonly mdp: Mdp;
  readonly rows: number;
  readonly columns: number;
  /** The cells that are no wall, row by row; index and `state` are the same. */
  readonly cells: readonly GridCell[];
  /** The state of a place; throws a RangeError for a wall or a place off the map. */
  readonly stateAt: (row: number, column: number) => number;
}

/** Actions in order, with rows and columns they go. The two sides of action i are i ± 1 (mod 4). */
const DIRECTIONS = { north: [-1, 0], east: [0, 1], south: [1, 0], west: [0, -1] } as const;
const NAMES = Object.keys(DIRECTIONS);
const MOVES = Object.values(DIRECTIONS);

/**
 * The MDP of a map. Actions are "north", "east", "south", "west" (and "stay", which never slips); who
 * would walk into a wall or off the map stays put. Goal and pit are absorbing and pay 0 from then
 * on. The start is uniform over the letters 'S'. States are named "row,column".
 *
 * @param options the map, its rewards, and either `steps` or `discount`
 * @throws {RangeError} for an unknown letter (naming it and its place), rows of different lengths, a
 *   map without 'S', a slip outside [0, 1], a reward that is NaN or +∞; {TypeError} for an option of
 *   another kind or name
 * @example
 * ```ts
 * import { gridworld } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const world = gridworld({
 *   map: `
 *     S.~G
 *     .#!.
 *   `,
 *   slip: 0.2,
 *   steps: 6,
 * });
 * assertEquals([world.rows, world.columns, world.mdp.states.length], [2, 4, 7]);
 * assertEquals(world.mdp.states[world.stateAt(0, 3)], "0,3");
 * ```
 */
export function gridworld(options: GridworldOptions & Length): Gridworld {
  const doing = "build a gridworld";
  const { prior, ...rules } = GRIDWORLD.read(doing, options);
  const names = rules.actions === "five" ? [...NAMES, "stay"] : NAMES;
  if (prior !== undefined) probabilities(names.length).check(doing, "prior", prior);
  const map = readGridMap(doing, rules.map), { rows, columns, cells } = map;
  const stateAt = lookup(map);
  const starts = cells.filter(({ letter }) => letter === "S").length;
  const mdp = sparseMdp({
    states: cells.map(({ row, column }) => `${row},${column}`),
    actions: names,
    initial: cells.map(({ letter }) => letter === "S" ? 1 / starts : 0),
    ...(prior === undefined ? {} : { prior: cells.map(() => prior) }),
    outcomes: (s, a) => outcomesOfMove(cells, rules, stateAt, cells[s]!, a),
    ...lengthOf(rules),
  });
  return { mdp, rows, columns, cells, stateAt: requireStateAt(stateAt) };
}

type Rules = Pick<Resolved<typeof GRIDWORLD>, "slip" | "step" | "mud" | "pit">;

const checkPlace = door("find a state", { row: whole(0), column: whole(0) });

type Lookup = (row: number, column: number) => number | undefined;

function lookup({ rows, columns, cells }: GridMap): Lookup {
  const states = new Map(cells.map(({ row, column, state }) => [row * columns + column, state]));
  return (row, column) =>
    row >= 0 && row < rows && column >= 0 && column < columns
      ? states.get(row * columns + column)
      : undefined;
}

function requireStateAt(stateAt: Lookup): Gridworld["stateAt"] {
  return (row, column) => {
    checkPlace({ row, column });
    const state = stateAt(row, column);
    if (state !== undefined) return state;
    throw new RangeError(refusal("find a state", "the place", [row, column], "a cell, no wall"));
  };
}

/** Where an action may lead from a cell, each successor once, in ascending order. */
function outcomesOfMove(
  cells: readonly GridCell[],
  rules: Rules,
  stateAt: Lookup,
  cell: GridCell,
  action: number,
): readonly Outcome[] {
  const { letter, row, column, state } = cell;
  if (letter === "G" || letter === "!") return [{ state, probability: 1, reward: 0 }];
  const chances = new Map<number, number>();
  for (const [turn, probability] of turns(rules.slip, action)) {
    const [down, right] = MOVES[turn] ?? [0, 0];
    const next = stateAt(row + down, column + right) ?? state;
    chances.set(next, (chances.get(next) ?? 0) + probability);
  }
  const acting = letter === "~" ? rules.mud : rules.step;
  return [...chances].sort(([a], [b]) => a - b).map(([next, probability]) => ({
    state: next,
    probability,
    reward: cells[next]!.letter === "!" ? rules.pit : acting,
  }));
}

/** Which ways an action goes, and how likely. */
function turns(slip: number, action: number): readonly (readonly [number, number])[] {
  if (action >= MOVES.length) return [[action, 1]];
  return [[action, 1 - slip], [(action + 1) % 4, slip / 2], [(action + 3) % 4, slip / 2]];
}
