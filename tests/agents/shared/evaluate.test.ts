/** Returns from a grid of starts, and how far critics are from what comes. */
import { assertEquals, assertThrows } from "@std/assert";
import { criticBias, evaluate, sacAgent, spacesOf } from "lib/agents";
import { pendulum, pendulumStart, rollOut, type Start, startAt } from "lib/envs";
import { fold, key, NonFiniteError } from "lib/math";
import { startBackend } from "lib/nn";
import { assertClose } from "../../support/mod.ts";
import { line, lineGrid, lineSpaces, type LineState, notingLearner } from "../toys.ts";

await startBackend();

Deno.test("evaluate: rollOut's returns, one by one, of a real policy on the pendulum", () => {
  const world = pendulum({ stepLimit: 60 }), spaces = spacesOf(world);
  using agent = sacAgent(key(0), spaces, { hidden: [8] });
  const starts = [[0, 0], [3, -1], [-2, 5]].map(([angle, speed]) => pendulumStart(angle!, speed!));
  const torque = (observation: readonly number[]) => [2 * agent.exploit([observation])[0]![0]!];
  for (const maxSteps of [1, 40, 100]) {
    const got = evaluate(key(1), world, { spaces: spaces, exploit: agent.exploit }, {
      starts,
      maxSteps,
    });
    const each = starts.map((start) => {
      return rollOut(key(2), startAt(world, start), torque, maxSteps).return;
    });
    assertClose(got, each, { rtol: 1e-6 }); // a batch may be summed in another order than a row
  }
});

Deno.test("evaluate: a world's chance is of its start and step, and an episode that ended is asked no more", () => {
  const world = line({ noise: 0.4, wall: 1 }), root = key(5);
  const starts = [0, 0.9, -0.9, 0.3].map((x) => ({ state: { x, step: 0 }, observation: [x, 1] }));
  const asked: number[] = [], steps: number[] = [];
  const policy = (observations: readonly (readonly number[])[], step = NaN) => {
    asked.push(observations.length), steps.push(step);
    return observations.map(([x]) => [x! / 2]);
  };
  const got = evaluate(root, world, { spaces: lineSpaces, exploit: policy }, {
    starts,
    maxSteps: 15,
  });
  const lengths: number[] = [];
  const expected = starts.map(({ state: start, observation }, i) => {
    let [total, state, x, running, t] = [0, start, observation[0]!, true, 0];
    for (; t < 15 && running; t++) {
      const step = world.step(state, [x], fold(fold(root, i), t)); // ±2 · x/2
      total += step.reward, state = step.state, x = step.observation[0]!;
      running = step.ending.kind === "running";
    }
    lengths.push(t);
    return total;
  });
  assertEquals(got, expected);
  assertEquals(asked, steps.map((t) => lengths.filter((length) => length > t).length));
  assertEquals(steps, steps.map((_, t) => t));
  assertEquals(steps.length, Math.max(...lengths));
});

Deno.test("evaluate: refuses what is no number, no action, and no length, by name", () => {
  const still = (observations: readonly (readonly number[])[]) => observations.map(() => [0]);
  const beyond = { state: { x: 2, step: 0 }, observation: [2, 1] }; // over with its first step
  const starts = [beyond, ...lineGrid.starts];
  const bad = line({ reward: ({ x, step }) => x > 0 && step === 3 ? NaN : 0, noise: 0 });
  const run = (world: typeof bad, policy = still, maxSteps = 9) =>
    evaluate(key(0), world, { spaces: lineSpaces, exploit: policy }, { starts, maxSteps });
  assertThrows(
    () => run(bad),
    NonFiniteError,
    "Cannot evaluate in line: the reward of episode 2, step 3 is NaN",
  );
  const outside = (observations: readonly unknown[]) => observations.map(() => [1.5]);
  assertThrows(
    () => run(line(), outside),
    RangeError,
    "action[0] is 1.5, expected a number in [-1, 1]",
  );
  assertThrows(() => run(line(), still, 0), RangeError, "maxSteps is 0");
  assertEquals(
    evaluate(key(0), line(), { spaces: lineSpaces, exploit: still }, { starts: [], maxSteps: 3 }),
    [],
  );
});

Deno.test("criticBias: the least critic beside the discounted soft return, in closed form", () => {
  // a = 0.5 is 1 in the box; every step pays 3, and 0.5 · 1.25 nats from the second one on
  const [r, bonus, gamma] = [3, 0.5 * 1.25, 0.9];
  const world = line({ noise: 0, wall: 1.6, reward: (_, [a]) => 3 * a! });
  using learner = notingLearner();
  const starts = [-0.5, 0.5, 1.4].map((x) => ({ state: { x, step: 0 }, observation: [x, 1] }));
  const { estimates, truths } = criticBias(key(0), world, learner, { starts, maxSteps: 12 }, gamma);
  assertEquals(estimates, [2.5, 3, 3]);
  // x grows by 0.25: from −0.5 the wall is passed with the 9th step, from 0.5 the 5th, 1.4 the 1st
  const truth = (n: number) => r + (r + bonus) * (gamma - gamma ** n) / (1 - gamma);
  assertClose(truths, [truth(9), truth(5), truth(1)], { rtol: 1e-12 });
  const short = criticBias(key(0), world, learner, { starts, maxSteps: 3 }, gamma);
  assertClose(short.truths, [truth(3), truth(3), truth(1)], { rtol: 1e-12 });
});

Deno.test("criticBias: a draw of the soft return of the agent's own policy", () => {
  const world = line({ noise: 0.1, wall: 99 }), root = key(8);
  using agent = sacAgent(key(1), lineSpaces, {
    hidden: [8],
    temperature: { kind: "fixed", value: 0.3 },
  });
  const starts: readonly Start<LineState, readonly number[]>[] = lineGrid.starts;
  const grid = { starts, maxSteps: 6 };
  const { estimates, truths } = criticBias(root, world, agent, grid, 0.8);
  const totals = [0, 0], keys = starts.map((_, i) => fold(fold(root, "step"), i));
  let now: typeof starts = starts;
  for (let t = 0; t < 6; t++) {
    const seen = now.map(({ observation }) => observation);
    const { actions, logDensities } = agent.sample(fold(fold(root, "act"), t), seen);
    if (t === 0) {
      const [one, two] = agent.probe.values(seen, actions) as [number[], number[]];
      assertEquals(estimates, one.map((value, i) => Math.min(value, two[i]!)));
    }
    now = now.map(({ state }, i) => {
      const step = world.step(state, [2 * actions[i]![0]!], fold(keys[i]!, t));
      totals[i]! += 0.8 ** t * (step.reward - (t > 0 ? 0.3 * logDensities[i]! : 0));
      return step;
    });
  }
  assertClose(truths, totals, { rtol: 1e-12 });
});

Deno.test("criticBias: refuses a reward that is no number, a discount and a length that are none", () => {
  using learner = notingLearner();
  const bad = line({ reward: ({ step }) => step === 2 ? Infinity : 0, noise: 0 });
  const run = (discount: number, maxSteps: number) =>
    criticBias(key(0), bad, learner, { ...lineGrid, maxSteps }, discount);
  assertThrows(() => run(0.9, 5), NonFiniteError, "the reward of episode 0, step 2 is Infinity");
  assertThrows(() => run(1.1, 5), RangeError, "discount is 1.1");
  assertThrows(() => run(0.9, 0), RangeError, "maxSteps is 0");
});
