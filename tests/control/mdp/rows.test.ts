/** Tables read by state and action. */
import { assertEquals, assertThrows } from "@std/assert";
import { entryOf, mdp, rowOf } from "lib/control";
import { ShapeError } from "lib/math";

const world = mdp({
  states: ["bed", "desk", "door"],
  actions: ["stay", "go"],
  transition: Array.from({ length: 3 }, () => [[1, 0, 0], [0, 0, 1]]),
  reward: [[0, 1], [2, 3], [4, 5]],
  steps: 2,
});

Deno.test("rowOf, entryOf: by number and by name, each the entry s · A + a", () => {
  ["bed", "desk", "door"].forEach((state, s) => {
    assertEquals(rowOf(world, world.reward, s), [2 * s, 2 * s + 1]);
    assertEquals(rowOf(world, world.reward, state), rowOf(world, world.reward, s));
    ["stay", "go"].forEach((action, a) => {
      assertEquals(entryOf(world, world.reward, s, a), world.reward[s * 2 + a]);
      assertEquals(entryOf(world, world.reward, state, action), world.reward[s * 2 + a]);
    });
  });
});

Deno.test("rowOf, entryOf: refuse a table of another size, and places that are not there, by name", () => {
  const { reward } = world;
  assertThrows(
    () => rowOf(world, [1, 2, 3], 0),
    ShapeError,
    "Cannot read a table: the table is [3], expected [6], 3 states by 2 actions",
  );
  assertThrows(() => rowOf(world, undefined as never, 0), TypeError, "the table is undefined");
  for (const state of [3, -1, 0.5, NaN]) {
    assertThrows(
      () => rowOf(world, reward, state),
      RangeError,
      `the state is ${state}, expected a`,
    );
  }
  assertThrows(() => rowOf(world, reward, "dsk"), RangeError, "expected one of bed, desk, door");
  assertThrows(() => entryOf(world, reward, 0, "jump"), RangeError, "expected one of stay, go");
  assertThrows(() => entryOf(world, reward, 0, 2), RangeError, "the action is 2, expected a whole");
});
