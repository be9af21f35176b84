import { assertEquals, assertThrows } from "@std/assert";
import { mdp, sparseMdp } from "lib/control";
import { NonFiniteError, ShapeError } from "lib/math";

/** Two states, two actions, everything in order; a test spoils one part of it. */
const FINE = {
  states: 2,
  actions: ["left", "right"],
  transition: [[[1, 0], [0.25, 0.75]], [[0, 1], [0.5, 0.5]]],
  reward: [[-1, -2], [-3, [-4, -6]]],
  steps: 3,
} as const;

Deno.test("mdp: refuses rows that are no distribution, naming them", () => {
  assertThrows(
    () => mdp({ ...FINE, transition: [[[1, 0], [0.25, 0.7]], FINE.transition[1]] }),
    RangeError,
    "Cannot build an MDP: the sum of p(s' | s, a) of (state 0, action 1) is 0.95, " +
      "expected 1 (within 1e-9)",
  );
  assertThrows(
    () => mdp({ ...FINE, transition: [FINE.transition[0], [[0, 1], [1.5, -0.5]]] }),
    RangeError,
    "p(s' | s, a) of (state 1, action 1)[1] is -0.5, expected a probability in [0, 1]",
  );
  assertThrows(
    () => mdp({ ...FINE, transition: [FINE.transition[0], [[0, NaN], [0.5, 0.5]]] }),
    NonFiniteError,
    "transition[1][0][1] is NaN",
  );
  assertThrows(
    () => mdp({ ...FINE, initial: [0.5, 0.4] }),
    RangeError,
    "Cannot build an MDP: the sum of initial is 0.9, expected 1 (within 1e-9)",
  );
  assertThrows(
    () => mdp({ ...FINE, prior: [[1, 0], [0.5, 0.6]] }),
    RangeError,
    "Cannot build an MDP: the sum of prior[1] is 1.1, expected 1 (within 1e-9)",
  );
});

Deno.test("mdp: refuses rewards that are NaN, +∞, or no number", () => {
  const wish = "expected a finite number, or −∞ for what is forbidden";
  assertThrows(
    () => mdp({ ...FINE, reward: [[0, NaN], [0, 0]] }),
    RangeError,
    `Cannot build an MDP: reward[0][1] is NaN, ${wish}`,
  );
  assertThrows(
    () => mdp({ ...FINE, reward: [[0, 0], [0, [0, Infinity]]] }),
    RangeError,
    `Cannot build an MDP: the reward of (state 1, action 1) to 1 is Infinity, ${wish}`,
  );
  const { transition: _t, reward: _r, ...frame } = FINE;
  for (const reward of ["5", null, undefined, 5n]) {
    const outcomes = () => [{ state: 0, probability: 1, reward: reward as unknown as number }];
    assertThrows(
      () => sparseMdp({ ...frame, outcomes }),
      TypeError,
      "the reward of (state 0, action 0) to 0 is",
    );
  }
});

Deno.test("mdp: refuses tables of another size", () => {
  const said = (spoilt: object) => {
    try {
      mdp({ ...FINE, ...spoilt } as unknown as Parameters<typeof mdp>[0]);
    } catch (error) {
      if (error instanceof ShapeError) return error.message.replace("Cannot build an MDP: ", "");
      throw error;
    }
    return "nothing";
  };
  const { transition, reward } = FINE;
  assertEquals(said({ transition: [transition[0]] }), "transition is [1], expected [2]");
  assertEquals(said({ reward: [reward[0]] }), "reward is [1], expected [2]");
  assertEquals(
    said({ transition: [transition[0], [[0, 1]]] }),
    "transition[1] is [1], expected [2]",
  );
  assertEquals(
    said({ transition: [[[1, 0, 0], [0, 1]], transition[1]] }),
    "transition[0][0] is [3], expected [2]",
  );
  assertEquals(said({ reward: [[0], [0, 0]] }), "reward[0] is [1], expected [2]");
  assertEquals(said({ reward: [[0, [1]], [0, 0]] }), "reward[0][1] is [1], expected [2]");
  assertEquals(said({ initial: [1] }), "initial is [1], expected [2]");
  assertEquals(said({ prior: [[1, 0]] }), "prior is [1], expected [2]");
  assertEquals(said({ prior: [[1, 0], [1]] }), "prior[1] is [1], expected [2]");
  assertEquals(said({ states: [] }), "states is [0], expected at least one entry");
});

Deno.test("mdp: refuses what is of the wrong kind", () => {
  const refuses = (spoilt: object, words: string) =>
    assertThrows(
      () => mdp({ ...FINE, ...spoilt } as unknown as Parameters<typeof mdp>[0]),
      TypeError,
      words,
    );
  refuses({ transition: 3 }, "Cannot build an MDP: transition is 3, expected a list");
  refuses({ transition: [[1, 0], [0, 1]] }, "transition[0][0] is 1, expected a vector");
  refuses({ reward: "none" }, 'reward is "none", expected a list');
  refuses({ reward: [["0", 0], [0, 0]] }, 'reward[0][0] is "0", expected a finite number, or −∞');
  refuses({ states: "two" }, 'states is "two", expected a whole number');
  refuses({ actions: ["left", 5] }, "actions[1] is 5, expected a text");
  refuses({ prior: [0.5, 0.5] }, "prior[0] is 0.5, expected");
  refuses({ gamma: 0.9 }, 'an option is "gamma", expected one of states, actions, initial, prior');
  assertThrows(
    () => mdp(null as unknown as Parameters<typeof mdp>[0]),
    TypeError,
    "Cannot build an MDP: tables is null",
  );
});

Deno.test("mdp: refuses counts and names that are none", () => {
  assertThrows(() => mdp({ ...FINE, states: 0 }), RangeError, "states is 0, expected a whole");
  assertThrows(() => mdp({ ...FINE, states: 1.5 }), RangeError, "states is 1.5, expected a whole");
  assertThrows(
    () => mdp({ ...FINE, states: ["x", "x"] }),
    RangeError,
    'Cannot build an MDP: states[1] is "x", expected a name unlike states[0]',
  );
});

Deno.test("sparseMdp: refuses successors that are no states, and lists that are none", () => {
  const of = (outcomes: unknown) => () =>
    sparseMdp({ states: 2, actions: 1, outcomes: outcomes as () => [], steps: 1 });
  const to = (state: number) => of(() => [{ state, probability: 1, reward: 0 }]);
  const words = (got: number) =>
    `a successor of (state 0, action 0) is ${got}, expected a state in [0, 1]`;
  for (const state of [2, -1, 0.5, NaN]) assertThrows(to(state), RangeError, words(state));
  assertThrows(
    of(() => []),
    ShapeError,
    "outcomes of (state 0, action 0) is [0], expected at least",
  );
  assertThrows(of(() => 3), TypeError, "outcomes of (state 0, action 0) is 3, expected a list");
  assertThrows(
    of([]),
    TypeError,
    "Cannot build an MDP: outcomes is [], expected a function of state and action",
  );
});

Deno.test("sparseMdp: refuses outcomes that are none, naming them", () => {
  for (const outcome of [null, 3, undefined]) {
    assertThrows(
      () => sparseMdp({ states: 1, actions: 1, steps: 1, outcomes: () => [outcome as never] }),
      TypeError,
      `Cannot build an MDP: outcomes of (state 0, action 0)[0] is ${outcome}, expected a { state,`,
    );
  }
});
