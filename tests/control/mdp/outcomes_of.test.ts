import { assertEquals, assertThrows } from "@std/assert";
import { lottery, outcomesOf } from "lib/control";

const TICKET = lottery({ chance: 0.25, prize: 3, loss: 1 });

Deno.test("outcomesOf: the successors of the first and the last row", () => {
  assertEquals(outcomesOf(TICKET, 0, 1), [
    { state: 1, probability: 0.25, reward: 3 },
    { state: 2, probability: 0.75, reward: -1 },
  ]);
  assertEquals(outcomesOf(TICKET, 3, 1), [{ state: 3, probability: 1, reward: 0 }]);
});

Deno.test("outcomesOf: refuses states and actions that there are not", () => {
  const refuses = (state: number, action: number, message: string) =>
    assertThrows(() => outcomesOf(TICKET, state, action), RangeError, message);
  refuses(4, 0, "Cannot list outcomes: state is 4, expected a whole number in [0, 3]");
  refuses(-1, 0, "state is -1");
  refuses(0, 2, "Cannot list outcomes: action is 2, expected a whole number in [0, 1]");
  refuses(0, 0.5, "action is 0.5");
});
