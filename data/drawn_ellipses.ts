/** Drawings whose causes are known: black ellipses on white, by position, size and angle. */
import {
  door,
  finite,
  list,
  positive,
  record,
  required,
  settings,
  whole,
} from "../lib/math/mod.ts";

/** What an ellipse is like, in pixels from the left upper corner. */
export interface Ellipse {
  /** Its centre, to the right and down. */
  readonly x: number;
  readonly y: number;
  /** Half of its long axis; the short one is 0.45 of it. */
  readonly size: number;
  /** Of the long axis from the horizontal, radians, clockwise on the screen; π is the same as 0. */
  readonly angle: number;
}

const ELLIPSE = record({ x: finite, y: finite, size: positive, angle: finite });
const checkDraw = door("draw an ellipse", { side: whole(1, 1024), ellipse: ELLIPSE });
const SLENDER = 0.45;

/**
 * A drawing of an ellipse: 1 where the middle of a pixel lies inside, else 0.
 *
 * @param side height and width of the drawing, pixels
 * @param ellipse centre, size and angle; what lies beyond the edge is cut off
 * @returns `[side²]`, row by row from the top
 * @throws {RangeError|TypeError} for a side that is none, or bad or missing numbers
 *
 * @example
 * ```ts
 * import { drawEllipse } from "data";
 * import { assertEquals } from "@std/assert";
 * const flat = drawEllipse(4, { x: 2, y: 2.5, size: 1.6, angle: 0 });
 * assertEquals(flat, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
 * ```
 */
export function drawEllipse(side: number, ellipse: Ellipse): readonly number[] {
  checkDraw({ side, ellipse });
  const { x, y, size, angle } = ellipse, [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return Array.from({ length: side * side }, (_, i) => {
    const [right, down] = [i % side + 0.5 - x, Math.floor(i / side) + 0.5 - y];
    const [along, across] = [right * cos + down * sin, down * cos - right * sin];
    return Math.hypot(along / size, across / (SLENDER * size)) <= 1 ? 1 : 0;
  });
}

/** Values of each factor; every combination is drawn once. */
export const FACTOR_GRID = settings({
  x: required(list(finite)),
  y: required(list(finite)),
  size: required(list(positive)),
  angle: required(list(finite)),
});

/** Drawings, and what each was drawn from. */
export interface DrawnEllipses {
  /** `[N, side²]`. */
  readonly images: readonly (readonly number[])[];
  /** Which value of x, y, size and angle, `[N, 4]`. */
  readonly factors: readonly (readonly number[])[];
}

/**
 * Ellipses of every combination of the given values, the angle changing fastest.
 *
 * @param side height and width of each drawing, pixels
 * @param values of each factor, see {@link FACTOR_GRID}
 * @throws {RangeError|TypeError} for a side that is none, values that are none, or an unknown factor
 *
 * @example
 * ```ts
 * import { drawnEllipses } from "data";
 * import { assertEquals } from "@std/assert";
 * const { images, factors } = drawnEllipses(8, { x: [3, 5], y: [4], size: [2], angle: [0, 1] });
 * assertEquals([images.length, factors[3]], [4, [1, 0, 0, 1]]);
 * ```
 */
export function drawnEllipses(
  side: number,
  values: { readonly [factor in keyof Ellipse]: readonly number[] },
): DrawnEllipses {
  const doing = "draw ellipses", { x, y, size, angle } = FACTOR_GRID.read(doing, values, "values");
  whole(1, 1024).check(doing, "side", side);
  const each = (list: readonly number[]) => list.map((_, i) => i);
  const factors = each(x).flatMap((a) =>
    each(y).flatMap((b) => each(size).flatMap((c) => each(angle).map((d) => [a, b, c, d] as const)))
  );
  const images = factors.map(([a, b, c, d]) =>
    drawEllipse(side, { x: x[a]!, y: y[b]!, size: size[c]!, angle: angle[d]! })
  );
  return { images, factors };
}
