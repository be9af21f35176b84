import { required, setting, settings, text } from "../../math/mod.ts";
import { checkValues } from "../grammar/axis.ts";
import type { Layer } from "../grammar/layer.ts";
import { drawing, role, strength } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";
import { brief, csv } from "./blend.ts";
import { HEIGHTS, linesOf } from "./isolines.ts";

const CONTOURS = settings({
  name: required(text),
  ...HEIGHTS,
  role: setting(role, "quiet"),
  width: setting(strength, 1),
});

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
  const pieces = linesOf(doing, { x, y, values, levels }).flat();
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
