import { assertEquals, assertThrows } from "@std/assert";
import { type Length, mdp } from "lib/control";
import { NonFiniteError } from "lib/math";

/** The smallest world, with a horizon as given. */
const lasting = (given: object) =>
  mdp({
    states: 1,
    actions: 1,
    transition: [[[1]]],
    reward: [[0]],
    ...(given as Length),
  }).horizon;

Deno.test("horizon: steps or discount", () => {
  assertEquals(lasting({ steps: 1 }), { kind: "finite", steps: 1 });
  assertEquals(lasting({ steps: 1e6 }), { kind: "finite", steps: 1e6 });
  assertEquals(lasting({ discount: 0 }), { kind: "discounted", discount: 0 });
  assertEquals(lasting({ discount: 0.999 }), { kind: "discounted", discount: 0.999 });
});

Deno.test("horizon: refuses both and neither", () => {
  assertThrows(
    () => lasting({ steps: 3, discount: 0.9 }),
    TypeError,
    "Cannot build an MDP: both steps and discount are given, expected one of them",
  );
  assertThrows(
    () => lasting({}),
    TypeError,
    "Cannot build an MDP: both steps and discount are left out, expected one of them",
  );
});

Deno.test("horizon: refuses a discount of 1, and says what to do instead", () => {
  assertThrows(
    () => lasting({ discount: 1 }),
    RangeError,
    "Cannot build an MDP: discount is 1, expected below 1; " +
      "rewards that never fade need an end: give steps instead",
  );
});

Deno.test("horizon: refuses numbers out of range, and what is no number", () => {
  assertThrows(
    () => lasting({ discount: 1.1 }),
    RangeError,
    "discount is 1.1, expected a number in",
  );
  assertThrows(() => lasting({ discount: -0.1 }), RangeError, "discount is -0.1");
  assertThrows(() => lasting({ discount: NaN }), NonFiniteError, "discount is NaN");
  assertThrows(() => lasting({ discount: "0.9" }), TypeError, 'discount is "0.9"');
  assertThrows(
    () => lasting({ steps: 0 }),
    RangeError,
    "steps is 0, expected a whole number in [1, 1000000]",
  );
  assertThrows(() => lasting({ steps: 1e12 }), RangeError, "Cannot build an MDP: steps is 1000000");
  assertThrows(() => lasting({ steps: 2.5 }), RangeError, "steps is 2.5");
  assertThrows(() => lasting({ steps: Infinity }), RangeError, "steps is Infinity");
  assertThrows(() => lasting({ steps: "3" }), TypeError, 'steps is "3"');
});
