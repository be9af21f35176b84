/** Chapter 02: its figures refuse nothing to draw, by name. */
import { assertThrows } from "@std/assert";
import { slidingGuess } from "chapters/02-elbo/figures.ts";

Deno.test("slidingGuess: an empty path is refused by name", () => {
  const posterior = () => 0.1;
  assertThrows(() => slidingGuess([], { posterior, title: "t" }), RangeError, "path is empty");
});
