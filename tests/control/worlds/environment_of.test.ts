import { assert, assertEquals, assertThrows } from "@std/assert";
import { environmentOf, mdp } from "lib/control";
import { rollOut } from "lib/envs";
import { categorical, fold, key } from "lib/math";
import { endless } from "../endless.ts";
import { range } from "../enumeration.ts";
import { randomWorld } from "../worlds.ts";

/** Whether a share of n draws is within 5 standard errors of its probability. */
function assertShare(share: number, probability: number, n: number): void {
  const error = Math.sqrt(probability * (1 - probability) / n);
  assert(Math.abs(share - probability) <= 5 * error, `${share}, expected ${probability}`);
}

Deno.test("environmentOf: starts and steps come as often as the MDP says, and pay what it says", () => {
  const world = randomWorld(81);
  const environment = environmentOf(mdp(world));
  const n = 20_000;
  const starts = range(n).map((i) => environment.reset(fold(key(1), i)).observation);
  for (const s of range(3)) {
    assertShare(starts.filter((x) => x === s).length / n, world.initial[s]!, n);
    for (const a of range(2)) {
      const root = fold(fold(key(2), s), a);
      const steps = range(n).map((i) => environment.step({ state: s, step: 0 }, a, fold(root, i)));
      for (const next of range(3)) {
        const there = steps.filter((step) => step.observation === next);
        assertShare(there.length / n, world.transition[s]![a]![next]!, n);
        assert(there.every((step) => step.reward === world.reward[s]![a]![next]));
      }
    }
  }
});

Deno.test("environmentOf: it says what its actions and observations are", () => {
  const { name, actions, observations } = environmentOf(mdp(randomWorld(81)));
  assertEquals(name, "an MDP of 3 states");
  assertEquals(actions, { kind: "discrete", count: 2 });
  assertEquals(observations, { kind: "discrete", count: 3 });
});

Deno.test("environmentOf: with a number of steps the last one terminates, and no other", () => {
  const environment = environmentOf(mdp(randomWorld(82)));
  let { state } = environment.reset(key(0));
  const kinds = range(3).map((t) => {
    const step = environment.step(state, 0, key(t));
    state = step.state;
    return step.ending.kind;
  });
  assertEquals(kinds, ["running", "running", "terminated"]);
  const message = "the number of steps taken is 3, expected below 3; the episode is over";
  assertThrows(() => environment.step(state, 0, key(9)), RangeError, message);
});

// 0 → 1 → 2; 2 rests and pays 0; 3 rests and pays −1; 4 pays 0 but may leave
const CHAIN = mdp({
  states: 5,
  actions: 2,
  transition: [1, 2, 2, 3, 4].map((next, s) => {
    const to = (n: number) => range(5).map((k) => k === n ? 1 : 0);
    return [to(next), to(s === 4 ? 0 : next)];
  }),
  reward: [[-1, -1], [-1, -1], [0, 0], [-1, -1], [0, 0]],
  discount: 0.9,
});

Deno.test("environmentOf: with a discount it ends on arriving where it rests and pays 0", () => {
  const environment = environmentOf(CHAIN);
  const endingAfter = (state: number) =>
    environment.step({ state, step: 0 }, 0, key(0)).ending.kind;
  assertEquals(range(5).map(endingAfter), [
    "running",
    "terminated",
    "terminated",
    "running",
    "running",
  ]);
  const episode = rollOut(key(0), environment, () => 0, 100);
  assertEquals(episode.observations, [0, 1, 2]);
  assertEquals(episode.return, -2);
});

Deno.test("environmentOf: with a discount, too, nothing follows the end", () => {
  const environment = environmentOf(CHAIN);
  const { states } = rollOut(key(0), environment, () => 0, 100);
  assertThrows(
    () => environment.step(states.at(-1)!, 0, key(0)),
    RangeError,
    'Cannot step an MDP: the state is "2", expected one that does not end the episode; it is over',
  );
  // begun where it rests, it is over after one step
  const idle = environment.step({ state: 2, step: 0 }, 0, key(0));
  assertEquals([idle.reward, idle.ending.kind], [0, "terminated"]);
  assertThrows(() => environment.step(idle.state, 0, key(0)), RangeError, "it is over");
});

Deno.test("environmentOf: actions that are none, or forbidden, keep no state from resting", () => {
  const ends = (prior: readonly number[], reward: readonly number[]) => {
    const made = mdp({
      states: 2,
      actions: 2,
      transition: [[[0, 1], [0, 1]], [[0, 1], [1, 0]]],
      reward: [[-1, -1], reward],
      prior: [[0.5, 0.5], prior],
      discount: 0.9,
    });
    return environmentOf(made).step({ state: 0, step: 0 }, 0, key(0)).ending.kind;
  };
  assertEquals(ends([0.5, 0.5], [0, -1]), "running");
  assertEquals(ends([1, 0], [0, -1]), "terminated");
  assertEquals(ends([0.5, 0.5], [0, -Infinity]), "terminated");
  assertEquals(ends([1, 0], [-1, 0]), "running"); // it pays
  assertEquals(ends([0.5, 0.5], [-Infinity, -Infinity]), "running"); // a dead end is no rest
});

Deno.test("environmentOf: a time limit truncates, an end at the same step terminates", () => {
  const limited = (timeLimit: number) =>
    rollOut(key(0), environmentOf(CHAIN, { timeLimit }), () => 0, 9);
  assertEquals(limited(1).ending, { kind: "truncated" });
  assertEquals(limited(2).ending, { kind: "terminated" });
  const finite = (timeLimit: number) => {
    const environment = environmentOf(mdp(randomWorld(83)), { timeLimit });
    const { ending, rewards } = rollOut(key(0), environment, () => 0, 9);
    return [ending.kind, rewards.length];
  };
  assertEquals(finite(2), ["truncated", 2]);
  assertEquals(finite(3), ["terminated", 3]);
  assertEquals(finite(4), ["terminated", 3]);
  const over = environmentOf(CHAIN, { timeLimit: 2 });
  assertThrows(() => over.step({ state: 0, step: 2 }, 0, key(0)), RangeError, "expected below 2");
});

Deno.test("environmentOf: pure; the same state, action and key give the same step", () => {
  const environment = environmentOf(endless(randomWorld(84), 0.9));
  const state = { state: 1, step: 5 };
  assertEquals(environment.step(state, 1, key(3)), environment.step(state, 1, key(3)));
  assertEquals(state, { state: 1, step: 5 });
  const others = new Set(range(50).map((i) => environment.step(state, 1, key(i)).observation));
  assert(others.size > 1);
});

Deno.test("environmentOf: mean return of roll-outs is the expected one", () => {
  const world = { ...randomWorld(85), steps: 3 };
  const environment = environmentOf(mdp(world));
  const act = (s: number, key: readonly [number, number]) =>
    categorical(key, world.prior[s]!, 1)[0]!;
  const n = 5000;
  const returns = range(n).map((i) => rollOut(fold(key(6), i), environment, act, 3).return);
  const mean = returns.reduce((a, b) => a + b) / n;
  const deviation = Math.sqrt(returns.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1));
  let here = [...world.initial], expected = 0;
  for (let t = 0; t < 3; t++) {
    const next = [0, 0, 0];
    here.forEach((d, s) =>
      world.prior[s]!.forEach((pi, a) =>
        world.transition[s]![a]!.forEach((p, k) => {
          next[k]! += d * pi * p;
          expected += d * pi * p * world.reward[s]![a]![k]!;
        })
      )
    );
    here = next;
  }
  assert(Math.abs(mean - expected) <= 5 * deviation / Math.sqrt(n));
});

Deno.test("environmentOf: refuses actions that are none, and limits that are none", () => {
  const environment = environmentOf(CHAIN);
  const state = { state: 0, step: 0 };
  const act = (action: number) => () => environment.step(state, action, key(0));
  assertThrows(act(2), RangeError, "action is 2, expected a whole number in [0, 1]");
  assertThrows(act(-1), RangeError, "action is -1");
  assertThrows(act(0.5), RangeError, "action is 0.5");
  assertThrows(act("0" as unknown as number), TypeError, 'action is "0"');
  const from = (state: number) => () => environment.step({ state, step: 0 }, 0, key(0));
  assertThrows(from(99), RangeError, "Cannot step an MDP: state.state is 99, expected a whole");
  for (const timeLimit of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => environmentOf(CHAIN, { timeLimit }),
      RangeError,
      `timeLimit is ${timeLimit}`,
    );
  }
  assertThrows(() => environmentOf(CHAIN, { limit: 3 } as object), TypeError, "limit");
});

Deno.test("environmentOf: what is forbidden stops a roll-out, with the number of its step", () => {
  const trap = mdp({
    states: 2,
    actions: 1,
    transition: [[[0, 1]], [[0, 1]]],
    reward: [[-1], [-Infinity]],
    steps: 5,
  });
  const run = () => rollOut(key(0), environmentOf(trap), () => 0, 5);
  assertThrows(run, RangeError, "the reward of step 1 is -Infinity, expected a finite number");
});
