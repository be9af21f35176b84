import { assert, assertEquals, assertThrows } from "@std/assert";
import { keyDoor, keyDoorMove, keyDoorPlaces, keyDoorStart, rollOut } from "lib/envs";
import { fold, key, uniform } from "lib/math";

/** The frame as twelve lines of text, `#` for ink. */
const drawn = (frame: readonly number[]) =>
  Array.from(
    { length: 12 },
    (_, r) => frame.slice(12 * r, 12 * r + 12).map((ink) => ink === 1 ? "#" : ".").join(""),
  );

Deno.test("keyDoor: looks as it is drawn here by hand", () => {
  const { observation } = keyDoorStart({ row: 2, column: 1, key: 2, bat: 0 });
  assertEquals(drawn(observation), [
    "#..#........", // the bat, wings up
    "####........",
    ".##.........",
    "............",
    "....#.##....", // the key in the third corner, the wall
    "......##..##", // the treasure
    "......##....",
    "......##....",
    "..##..#.....", // the walker, the door
    "..##..#.....",
    "......##....",
    "......##....",
  ]);
  const held = keyDoorStart({ row: 0, column: 0, key: 3, bat: 8 }, { keyPixels: 4 }).observation;
  assertEquals(drawn(held).slice(0, 6), [
    "........#..#",
    "........####",
    ".........##.",
    "........####", // the key of four pixels, in hand
    "##....##....",
    "##....##..##",
  ]);
});

Deno.test("keyDoorMove: key, door and treasure pay once, walls and the closed door stop", () => {
  const at = (row: number, column: number, key: number) => ({ row, column, key });
  assertEquals(keyDoorMove(at(2, 0, 1), 2), { place: at(3, 0, 3), reward: 0.1 });
  assertEquals(keyDoorMove(at(2, 0, 0), 2), { place: at(3, 0, 0), reward: 0 }); // no key there
  assertEquals(keyDoorMove(at(2, 2, 0), 1), { place: at(2, 2, 0), reward: 0 }); // closed
  assertEquals(keyDoorMove(at(1, 2, 3), 1), { place: at(1, 2, 3), reward: 0 }); // a wall
  assertEquals(keyDoorMove(at(2, 2, 3), 1), { place: at(2, 3, 4), reward: 0.3 });
  assertEquals(keyDoorMove(at(2, 2, 4), 1), { place: at(2, 3, 4), reward: 0 }); // open already
  assertEquals(keyDoorMove(at(2, 3, 4), 0), { place: at(2, 3, 4), reward: 0 }); // its jamb
  assertEquals(keyDoorMove(at(0, 4, 4), 1), { place: at(0, 5, 4), reward: 1 });
  assertEquals(keyDoorMove(at(0, 5, 4), 3), { place: at(0, 5, 4), reward: 0 }); // the end
  assertEquals(keyDoorMove(at(0, 1, 3), 0), { place: at(0, 1, 3), reward: 0 }); // the edge
});

Deno.test("keyDoorPlaces: all that can be reached from the starts, and nothing else", () => {
  const name = (place: { row: number; column: number; key: number }) =>
    `${place.row},${place.column},${place.key}`;
  const reached = new Set<string>(),
    queue = keyDoorPlaces.filter(({ column, key }) => column < 3 && key < 3);
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (reached.has(name(place))) continue;
    reached.add(name(place));
    for (let a = 0; a < 4; a++) queue.push(keyDoorMove(place, a).place);
  }
  assertEquals(reached, new Set(keyDoorPlaces.map(name)));
  assertEquals(keyDoorPlaces.length, 66);
});

Deno.test("keyDoor: steps are the moves, frames those of the places, the bat is uniform", () => {
  const world = keyDoor(), bats = new Array<number>(9).fill(0);
  let { state } = world.reset(key(3));
  for (let t = 0; t < 3000; t++) {
    const action = Math.floor(4 * uniform(fold(key(4), t), 1)[0]!), before = state;
    const step = world.step(before, action, fold(key(5), t));
    const { place, reward } = keyDoorMove({
      row: before.row,
      column: before.column,
      key: before.key,
    }, action);
    assertEquals({ ...step.state, ...place }, step.state);
    assertEquals(step.reward, reward);
    assertEquals(step.observation, keyDoorStart({ ...place, bat: step.state.bat }).observation);
    bats[step.state.bat]!++;
    state = step.ending.kind === "running" ? step.state : world.reset(fold(key(6), t)).state;
  }
  // 3,000 draws, a ninth each: five standard deviations of 17.2
  assert(bats.every((count) => Math.abs(count - 3000 / 9) < 5 * 17.2), String(bats));
});

Deno.test("keyDoor: truncates at its limit, terminates at the treasure, and no step follows", () => {
  const still = rollOut(key(0), keyDoor({ stepLimit: 7 }), () => 0, 100);
  assertEquals([still.actions.length, still.ending.kind], [7, "truncated"]);
  const { state } = keyDoorStart({ row: 0, column: 4, key: 4, bat: 0 });
  const last = keyDoor().step(state, 1, key(0));
  assertEquals([last.reward, last.ending.kind], [1, "terminated"]);
  assertThrows(() => keyDoor().step(last.state, 1, key(0)), RangeError, "it is over, reset it");
});

Deno.test("keyDoor: refuses places that are none, by name", () => {
  const behind = { row: 1, column: 4, key: 0 }; // behind a closed door
  assertThrows(() => keyDoorMove(behind, 0), RangeError, "expected one of keyDoorPlaces");
  assertThrows(
    () => keyDoorStart({ row: 0, column: 0, key: 0, bat: 0 }),
    RangeError,
    "keyDoorPlaces",
  );
  assertThrows(() => keyDoor({ keyPixels: 5 }), RangeError, "keyPixels is 5");
});
