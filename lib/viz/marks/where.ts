/** Where a place on an axis lies in the plot, in pixels: to see whether words fit. */
import type { Axis } from "../grammar/axis.ts";

/**
 * Pixels from the left end of the plot, or nothing where the axis fits itself to its data.
 *
 * @param room of the plot along this axis, pixels
 */
export function pixelOf(value: number | string, axis: Axis, room: number): number | undefined {
  const { categories, domain, log } = axis;
  if (categories !== undefined) {
    return room * (categories.indexOf(String(value)) + 0.5) / categories.length;
  }
  if (domain === undefined) return undefined;
  const [at, from, to] = [Number(value), ...domain].map((each) =>
    log === true ? Math.log(each) : each
  );
  return room * (at! - from!) / (to! - from!);
}
