/** Chapter 19: its figures can be drawn; an empty list is refused by name. */
import { assertGreater, assertThrows } from "@std/assert";
import {
  goalsByHold,
  humpsAndPolicies,
  squashedDensities,
  squashedEntropy,
} from "chapters/19-soft-actor-critic/figures.ts";
import { renderPicture } from "lib/notebook";

Deno.test("the figures of chapter 19 can be drawn as pictures", async () => {
  const figures = [
    goalsByHold([1, 20], [0, 0.9]),
    squashedDensities([-0.5, 0.5], [{ sigma: 1, density: [0.5, 0.6] }]),
    squashedEntropy([0.1, 1], [-1, 0.6], [{ sigma: 1, entropy: 0.6, text: "top", side: "below" }]),
    humpsAndPolicies([-0.5, 0.5], [1, 2], [{ name: "left", density: [2, 0.1] }]),
  ];
  for (const each of figures) assertGreater((await renderPicture(each)).png.length, 1000);
});

Deno.test("the figures of chapter 19 refuse an empty list, by name", () => {
  assertThrows(() => goalsByHold([], []), RangeError, "holds is empty");
  assertThrows(() => squashedDensities([], []), RangeError, "densities is empty");
  assertThrows(() => humpsAndPolicies([], [], []), RangeError, "policies is empty");
});
