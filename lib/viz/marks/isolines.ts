/** Lines of equal height, as points. */
import { list, required, settings, ShapeError } from "../../math/mod.ts";
import { few, place } from "../grammar/shapes.ts";

/** Heights over a grid, and which of them are wanted. */
export interface Heights {
  /** Places across, ascending. */
  readonly x: ArrayLike<number>;
  /** Places upwards, ascending. */
  readonly y: ArrayLike<number>;
  /** A height for each place, all of the first y first: values[j · |x| + i]. */
  readonly values: ArrayLike<number>;
  readonly levels: readonly number[];
}

type Point = readonly [x: number, y: number];
interface Corner {
  readonly at: Point;
  readonly value: number;
}

/** A straight piece of a line. */
export type Piece = readonly [from: Point, to: Point];

/** What heights over a grid are made of. */
export const HEIGHTS = {
  x: required(few),
  y: required(few),
  values: required(few),
  levels: required(list(place)),
};
const ISOLINES = settings(HEIGHTS);

/**
 * Lines of equal height over a grid, as on a map: marching squares with straight pieces; where a
 * square is a saddle, the mean of its corners decides.
 *
 * @returns for each level its pieces, in the units of x and y
 * @throws {ShapeError} when there is not one height a place
 *
 * @example
 * ```ts
 * import { isolines } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const [half] = isolines({ x: [0, 1], y: [0, 1], values: [0, 1, 0, 1], levels: [0.5] });
 * assertEquals(half, [[[0.5, 0], [0.5, 1]]]);
 * ```
 */
export function isolines(heights: Heights): readonly (readonly Piece[])[] {
  ISOLINES.read("find isolines", heights, "heights");
  return linesOf("find isolines", heights);
}

/** As {@link isolines}, for heights already looked at. */
export function linesOf(doing: string, { x, y, values, levels }: Heights) {
  if (values.length !== x.length * y.length) {
    const wish = `[${x.length * y.length}], one for each of ${x.length} × ${y.length} places`;
    throw new ShapeError(doing, "values", [values.length], wish);
  }
  const corner = (i: number, j: number): Corner => ({
    at: [x[i]!, y[j]!],
    value: values[j * x.length + i]!,
  });
  return levels.map((level) => piecesAt(level, corner, [x.length, y.length]));
}

/** All pieces of the lines at one level. */
function piecesAt(
  level: number,
  corner: (i: number, j: number) => Corner,
  [across, up]: readonly [number, number],
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let j = 0; j + 1 < up; j++) {
    for (let i = 0; i + 1 < across; i++) {
      const square = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      pieces.push(...crossing(level, square));
    }
  }
  return pieces;
}

/** The pieces in one square, its corners in order around it. */
function crossing(level: number, square: readonly Corner[]): readonly Piece[] {
  const edges = square.map((from, k) => [from, square[(k + 1) % 4]!] as const);
  const points = edges.map(([from, to]) =>
    from.value > level === to.value > level ? undefined : between(level, from, to)
  );
  const found = points.filter((point) => point !== undefined);
  if (found.length < 4) return found.length === 2 ? [[found[0]!, found[1]!]] : [];
  const middle = square.reduce((sum, { value }) => sum + value / 4, 0);
  // a saddle: the line goes around those corners that differ from the middle
  const [a, b, c, d] = points as readonly Point[];
  return square[0]!.value > level === middle > level ? [[a!, b!], [c!, d!]] : [[d!, a!], [b!, c!]];
}

function between(level: number, { at: [x, y], value }: Corner, to: Corner): Point {
  const share = (level - value) / (to.value - value);
  return [x + share * (to.at[0] - x), y + share * (to.at[1] - y)];
}
