import { assertEquals } from "@std/assert";
import { mdp, sparseMdp } from "lib/control";
import { assertClose } from "../../support/mod.ts";

/** Two states, two actions, everything in order. */
const FINE = {
  states: 2,
  actions: ["left", "right"],
  transition: [[[1, 0], [0.25, 0.75]], [[0, 1], [0.5, 0.5]]],
  reward: [[-1, -2], [-3, [-4, -6]]],
  steps: 3,
} as const;

Deno.test("mdp: packs tables row by row, without what cannot happen", () => {
  const made = mdp(FINE);
  assertEquals(made.states, ["0", "1"]);
  assertEquals(made.actions, ["left", "right"]);
  assertEquals(made.horizon, { kind: "finite", steps: 3 });
  assertEquals([...made.initial], [1, 0]);
  assertEquals([...made.prior], [0.5, 0.5, 0.5, 0.5]);
  assertEquals([...made.outcomes.offsets], [0, 1, 3, 4, 6]);
  assertEquals([...made.outcomes.successor], [0, 0, 1, 1, 0, 1]);
  assertEquals([...made.outcomes.probability], [1, 0.25, 0.75, 1, 0.5, 0.5]);
  assertEquals([...made.outcomes.reward], [-1, -2, -2, -3, -4, -6]);
  assertEquals([...made.reward], [-1, -2, -3, -5]);
});

Deno.test("mdp and sparseMdp: write the same world", () => {
  const { transition: _t, reward: _r, ...frame } = FINE;
  const sparse = sparseMdp({
    ...frame,
    outcomes: (s, a) =>
      [0, 1].map((state) => ({
        state,
        probability: FINE.transition[s]![a]![state]!,
        reward: [[-1, -2], [-3, state === 0 ? -4 : -6]][s]![a]!,
      })),
  });
  assertEquals(sparse, mdp(FINE));
});

Deno.test("mdp: keeps no hold of what it was given", () => {
  const initial = Float64Array.of(0.5, 0.5);
  const prior = [[1, 0], [0, 1]];
  const names = ["a", "b"];
  const made = mdp({ ...FINE, states: names, initial, prior });
  initial[0] = 9;
  prior[0]![0] = 9;
  names[0] = "z";
  assertEquals([...made.initial], [0.5, 0.5]);
  assertEquals([...made.prior], [1, 0, 0, 1]);
  assertEquals(made.states, ["a", "b"]);
});

Deno.test("mdp: forbidden outcomes make the average −∞, impossible ones do not", () => {
  const made = mdp({
    states: 2,
    actions: 2,
    transition: [[[0.5, 0.5], [1, 0]], [[0, 1], [0, 1]]],
    reward: [[[0, -Infinity], [-1, -Infinity]], [-Infinity, 0]],
    discount: 0,
  });
  assertEquals([...made.reward], [-Infinity, -1, -Infinity, 0]);
  assertEquals(made.horizon, { kind: "discounted", discount: 0 });
});

Deno.test("mdp: what is impossible needs no reward", () => {
  const made = mdp({
    ...FINE,
    reward: [[[-1, NaN], -2], [[Infinity, -3], -4]],
  });
  assertEquals([...made.reward], [-1, -2, -3, -4]);
});

Deno.test("mdp: unreachable and absorbing states, and rows off by rounding, are fine", () => {
  const tenth = new Array(10).fill(0.1); // sums to 0.9999999999999999
  const made = mdp({
    states: 10,
    actions: 1,
    initial: tenth,
    transition: new Array(10).fill([tenth]),
    reward: new Array(10).fill([0]),
    discount: 0.5,
  });
  assertClose(made.outcomes.probability, new Array(100).fill(0.1)); // as given, not rescaled
});

Deno.test("sparseMdp: large worlds stay sparse; a successor may stand twice", () => {
  const size = 50_000;
  const ring = sparseMdp({
    states: size,
    actions: 2,
    outcomes: (s, a) => [{ state: (s + a) % size, probability: 1, reward: -1 }],
    discount: 0.9,
  });
  assertEquals(ring.outcomes.successor.length, 2 * size);
  const twice = sparseMdp({
    states: 1,
    actions: 1,
    outcomes: () => [
      { state: 0, probability: 0.25, reward: 0 },
      { state: 0, probability: 0.75, reward: -4 },
    ],
    steps: 1,
  });
  assertEquals([...twice.reward], [-3]);
});
