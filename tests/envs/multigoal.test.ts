import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  multigoal,
  multigoalGoals,
  type MultigoalOptions,
  multigoalStart,
  rollOut,
} from "lib/envs";
import { key, split, uniform } from "lib/math";
import { assertClose, spreadOf } from "../support/mod.ts";
import { correlation } from "./uniformity.ts";

/** What one step must be, goal by goal and case by case; nothing of lib. */
function oracle(x: number, y: number, right: number, up: number) {
  const bounded = (each: number) => each > 7 ? 7 : each < -7 ? -7 : each;
  const [toX, toY] = [bounded(x + right), bounded(y + up)];
  let nearest = Infinity;
  for (const [gx, gy] of [[5, 0], [-5, 0], [0, 5], [0, -5]] as const) {
    nearest = Math.min(nearest, Math.hypot(toX - gx, toY - gy));
  }
  const isThere = nearest < 1;
  const cost = 30 * Math.hypot(right, up) ** 2 + nearest ** 2;
  return { x: toX, y: toY, reward: (isThere ? 10 : 0) - cost, isThere };
}

/** Thousandths, spread evenly: fast-check's own doubles crowd about 0. */
const within = (most: number) =>
  fc.integer({ min: -1000 * most, max: 1000 * most }).map((each) => each / 1000);
const cases = fc.record({ x: within(7), y: within(7), right: within(1), up: within(1) });

Deno.test("multigoal: is the paper's plane, step by step", () => {
  let arrivals = 0;
  fc.assert(
    fc.property(cases, ({ x, y, right, up }) => {
      const step = multigoal().step(multigoalStart(x, y).state, [right, up], key(0));
      const expected = oracle(x, y, right, up);
      assertEquals(step.observation, [expected.x, expected.y]);
      // hypot, squared: a last digit of at most 100
      assertClose(step.reward, expected.reward, { atol: 1e-12 });
      assertEquals(step.ending.kind, expected.isThere ? "terminated" : "running");
      if (expected.isThere) arrivals++;
      assertEquals(step, multigoal().step(multigoalStart(x, y).state, [right, up], key(1)));
    }),
    { numRuns: 2000, seed: 1 },
  );
  assert(arrivals > 20, `only ${arrivals} arrivals were compared`);
});

Deno.test("multigoal: places of interest", () => {
  const from = (x: number, y: number, action: readonly number[]) => {
    const { reward, ending, observation } = multigoal().step(
      multigoalStart(x, y).state,
      action,
      key(0),
    );
    return { reward, kind: ending.kind, observation };
  };
  // a distance of exactly 1 is not there yet
  assertEquals(from(3.5, 0, [0.5, 0]), {
    reward: -30 * 0.25 - 1,
    kind: "running",
    observation: [4, 0],
  });
  assertEquals(from(0, -3.5, [0, -0.75]), {
    reward: -30 * 0.5625 - 0.5625 + 10,
    kind: "terminated",
    observation: [0, -4.25],
  });
  // the edge holds, the effort is paid all the same
  assertEquals(from(7, 7, [1, 1]), { reward: -60 - 53, kind: "running", observation: [7, 7] });
  // in the middle all goals are 5 away
  assertEquals(from(0, 0, [0, 0]).reward, -25);
});

Deno.test("multigoal: a quarter turn of everything changes nothing", () => {
  fc.assert(
    fc.property(cases, ({ x, y, right, up }) => {
      const one = multigoal().step(multigoalStart(x, y).state, [right, up], key(0));
      const turned = multigoal().step(multigoalStart(-y, x).state, [-up, right], key(0));
      assertClose(turned.reward, one.reward, { atol: 1e-12 }); // sums in another order
      assertEquals(turned.ending, one.ending);
    }),
    { numRuns: 300 },
  );
});

Deno.test("multigoal: starts are normal about the middle with deviation 0.1", () => {
  const states = split(key(1), 4000).map((each) => multigoal().reset(each).state);
  for (const axis of ["x", "y"] as const) {
    const values = states.map((each) => each[axis]);
    const { mean, standardError } = spreadOf(values);
    assert(Math.abs(mean) < 5 * standardError);
    const square = spreadOf(values.map((each) => each * each));
    assert(Math.abs(square.mean - 0.01) < 5 * square.standardError);
    const inside = spreadOf(values.map((each) => Math.abs(each) < 0.1 ? 1 : 0));
    assert(Math.abs(inside.mean - 0.6827) < 5 * inside.standardError); // a normal one's share
  }
  const [x, y] = [states.map((each) => each.x), states.map((each) => each.y)];
  assert(Math.abs(correlation(x, y)) < 5 / Math.sqrt(4000));
});

Deno.test("multigoal: options change the rewards, the start and the limit", () => {
  const free = multigoal({ goalReward: 3, actionCost: 0, distanceCost: 2, stepLimit: 4 });
  const { reward } = free.step(multigoalStart(4, 0).state, [0.5, 0], key(0));
  assertEquals(reward, 3 - 2 * 0.25);
  const episode = rollOut(key(0), multigoal({ startDeviation: 0, stepLimit: 4 }), () => [0, 0], 99);
  assertEquals(episode.states[0], { x: 0, y: 0, step: 0 });
  assertEquals([episode.ending.kind, episode.return], ["truncated", -100]);
  assertEquals(rollOut(key(0), multigoal(), () => [0, 0], 99).actions.length, 30);
});

Deno.test("multigoal: an episode stays in the plane, and ends at a goal", () => {
  const policy = (seen: readonly number[], key: readonly [number, number]) => {
    const [nearX, nearY] = multigoalGoals[uniform(key, 1)[0]! < 0.9 ? 0 : 1]!;
    return [Math.sign(nearX - seen[0]!), Math.sign(nearY - seen[1]!) * 0.3];
  };
  const { observations, ending } = rollOut(key(4), multigoal(), policy, 30);
  assertEquals(ending.kind, "terminated");
  const [x, y] = observations.at(-1)!;
  assert(Math.hypot(x! - 5, y!) < 1);
});

Deno.test("multigoal: refuses what it cannot do", () => {
  const { state } = multigoalStart(0, 0);
  const step = (from: typeof state, action: readonly number[] = [0, 0]) =>
    multigoal().step(from, action, key(0));
  const refuses = (attempt: () => unknown, words: string) =>
    assertThrows(attempt, Error, `Cannot ${words}`);
  refuses(() => step(state, [0, 1.1]), "step multigoal: action[1] is 1.1");
  refuses(() => step(state, [0]), "step multigoal: action is [1], expected [2]");
  refuses(() => step({ ...state, step: 30 }), "step multigoal: the number of steps taken is 30");
  refuses(() => step({ x: 5, y: 0.5, step: 3 }), "step multigoal: the state is [5,0.5]");
  refuses(() => step({ ...state, x: NaN }), "step multigoal: state.x is NaN");
  refuses(() => multigoalStart(0, 7.5), "start multigoal: y is 7.5");
  refuses(
    () => multigoal({ sigma: 1 } as MultigoalOptions),
    'make multigoal: an option is "sigma"',
  );
  refuses(() => multigoal({ actionCost: -1 }), "make multigoal: actionCost is -1");
});

Deno.test("multigoal: with goals of one's own, only they pay, end, and count as near", () => {
  const left = multigoal({ goals: [[-5, 0]] });
  const passed = left.step(multigoalStart(4, 0).state, [1, 0], key(0)); // where a goal would be
  assertEquals([passed.reward, passed.ending.kind], [-30 - 100, "running"]);
  const there = left.step(multigoalStart(-4.5, 0).state, [-0.5, 0], key(0));
  assertEquals([there.reward, there.ending.kind], [-30 * 0.25 + 10, "terminated"]);
  assertThrows(() => multigoal({ goals: [[0, 9]] }), RangeError, "goals");
  assert(left.name !== multigoal().name);
});
