import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { type Environment, rollOut } from "lib/envs";
import { fold, type Key, key, normal, uniform } from "lib/math";

/** A point that is pushed, with noise; vectors as observations, a box as actions. */
function point(
  overrides: Partial<Environment<readonly number[], readonly number[], Float32Array>> = {},
) {
  const seen = (state: readonly number[]) => Float32Array.from(state);
  const environment: Environment<readonly number[], readonly number[], Float32Array> = {
    name: "point",
    actions: { kind: "box", low: [-1], high: [1] },
    observations: { kind: "vector", size: 2 },
    reset: (key) => {
      const state = [...normal(key, 1), 0];
      return { state, observation: seen(state) };
    },
    step: ([x, t], [push], key) => {
      const state = [x! + push! + 0.1 * normal(key, 1)[0]!, t! + 1];
      const ending = { kind: state[1]! >= 4 ? "truncated" : "running" } as const;
      return { state, observation: seen(state), reward: -Math.abs(state[0]!), ending };
    },
    ...overrides,
  };
  return environment;
}

const wander = (_: Float32Array, key: Key) => [uniform(key, 1, -1, 1)[0]!];

Deno.test("rollOut: an episode as plain data, until it ends", () => {
  const episode = rollOut(key(1), point(), wander, 100);
  assertEquals(episode.ending, { kind: "truncated" });
  assertEquals(episode.actions.length, 4);
  assertEquals(episode.rewards.length, 4);
  assertEquals(episode.states.length, 5);
  assertEquals(episode.observations.length, 5);
  assertEquals(episode.states.map(([, t]) => t), [0, 1, 2, 3, 4]);
  assertEquals(episode.return, episode.rewards.reduce((a, b) => a + b, 0));
  assertEquals(episode.rewards, episode.states.slice(1).map(([x]) => -Math.abs(x!)));
});

Deno.test("rollOut: stops looking after maxSteps, and says that the episode goes on", () => {
  const episode = rollOut(key(1), point(), wander, 3);
  assertEquals(episode.ending, { kind: "running" });
  assertEquals(episode.actions.length, 3);
  assertEquals(episode.states, rollOut(key(1), point(), wander, 4).states.slice(0, 4));
});

Deno.test("rollOut: pure by key; each consumer has its own", () => {
  assertEquals(rollOut(key(2), point(), wander, 9), rollOut(key(2), point(), wander, 9));
  assertNotEquals(
    rollOut(key(2), point(), wander, 9).states,
    rollOut(key(3), point(), wander, 9).states,
  );
  const keys: [string, Key][] = [];
  const watched = point({
    reset: (key) => {
      keys.push(["reset", key]);
      return point().reset(key);
    },
    step: (state, action, key) => {
      keys.push(["step", key]);
      return point().step(state, action, key);
    },
  });
  const watch = (seen: Float32Array, key: Key) => {
    keys.push(["act", key]);
    return wander(seen, key);
  };
  rollOut(key(4), watched, watch, 2);
  const of = (name: string, t: number) => [name, fold(fold(key(4), name), t)] as [string, Key];
  const reset: [string, Key] = ["reset", fold(key(4), "reset")];
  assertEquals(keys, [reset, of("act", 0), of("step", 0), of("act", 1), of("step", 1)]);
});

Deno.test("rollOut: the policy is told the step, from 0", () => {
  const told: number[] = [];
  const byStep = (_seen: Float32Array, _key: Key, step: number) => {
    told.push(step);
    return [step % 2 === 0 ? 1 : -1];
  };
  const { actions } = rollOut(key(5), point(), byStep, 3);
  assertEquals(told, [0, 1, 2]);
  assertEquals(actions, [[1], [-1], [1]]);
});

Deno.test("rollOut: a reward that is not finite stops it, with the number of the step", () => {
  for (const bad of [NaN, -Infinity, Infinity]) {
    const broken = point({
      step: (state, action, key) => {
        const step = point().step(state, action, key);
        return state[1] === 2 ? { ...step, reward: bad } : step;
      },
    });
    const message =
      `Cannot go on in point: the reward of step 2 is ${bad}, expected a finite number`;
    assertThrows(() => rollOut(key(0), broken, wander, 9), RangeError, message);
  }
});

Deno.test("rollOut: an action out of range is refused before the step is taken", () => {
  let taken = 0;
  const counting = point({
    step: (state, action, key) => {
      taken++;
      return point().step(state, action, key);
    },
  });
  const pushy = (seen: Float32Array) => [seen[1] === 1 ? 1.5 : 0];
  const message = "Cannot take step 1 in point: action[0] is 1.5, expected a number in [-1, 1]";
  assertThrows(() => rollOut(key(0), counting, pushy, 9), RangeError, message);
  assertEquals(taken, 1);
});

Deno.test("rollOut: refuses keys and lengths that are none", () => {
  const bad = 3 as unknown as Key;
  assertThrows(() => rollOut(bad, point(), wander, 9), TypeError, "Cannot roll out: key is 3");
  for (const steps of [0, -1, 2.5, NaN]) {
    assertThrows(() => rollOut(key(0), point(), wander, steps), RangeError, `maxSteps is ${steps}`);
  }
});
