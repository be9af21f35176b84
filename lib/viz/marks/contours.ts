import { list, required, setting, settings, ShapeError, text } from "../../math/mod.ts";
import { checkValues } from "../grammar/axis.ts";
import type { Layer } from "../grammar/layer.ts";
import { drawing, few, place, role, strength } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { brief, csv } from "./blend.ts";

const CONTOURS = settings({
  name: required(text),
  x: required(few),
  y: required(few),
  values: required(few),
  levels: required(list(place)),
  role: setting(role, "quiet"),
  width: setting(strength, 1),
});

type Point = readonly [x: number, y: number];
interface Corner {
  readonly at: Point;
  readonly value: number;
}

/**
 * Lines of equal height over a grid, as on a map: marching squares with straight pieces; where a
 * square is a saddle, the mean of its corners decides.
 *
 * @param parts.x places across, ascending; `y` likewise, upwards
 * @param parts.values a height for each place, all of the first y first: values[j · |x| + i]
 * @param parts.levels the heights that lines are drawn at
 * @throws {ShapeError} when there is not one height a place
 *
 * @example
 * ```ts
 * import { contours } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * const slope = contours({ name: "height", x: [0, 1], y: [0, 1], values: [0, 1, 0, 1], levels: [0.5] });
 * assertEquals(slope.legend, []);
 * ```
 */
export function contours(parts: {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly levels: readonly number[];
  /** Default quiet. */
  readonly role?: Role;
  /** Pixels; default 1. */
  readonly width?: number;
}): Layer {
  const doing = drawing(parts, "contours");
  const { name, x, y, values, levels, role, width } = CONTOURS.read(doing, parts, "parts");
  if (values.length !== x.length * y.length) {
    const wish = `[${x.length * y.length}], one for each of ${x.length} × ${y.length} places`;
    throw new ShapeError(doing, "values", [values.length], wish);
  }
  const corner = (i: number, j: number): Corner => ({
    at: [x[i]!, y[j]!],
    value: values[j * x.length + i]!,
  });
  const pieces = levels.flatMap((level) => piecesAt(level, corner, [x.length, y.length]));
  return {
    legend: [],
    build: (context) => {
      checkValues(name, context.x, x);
      checkValues(name, context.y, y);
      const lines = pieces.map((piece) => piece.flat().map(brief).join(","));
      return {
        data: csv(["x", "y", "x2", "y2"], lines),
        mark: { type: "rule", clip: true, style: role, strokeWidth: width, strokeCap: "round" },
        encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
      };
    },
  };
}

/** All pieces of the lines at one level. */
function piecesAt(
  level: number,
  corner: (i: number, j: number) => Corner,
  [across, up]: readonly [number, number],
): readonly (readonly [Point, Point])[] {
  const pieces: (readonly [Point, Point])[] = [];
  for (let j = 0; j + 1 < up; j++) {
    for (let i = 0; i + 1 < across; i++) {
      const square = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      pieces.push(...crossing(level, square));
    }
  }
  return pieces;
}

/** The pieces in one square, its corners in order around it. */
function crossing(level: number, square: readonly Corner[]): readonly (readonly [Point, Point])[] {
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
