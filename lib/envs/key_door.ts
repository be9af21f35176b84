/** Two rooms, a key and a door, seen as pixels: the idea of Montezuma's Revenge in small. */
import { door, type Key, record, setting, settings, uniform, whole } from "../math/mod.ts";
import { endingAt, requireNotEnded, stepDoor } from "./counted.ts";
import type { Environment, Start } from "./environment.ts";
import { frameOf, PIXELS } from "./key_door_frame.ts";
import {
  BAT_PLACES,
  isThere,
  type KeyDoorPlace,
  keyDoorPlaces,
  moved,
  PLACE,
  requirePlace,
} from "./key_door_places.ts";
import { worldName } from "./world_name.ts";

/** A place of the key-and-door world, and what moves in it besides. */
export interface KeyDoorState extends KeyDoorPlace {
  /** Where the bat is, 0 … 8 from the left. It means nothing. */
  readonly bat: number;
  /** Steps taken. */
  readonly step: number;
}

/** What may differ. */
export interface KeyDoorOptions {
  /** Pixels of the key, where it lies as in the corner where it is shown when held; 1 … 4, default 1. */
  readonly keyPixels?: number;
  /** In how many places the bat can be, 1 … 9; default 9. In one it sits still. */
  readonly batPlaces?: number;
  /** The step of this number truncates; default 50. */
  readonly stepLimit?: number;
}

const DOING = "step keyDoor";
const OPTIONS = settings({
  keyPixels: setting(whole(1, 4), 1),
  batPlaces: setting(whole(1, BAT_PLACES), BAT_PLACES),
  stepLimit: setting(whole(1), 50),
});
const ACTIONS = { kind: "discrete", count: 4 } as const;
const FIELDS = { ...PLACE, bat: whole(0, BAT_PLACES - 1) };
const checkStart = door("start keyDoor", { place: record(FIELDS) });

/**
 * Twelve by twelve pixels. In the room on the left, 4 by 3 cells, a key lies in one of three corners;
 * taking it pays 0.1. Who holds it can pass the door, which pays 0.3 and uses it up; in the room
 * on the right, 4 by 2 cells, a treasure pays 1 and terminates (100, 300 and 1,000 points in
 * Montezuma's Revenge). Who walks into a wall, or into the closed door, stays where they are. A bat in
 * the sky is anywhere, anew at every step, and pays nothing.
 *
 * Actions are north, east, south, west; the observation is 144 pixels, 0 or 1, row after row. Moves
 * are without chance: {@link keyDoorMove} is the world underneath, in tables of 66 places.
 *
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {TypeError|RangeError} for a bad or unknown option
 * @example
 * ```ts
 * import { keyDoor, keyDoorStart } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const world = keyDoor(), { state } = keyDoorStart({ row: 1, column: 0, key: 0, bat: 0 });
 * const { reward, observation } = world.step(state, 0, key(0)); // north, where the key lies
 * assertEquals(reward, 0.1);
 * assertEquals(observation.length, 144);
 * ```
 */
export function keyDoor(
  options: KeyDoorOptions = {},
): Environment<KeyDoorState, number, readonly number[]> {
  const { keyPixels, batPlaces, stepLimit } = OPTIONS.read("make keyDoor", options);
  const checkStep = stepDoor(DOING, FIELDS, ACTIONS, stepLimit);
  const seen = (state: KeyDoorState) => ({ state, observation: frameOf(state, keyPixels) });
  const starts = keyDoorPlaces.filter(({ column, key }) => column < 3 && key < 3);
  return {
    name: worldName("keyDoor", options),
    actions: ACTIONS,
    observations: { kind: "vector", size: PIXELS },
    reset: (key) => {
      const [place, bat] = uniform(key, 2);
      const start = starts[Math.floor(place! * starts.length)]!;
      return seen({ ...start, bat: Math.floor(bat! * batPlaces), step: 0 });
    },
    step: (state, action, key) => {
      checkStep({ state, action });
      requirePlace(DOING, state);
      requireNotEnded(DOING, isThere(state), "the state", [state.row, state.column]);
      const { place, reward } = moved(state, action);
      const next = { ...place, bat: batAt(key, batPlaces), step: state.step + 1 };
      return { ...seen(next), reward, ending: endingAt(isThere(next), next.step, stepLimit) };
    },
  };
}

const batAt = (key: Key, places: number): number => Math.floor(uniform(key, 1)[0]! * places);

/**
 * The world at a given place, no step taken.
 *
 * @param place row, column, key and bat as in {@link KeyDoorState}
 * @param options keyPixels; the others do not show
 * @throws {TypeError|RangeError} for a place that is none
 */
export function keyDoorStart(
  place: KeyDoorPlace & { readonly bat: number },
  options: KeyDoorOptions = {},
): Start<KeyDoorState, readonly number[]> {
  const { keyPixels } = OPTIONS.read("start keyDoor", options);
  checkStart({ place });
  requirePlace("start keyDoor", place);
  const { row, column, key, bat } = place;
  const state = { row, column, key, bat, step: 0 };
  return { state, observation: frameOf(state, keyPixels) };
}

/** What an action does to a place. */
export interface KeyDoorMove {
  readonly place: KeyDoorPlace;
  /** 0.1 for the key, 0.3 for the door, 1 for the treasure. */
  readonly reward: number;
}

const checkMove = door("move in keyDoor", { action: whole(0, 3) });

/**
 * The world underneath: where an action leads from a place, and what it pays. At the treasure nothing
 * moves or pays any more.
 *
 * @throws {TypeError|RangeError} for a place or an action that is none
 * @example
 * ```ts
 * import { keyDoorMove } from "lib/envs";
 * import { assertEquals } from "@std/assert";
 *
 * const shut = keyDoorMove({ row: 2, column: 2, key: 1 }, 1);
 * assertEquals(shut.place.column, 2); // the key lies in its corner still
 * const passed = keyDoorMove({ row: 2, column: 2, key: 3 }, 1);
 * assertEquals([passed.place.column, passed.place.key, passed.reward], [3, 4, 0.3]);
 * ```
 */
export function keyDoorMove(place: KeyDoorPlace, action: number): KeyDoorMove {
  checkMove({ action });
  requirePlace("move in keyDoor", place);
  const here = { row: place.row, column: place.column, key: place.key };
  return isThere(here) ? { place: here, reward: 0 } : moved(here, action);
}
