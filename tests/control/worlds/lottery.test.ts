import { assertEquals, assertThrows } from "@std/assert";
import { lottery, posteriorInitial, posteriorMessages, posteriorPolicy } from "lib/control";
import { assertClose } from "../../support/mod.ts";

Deno.test("lottery: one decision, a reward for each outcome", () => {
  const ticket = lottery({ chance: 0.25, prize: 10, loss: 2 });
  assertEquals(ticket.states, ["start", "won", "lost", "home"]);
  assertEquals(ticket.actions, ["skip", "buy"]);
  assertEquals(ticket.horizon, { kind: "finite", steps: 1 });
  assertEquals([...ticket.initial], [1, 0, 0, 0]);
  assertEquals([...ticket.outcomes.offsets.slice(0, 3)], [0, 1, 3]);
  assertEquals([...ticket.outcomes.successor], [3, 1, 2, 1, 1, 2, 2, 3, 3]); // ends stay ends
  assertEquals([...ticket.outcomes.probability.slice(0, 3)], [1, 0.25, 0.75]);
  assertEquals([...ticket.outcomes.reward.slice(0, 3)], [0, 10, -2]);
  assertEquals([...ticket.reward], [0, 1, 0, 0, 0, 0, 0, 0]);
});

Deno.test("lottery: more steps change nothing, for all ends pay 0", () => {
  const [one, four] = [1, 4].map((steps) =>
    posteriorMessages(lottery({ chance: 0.25, prize: 1, loss: 2, steps }))
  );
  assertClose(four!.logEvidence, one!.logEvidence, { atol: 1e-15 });
});

Deno.test("lottery: a sure win and a sure loss are deterministic", () => {
  assertEquals([...lottery({ chance: 1, prize: 5, loss: 2 }).outcomes.successor.slice(0, 2)], [
    3,
    1,
  ]);
  assertEquals([...lottery({ chance: 0, prize: 5, loss: 2 }).outcomes.successor.slice(0, 2)], [
    3,
    2,
  ]);
});

Deno.test("lottery: the posterior buys where the average says skip", () => {
  // buy: 0.01 e^(r/α) of the prize; the average is −890.
  const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
  assertEquals(ticket.reward[1], 0.01 * 10_000 + 0.99 * -1000);
  const messages = posteriorMessages(ticket);
  assertEquals([...posteriorPolicy(ticket, messages)[0]!.slice(0, 2)], [0, 1]);
  assertEquals([...posteriorInitial(ticket, messages)], [1, 0, 0, 0]);
});

Deno.test("lottery: refuses chances and stakes that are none", () => {
  const fine = { chance: 0.5, prize: 1, loss: 1 };
  const refuses = (spoilt: object, error: ErrorConstructor, words: string) =>
    assertThrows(() => lottery({ ...fine, ...spoilt }), error, words);
  refuses(
    { chance: 1.1 },
    RangeError,
    "Cannot build a lottery: chance is 1.1, expected a number in [0, 1]",
  );
  refuses({ chance: -0.1 }, RangeError, "chance is -0.1");
  refuses({ chance: undefined }, TypeError, "chance is undefined");
  refuses({ prize: -1 }, RangeError, "prize is -1, expected a number of at least 0");
  refuses({ loss: -1000 }, RangeError, "loss is -1000, expected a number of at least 0");
  refuses({ loss: Infinity }, RangeError, "loss is Infinity");
  refuses({ steps: 0 }, RangeError, "steps is 0");
  refuses({ price: 5 }, TypeError, 'an option is "price"');
});
