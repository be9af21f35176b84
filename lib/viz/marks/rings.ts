import { required, setting, settings, text } from "../../math/mod.ts";
import { type Layer, rows } from "../grammar/layer.ts";
import { column, drawing, role, strength } from "../grammar/shapes.ts";
import type { Role } from "../look/colours.ts";

const RINGS = settings({
  name: required(text),
  x: required(column),
  y: required(column),
  role: setting(role, "ink"),
  size: setting(strength, 110),
  width: setting(strength, 1.5),
});

/**
 * Rings around dots that are drawn already: the few among many that words speak of.
 *
 * @throws {RangeError} in `figure`, when x and y are not equally many
 *
 * @example
 * ```ts
 * import { rings } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * assertEquals(rings({ name: "the first two", x: [1, 2], y: [0, 0] }).legend, []);
 * ```
 */
export function rings(parts: {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Default ink. */
  readonly role?: Role;
  /** Area that is ringed, square pixels; default 110. */
  readonly size?: number;
  /** Pixels; default 1.5. */
  readonly width?: number;
}): Layer {
  const doing = drawing(parts, "rings");
  const { name, x, y, role, size, width } = RINGS.read(doing, parts, "parts");
  return {
    legend: [],
    build: (context) => ({
      data: { values: rows({ name, x, y }, context) },
      mark: { type: "point", filled: false, style: role, size, strokeWidth: width, opacity: 1 },
      encoding: {},
    }),
  };
}
