/** How the key-and-door world looks: 12 by 12 pixels, four rows of sky above the rooms. */
import { CORNERS, DOOR, type KeyDoorPlace, TREASURE } from "./key_door_places.ts";

const SIDE = 12, SKY = 4, CELL = 2;
/** Numbers of an observation. */
export const PIXELS = SIDE * SIDE;
/** The bat's 8 pixels, from its left upper corner: wings up, body below. */
const BAT = [[0, 0], [0, 3], [1, 0], [1, 1], [1, 2], [1, 3], [2, 1], [2, 2]] as const;

/** The pixel of row and column. */
const at = (row: number, column: number): number => row * SIDE + column;
/** The pixels of a cell: left upper, right upper, left lower, right lower. */
const cell = ([row, column]: readonly [number, number]): readonly number[] =>
  [0, 1, 2, 3].map((i) => at(SKY + CELL * row + (i >> 1), CELL * column + (i & 1)));

/** The column of the door, except the door. */
const WALLS = [0, 1, 2, 3].filter((row) => row !== DOOR[0]).flatMap((row) => cell([row, DOOR[1]]));
/** Where a held key is shown: under the sky, where no bat comes. */
const HELD_PIXELS = [11, 10, 9, 8].map((column) => at(3, column));

/** 144 pixels, 0 or 1, row after row. */
export function frameOf(
  { row, column, key, bat }: KeyDoorPlace & { readonly bat: number },
  keyPixels: number,
): readonly number[] {
  const frame: number[] = new Array(PIXELS).fill(0);
  const ink = (pixels: readonly number[]) => pixels.forEach((pixel) => frame[pixel] = 1);
  ink(WALLS);
  ink(cell(TREASURE).slice(2)); // two pixels, low
  if (key < 4) ink([cell(DOOR)[0]!, cell(DOOR)[2]!]); // two pixels of a closed door
  if (key < 3) ink(cell(CORNERS[key]!).slice(0, keyPixels));
  if (key === 3) ink(HELD_PIXELS.slice(0, keyPixels));
  ink(BAT.map(([down, right]) => at(down, bat + right)));
  ink(cell([row, column]));
  return frame;
}
