import { assertEquals, assertThrows } from "@std/assert";
import { type Gridworld, gridworld } from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

const MAP = `
  S.#G
  .~!S
`;
const [NORTH, EAST, SOUTH, WEST, STAY] = [0, 1, 2, 3, 4];

/** Outcomes of an action in a place, by the name of the successor. */
function outcomes({ mdp, stateAt }: Gridworld, row: number, column: number, action: number) {
  const { offsets, successor, probability, reward } = mdp.outcomes;
  const index = stateAt(row, column) * mdp.actions.length + action;
  const found: Record<string, readonly [number, number]> = {};
  for (let n = offsets[index]!; n < offsets[index + 1]!; n++) {
    found[mdp.states[successor[n]!]!] = [probability[n]!, reward[n]!];
  }
  return found;
}

Deno.test("gridworld: cells row by row without walls, uniform over the starts", () => {
  const world = gridworld({ map: MAP, steps: 5 });
  assertEquals([world.rows, world.columns], [2, 4]);
  assertEquals(world.mdp.states, ["0,0", "0,1", "0,3", "1,0", "1,1", "1,2", "1,3"]);
  assertEquals(world.mdp.actions, ["north", "east", "south", "west"]);
  assertEquals(world.cells[4], { state: 4, row: 1, column: 1, letter: "~" });
  assertEquals(world.cells.map((cell) => cell.letter).join(""), "S.G.~!S");
  assertEquals([...world.mdp.initial], [0.5, 0, 0, 0, 0, 0, 0.5]);
  assertEquals(world.mdp.horizon, { kind: "finite", steps: 5 });
  for (const { state, row, column } of world.cells) assertEquals(world.stateAt(row, column), state);
});

Deno.test("gridworld: directions, walls, edges, mud, pit and goal", () => {
  const world = gridworld({ map: MAP, discount: 0.9 });
  assertEquals(world.mdp.horizon, { kind: "discounted", discount: 0.9 });
  assertEquals(outcomes(world, 0, 0, NORTH), { "0,0": [1, -1] }); // the edge
  assertEquals(outcomes(world, 0, 0, EAST), { "0,1": [1, -1] });
  assertEquals(outcomes(world, 0, 0, SOUTH), { "1,0": [1, -1] });
  assertEquals(outcomes(world, 0, 1, WEST), { "0,0": [1, -1] });
  assertEquals(outcomes(world, 0, 1, EAST), { "0,1": [1, -1] }); // the wall
  assertEquals(outcomes(world, 0, 1, SOUTH), { "1,1": [1, -1] }); // acting counts, not arriving
  assertEquals(outcomes(world, 1, 1, WEST), { "1,0": [1, -5] });
  assertEquals(outcomes(world, 1, 1, SOUTH), { "1,1": [1, -5] });
  assertEquals(outcomes(world, 1, 1, EAST), { "1,2": [1, -20] }); // in place of the mud's
  assertEquals(outcomes(world, 1, 3, WEST), { "1,2": [1, -20] });
  assertEquals(outcomes(world, 1, 3, NORTH), { "0,3": [1, -1] });
  for (const action of [NORTH, EAST, SOUTH, WEST]) {
    assertEquals(outcomes(world, 0, 3, action), { "0,3": [1, 0] });
    assertEquals(outcomes(world, 1, 2, action), { "1,2": [1, 0] });
  }
});

Deno.test("gridworld: half the slip to each side, ways to the same cell added up", () => {
  const world = gridworld({ map: MAP, slip: 0.25, steps: 1 });
  assertEquals(outcomes(world, 1, 0, EAST), {
    "0,0": [0.125, -1],
    "1,0": [0.125, -1],
    "1,1": [0.75, -1],
  });
  assertEquals(outcomes(world, 0, 0, NORTH), { "0,0": [0.875, -1], "0,1": [0.125, -1] });
  assertEquals(outcomes(world, 0, 1, SOUTH), {
    "0,0": [0.125, -1],
    "0,1": [0.125, -1],
    "1,1": [0.75, -1],
  });
  // Slipping into the pit from mud: that outcome alone pays the pit's reward.
  assertEquals(outcomes(world, 1, 1, NORTH), {
    "0,1": [0.75, -5],
    "1,0": [0.125, -5],
    "1,2": [0.125, -20],
  });
  const { mdp, stateAt } = world;
  // Three products and two additions below 16.
  assertClose(mdp.reward[stateAt(1, 1) * 4]!, 0.875 * -5 + 0.125 * -20, { atol: 1e-14 });
});

Deno.test("gridworld: a slip of 1 always goes sideways", () => {
  const world = gridworld({ map: "...\n.S.\n...", slip: 1, steps: 1 });
  assertEquals(outcomes(world, 1, 1, NORTH), { "1,0": [0.5, -1], "1,2": [0.5, -1] });
});

Deno.test("gridworld: staying, rewards, prior as asked for", () => {
  const prior = [0.1, 0.2, 0.3, 0.4, 0];
  const world = gridworld({
    map: MAP,
    actions: "five",
    slip: 0.5,
    step: -0.5,
    mud: -Infinity,
    pit: 2,
    prior,
    steps: 2,
  });
  assertEquals(world.mdp.actions.at(-1), "stay");
  assertEquals(outcomes(world, 0, 0, STAY), { "0,0": [1, -0.5] }); // one does not slip standing
  assertEquals(outcomes(world, 1, 1, STAY), { "1,1": [1, -Infinity] });
  assertEquals(outcomes(world, 1, 3, WEST), {
    "0,3": [0.25, -0.5],
    "1,2": [0.5, 2],
    "1,3": [0.25, -0.5],
  });
  for (const { state } of world.cells) {
    assertEquals([...world.mdp.prior.slice(5 * state, 5 * state + 5)], prior);
  }
});

Deno.test("gridworld: reads the same map however it is laid out", () => {
  const plain = gridworld({ map: "S.#G\n.~!S", steps: 3 });
  for (
    const map of [
      MAP,
      "\nS.#G\n.~!S\n",
      "\t\tS.#G\r\n\t\t.~!S\r\n",
      "S.#G   \n.~!S",
      "\n    S.#G\n    .~!S\n  ",
    ]
  ) {
    assertEquals(gridworld({ map, steps: 3 }).mdp, plain.mdp);
  }
});

Deno.test("gridworld: refuses an unknown letter by name and place", () => {
  assertThrows(
    () => gridworld({ map: "S..\n.x.", steps: 1 }),
    RangeError,
    'Cannot build a gridworld: the letter in row 1, column 1 of the map is "x", expected ' +
      "'#' wall, '.' floor, 'S' start, 'G' goal, '~' mud, '!' pit",
  );
  assertThrows(
    () => gridworld({ map: "S g", steps: 1 }),
    RangeError,
    'row 0, column 1 of the map is " "',
  );
  assertThrows(
    () => gridworld({ map: "s.G", steps: 1 }),
    RangeError,
    'row 0, column 0 of the map is "s"',
  );
  assertThrows(() => gridworld({ map: "S🙂.", steps: 1 }), RangeError, "column 1 of the map is");
});

Deno.test("gridworld: refuses ragged rows, maps without a start, and no map at all", () => {
  assertThrows(
    () => gridworld({ map: "S...\n...\n....", steps: 1 }),
    RangeError,
    "Cannot build a gridworld: the length of row 1 is 3, expected 4 as row 0",
  );
  assertThrows(
    () => gridworld({ map: "S.\n\n..", steps: 1 }),
    RangeError,
    "row 1 is 0, expected 2",
  );
  assertThrows(
    () => gridworld({ map: "..G\n...", steps: 1 }),
    RangeError,
    "Cannot build a gridworld: map is \"..G\\n...\", expected an 'S' to start from",
  );
  for (const map of ["", "\n", "   \n  "]) {
    assertThrows(() => gridworld({ map, steps: 1 }), RangeError, "expected an 'S' to start from");
  }
  // @ts-expect-error a map is one text
  assertThrows(() => gridworld({ map: ["S."], steps: 1 }), TypeError, "expected a text");
});

Deno.test("gridworld: refuses layouts that it could only guess at", () => {
  assertThrows(
    () => gridworld({ map: "\t\tS.\n  ..", steps: 1 }),
    RangeError,
    'the indentation of row 1 is "  ", expected "\\t\\t" as row 0, all tabs or all blanks',
  );
  assertThrows(
    () => gridworld({ map: "\n\nS.\n..", steps: 1 }),
    RangeError,
    'row 0 of the map is "", expected a row of letters; at most one empty line may stand before',
  );
});

Deno.test("gridworld: refuses numbers and options that are none", () => {
  const refuses = (spoilt: object, error: ErrorConstructor | typeof ShapeError, words: string) =>
    assertThrows(() => gridworld({ map: MAP, steps: 1, ...spoilt }), error, words);
  refuses({ slip: 1.5 }, RangeError, "slip is 1.5, expected a number in [0, 1]");
  refuses({ slip: -0.1 }, RangeError, "slip is -0.1");
  refuses({ slip: NaN }, RangeError, "slip is NaN");
  refuses({ step: NaN }, RangeError, "step is NaN, expected a finite number, or −∞ for");
  refuses({ mud: Infinity }, RangeError, "mud is Infinity");
  refuses({ pit: "deep" }, TypeError, 'pit is "deep"');
  refuses({ actions: "six" }, RangeError, 'actions is "six", expected one of "four", "five"');
  refuses({ prior: [0.5, 0.5] }, ShapeError, "prior is [2], expected [4]");
  refuses({ prior: [0.5, 0.5, 0.5, 0] }, RangeError, "the sum of prior is 1.5");
  refuses({ slipp: 0.1 }, TypeError, 'an option is "slipp"');
  refuses({ discount: 0.9 }, TypeError, "both steps and discount are given");
  refuses({ steps: undefined }, TypeError, "steps is undefined, expected a whole number");
  const bare = () => gridworld({ map: MAP } as never);
  assertThrows(bare, TypeError, "both steps and discount are left out, expected one of them");
  assertThrows(() => gridworld({ map: MAP, discount: 1 }), RangeError, "give steps instead");
});

Deno.test("gridworld: stateAt refuses walls and places off the map", () => {
  const { stateAt } = gridworld({ map: MAP, steps: 1 });
  const words = (place: string) => `Cannot find a state: the place is [${place}], expected a cell`;
  assertThrows(() => stateAt(0, 2), RangeError, words("0,2"));
  assertThrows(() => stateAt(0, 4), RangeError, words("0,4"));
  assertThrows(() => stateAt(2, 0), RangeError, words("2,0"));
  assertThrows(() => stateAt(-1, 0), RangeError, "row is -1");
});
