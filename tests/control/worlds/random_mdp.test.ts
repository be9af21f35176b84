import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { randomMdp } from "lib/control";
import { fold, key, uniform } from "lib/math";
import { assertClose } from "../../support/mod.ts";

const SIZE = { states: 30, actions: 3, successors: 4 } as const;

Deno.test("randomMdp: has the size asked for, distributions, and rewards in (−1, 0]", () => {
  const { outcomes, reward, prior, initial, horizon } = randomMdp(key(1), { ...SIZE, steps: 7 });
  assertEquals(horizon, { kind: "finite", steps: 7 });
  assertEquals(outcomes.successor.length, 30 * 3 * 4);
  for (let row = 0; row < 90; row++) {
    assertEquals([outcomes.offsets[row], outcomes.offsets[row + 1]], [4 * row, 4 * row + 4]);
    const next = [...outcomes.successor.slice(4 * row, 4 * row + 4)];
    assertEquals(next, [...new Set(next)].sort((a, b) => a - b)); // different, ascending
    const sum = outcomes.probability.slice(4 * row, 4 * row + 4).reduce((a, b) => a + b);
    assertClose(sum, 1, { atol: 1e-15 }); // four quotients rounded
    const pay = new Set(outcomes.reward.slice(4 * row, 4 * row + 4));
    assertEquals(pay.size, 1);
    assertClose(reward[row]!, [...pay][0]!, { atol: 1e-15 });
  }
  assert(reward.every((r) => r > -1 && r <= 0));
  assert(prior.every((p) => p === 1 / 3) && initial.every((p) => p === 1 / 30));
});

Deno.test("randomMdp: the same for the same key, another for another", () => {
  const made = randomMdp(key(2), { ...SIZE, discount: 0.9 });
  assertEquals(randomMdp(key(2), { ...SIZE, discount: 0.9 }), made);
  assertNotEquals(randomMdp(key(3), { ...SIZE, discount: 0.9 }).outcomes, made.outcomes);
  assertEquals(randomMdp(key(2), { ...SIZE, steps: 3 }).outcomes, made.outcomes);
});

Deno.test("randomMdp: rewards are drawn with a key of their own", () => {
  const { reward } = randomMdp(key(7), { ...SIZE, successors: 1, steps: 1 });
  const own = uniform(fold(key(7), "rewards"), 90);
  assertEquals([...reward], [...own].map((u) => -u)); // one successor, nothing to average
});

Deno.test("randomMdp: every set of successors is equally likely", () => {
  const counts = new Map<string, number>();
  const draws = 200;
  for (let i = 0; i < draws; i++) {
    const options = { states: 5, actions: 3, successors: 2, steps: 1 };
    const { successor } = randomMdp(fold(key(4), i), options).outcomes;
    for (let n = 0; n < successor.length; n += 2) {
      const name = `${successor[n]} ${successor[n + 1]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  assertEquals(counts.size, 10);
  // 3,000 draws of 10 sets: a standard deviation of √(3000 · 0.09) = 16.4; five of them.
  for (const count of counts.values()) assertClose(count, 300, { atol: 82 });
});

Deno.test("randomMdp: probabilities are uniform on the simplex", () => {
  const options = { states: 500, actions: 4, successors: 3, steps: 1 };
  const { probability } = randomMdp(key(5), options).outcomes;
  const first = Array.from({ length: 2000 }, (_, row) => probability[3 * row]!);
  const mean = first.reduce((a, b) => a + b) / 2000;
  const square = first.reduce((sum, p) => sum + p * p, 0) / 2000;
  // Beta(1, 2): mean 1/3, variance 1/18, E p² = 1/6, Var p² = 1/15 − 1/36; five standard errors.
  assertClose(mean, 1 / 3, { atol: 5 * Math.sqrt(1 / 18 / 2000) });
  assertClose(square, 1 / 6, { atol: 5 * Math.sqrt((1 / 15 - 1 / 36) / 2000) });
});

Deno.test("randomMdp: all states as successors, one state, 10,000 states", () => {
  const full = randomMdp(key(6), { states: 4, actions: 1, successors: 4, steps: 1 });
  assertEquals([...full.outcomes.successor.slice(0, 4)], [0, 1, 2, 3]);
  const one = randomMdp(key(6), { states: 1, actions: 1, successors: 1, steps: 1 });
  assertEquals([...one.outcomes.probability], [1]);
  const large = randomMdp(key(6), { states: 10_000, actions: 4, successors: 8, discount: 0.95 });
  assertEquals(large.outcomes.successor.length, 320_000);
});

Deno.test("randomMdp: refuses sizes and keys that are none", () => {
  const refuses = (spoilt: object, error: ErrorConstructor, words: string) =>
    assertThrows(() => randomMdp(key(1), { ...SIZE, steps: 1, ...spoilt }), error, words);
  refuses({ states: 0 }, RangeError, "Cannot build a random MDP: states is 0");
  refuses({ actions: 1.5 }, RangeError, "actions is 1.5");
  refuses({ successors: 31 }, RangeError, "successors is 31, expected a whole number in [1, 30]");
  refuses({ successors: 0 }, RangeError, "successors is 0");
  refuses({ branching: 2 }, TypeError, 'an option is "branching"');
  refuses({ discount: 0.9 }, TypeError, "both steps and discount are given");
  // @ts-expect-error a seed is no key
  assertThrows(() => randomMdp(1, { ...SIZE, steps: 1 }), TypeError);
});
