/** Moves in the plane as pairs of pictures, and the map that an encoder draws of the plane. */
import { movePlane, PLANE_SIDE, planeImage, touchesPlane } from "lib/envs";
import { fold, type Key, refusal, ShapeError, uniform } from "lib/math";

/** Pixels of a picture, the longest move along an axis, how many moves are learned from. */
export const PLANE = { picture: PLANE_SIDE ** 2, move: 3, pairs: 3000 } as const;

/** Rows for a conditional trainer: two pictures side by side, grey in [0, 1]; the action over its size. */
export interface Pairs {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

/** Moves of chance, at most `longest` along each axis, from places of chance, as pairs of pictures. */
export function planePairs(
  key: Key,
  count: number = PLANE.pairs,
  longest: number = PLANE.move,
): Pairs {
  const inputs: number[][] = [], targets: number[][] = [];
  for (let i = 0; inputs.length < count; i++) {
    const own = fold(key, i);
    const [x, y] = uniform(fold(own, "place"), 2, 1, PLANE_SIDE - 1);
    if (touchesPlane(x!, y!)) continue;
    const move = Array.from(uniform(fold(own, "move"), 2, -longest, longest));
    const [right, up] = movePlane([x!, y!], move);
    inputs.push([...greyOf(planeImage(x!, y!)), ...greyOf(planeImage(right, up))]);
    targets.push(move.map((each) => each / PLANE.move));
  }
  return { inputs, targets };
}

/** A picture's bytes as grey values in [0, 1]. */
export function greyOf(picture: Uint8Array): number[] {
  if (!(picture instanceof Uint8Array)) {
    const wish = "a Uint8Array of grey values";
    throw new TypeError(refusal("read a picture", "the picture", picture, wish));
  }
  return Array.from(picture, (each) => each / 255);
}

/** Refuses rows that are not pictures of that many grey values in [0, 1], naming the row. */
export function requireGrey(rows: readonly (readonly number[])[], size: number): void {
  rows.forEach((row, n) => {
    if (row.length !== size) {
      throw new ShapeError("embed pictures", `pictures[${n}]`, [row.length], `[${size}]`);
    }
    const at = row.findIndex((each) => !(each >= 0 && each <= 1));
    if (at < 0) return;
    const name = `pictures[${n}][${at}]`;
    throw new RangeError(refusal("embed pictures", name, row[at], "a grey value in [0, 1]"));
  });
}

/** Places of a map's mesh along a side. */
export const MESH = 13;

/** The places of a mesh over the plane, column by column from the left, each from below. */
export const meshPlaces: readonly (readonly [number, number])[] = Array.from(
  { length: MESH * MESH },
  (_, at) => [1 + 1.5 * Math.floor(at / MESH), 1 + 1.5 * (at % MESH)] as const,
);

/** The mesh's cells as corners in a round, those that touch no obstacle. */
export const meshCells: readonly (readonly number[])[] = meshPlaces.flatMap((_, at) => {
  if (at % MESH === MESH - 1 || at >= MESH * (MESH - 1)) return [];
  const corners = [at, at + MESH, at + MESH + 1, at + 1];
  return corners.some((each) => touchesPlane(...meshPlaces[each]!)) ? [] : [corners];
});

/** Twice the area of a cell in the code, with the sign of the way it is turned. */
function turned(codes: readonly (readonly number[])[], cell: readonly number[]): number {
  const corners = cell.map((at) => codes[at]!);
  return corners.reduce((sum, [x, y], i) => {
    const [right, up] = corners[(i + 1) % 4]!;
    return sum + x! * up! - right! * y!;
  }, 0);
}

/** Whether most cells are passed the other way round than in the plane. */
export function mirrored(codes: readonly (readonly number[])[]): boolean {
  const left = meshCells.filter((cell) => turned(codes, cell) > 0).length;
  return 2 * left < meshCells.length;
}

/** The share of cells turned the other way than most are: 0 of a sheet without a fold, at most ½. */
export function foldedShare(codes: readonly (readonly number[])[]): number {
  const left = meshCells.filter((cell) => turned(codes, cell) > 0).length / meshCells.length;
  return Math.min(left, 1 - left);
}
