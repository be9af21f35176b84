/** The places of the key-and-door world, and the moves between them. */
import { record, refusal, whole } from "../math/mod.ts";

/** Where one stands, and where the key is: all that matters. */
export interface KeyDoorPlace {
  /** 0 … 3 from above. */
  readonly row: number;
  /** 0 … 2 are the room on the left, 3 is the door, 4 and 5 are the room on the right. */
  readonly column: number;
  /** 0, 1, 2: it lies in the corner of that number; 3: held; 4: used up, the door is open. */
  readonly key: number;
}

/** The fields of a place. */
export const PLACE = { row: whole(0, 3), column: whole(0, 5), key: whole(0, 4) };
const SHAPE = record(PLACE, "a place { row, column, key }");

/** Places of the bat. */
export const BAT_PLACES = 9;
const ROWS = 4, COLUMNS = 6;
/** In cells: the door, the treasure, the corners where the key may lie. */
export const DOOR = [2, 3] as const, TREASURE = [0, 5] as const;
export const CORNERS = [[0, 0], [3, 0], [0, 2]] as const;
const MOVES = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const;
const [HELD, USED] = [3, 4];

/** Every place, row by row of the map for each whereabouts of the key. The treasure's is the end. */
export const keyDoorPlaces: readonly KeyDoorPlace[] = [0, 1, 2, HELD, USED].flatMap((key) =>
  Array.from(
    { length: ROWS * COLUMNS },
    (_, i) => ({ row: Math.floor(i / COLUMNS), column: i % COLUMNS, key }),
  ).filter(isPlace)
);

/** Whether one can ever be there: behind the door only with it open, on the key only holding it. */
function isPlace({ row, column, key }: KeyDoorPlace): boolean {
  if (column === DOOR[1]) return row === DOOR[0] && key === USED;
  if (column > DOOR[1]) return key === USED;
  const corner = CORNERS[key];
  return corner === undefined || row !== corner[0] || column !== corner[1];
}

/** @throws {RangeError} when a place is none of {@link keyDoorPlaces} */
export function requirePlace(doing: string, place: KeyDoorPlace): void {
  SHAPE.check(doing, "place", place);
  if (isPlace(place)) return;
  const { row, column, key } = place;
  throw new RangeError(
    refusal(doing, "[row, column, key]", [row, column, key], "one of keyDoorPlaces"),
  );
}

/** Whether the treasure is reached. */
export const isThere = ({ row, column }: KeyDoorPlace): boolean =>
  row === TREASURE[0] && column === TREASURE[1];

/** Where an action leads from a place that is not the end, and what it pays. */
export function moved({ row, column, key }: KeyDoorPlace, action: number) {
  const [down, right] = MOVES[action]!, stay = { place: { row, column, key }, reward: 0 };
  const [y, x] = [row + down, column + right];
  if (y < 0 || y >= ROWS || x < 0 || x >= COLUMNS) return stay;
  if (x === DOOR[1] && key < HELD) return stay;
  if (x === DOOR[1] && y !== DOOR[0]) return stay;
  const corner = CORNERS[key];
  if (corner !== undefined && y === corner[0] && x === corner[1]) {
    return { place: { row: y, column: x, key: HELD }, reward: 0.1 };
  }
  if (x === DOOR[1] && key === HELD) {
    return { place: { row: y, column: x, key: USED }, reward: 0.3 };
  }
  const place = { row: y, column: x, key };
  return { place, reward: isThere(place) ? 1 : 0 };
}
