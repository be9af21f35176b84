/** Chapter 03: its figures refuse nothing to draw, by name. */
import { assertThrows } from "@std/assert";
import { bicCurves, monotoneChain, movingEllipses } from "chapters/03-em/figures.ts";

Deno.test("movingEllipses, monotoneChain, bicCurves: an empty list is refused by name", () => {
  assertThrows(() => movingEllipses([], []), RangeError, "path is empty");
  assertThrows(() => monotoneChain([]), RangeError, "rounds");
  assertThrows(() => bicCurves([]), RangeError, "choices is empty");
});
