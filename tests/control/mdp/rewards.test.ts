import { assertEquals, assertThrows } from "@std/assert";
import {
  foldPrior,
  mdp,
  posteriorDynamics,
  posteriorMessages,
  posteriorPolicy,
  shiftRewards,
  stateMarginals,
  trajectories,
  trajectoryPosterior,
} from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { range } from "../enumeration.ts";
import { everyCase, randomWorld } from "../worlds.ts";

// Numbers up to some tens, rounded some ten times.
const ROUNDING = { atol: 1e-12 };

Deno.test("shiftRewards: adds to every outcome and average, −∞ stays", () => {
  const world = randomWorld(71, 2, 2, 2);
  const reward = [[[-1, -Infinity], [2, 3]], [[0, 0], [0.5, 1]]];
  const made = mdp({ ...world, reward });
  const shifted = shiftRewards(made, -2.5);
  assertEquals([...shifted.outcomes.reward], [-3.5, -Infinity, -0.5, 0.5, -2.5, -2.5, -2, -1.5]);
  assertEquals(shifted.reward[0], -Infinity);
  assertClose(shifted.reward.slice(1), made.reward.slice(1).map((r) => r - 2.5), { atol: 1e-15 });
  assertEquals(made.outcomes.reward[0], -1); // the original is as it was
  assertEquals(shifted.outcomes.probability, made.outcomes.probability);
});

Deno.test("shiftRewards: moves returns and evidence by T c/α, and no probability of a path", () => {
  everyCase((world, temperature) => {
    const [before, after] = [mdp(world), shiftRewards(mdp(world), 1.5)].map((made) => {
      const list = trajectories(made);
      return { list, ...trajectoryPosterior(list, { temperature }) };
    });
    assertClose(
      after!.list.map((each) => each.return),
      before!.list.map((each) => each.return + world.steps * 1.5),
      ROUNDING,
    );
    assertClose(after!.probability, before!.probability, ROUNDING);
    const moved = before!.logEvidence + world.steps * 1.5 / temperature;
    assertClose(after!.logEvidence, moved, ROUNDING);
  });
});

Deno.test("shiftRewards: adding to all but the goal is no shift, once episodes may end early", () => {
  // From the start one may wait or end; ending pays 0 for ever.
  const world = (c: number) =>
    mdp({
      states: ["start", "end"],
      actions: ["wait", "stop"],
      transition: [[[1, 0], [0, 1]], [[0, 1], [0, 1]]],
      reward: [[-1 + c, -1 + c], [0, 0]],
      steps: 3,
    });
  const stops = (c: number) => {
    const made = world(c);
    return posteriorPolicy(made, posteriorMessages(made))[0]![1]!;
  };
  // β(start) with k steps left = ½ e^r (β′ + 1), by hand.
  const byHand = (r: number) => {
    const last = Math.exp(r);
    const middle = 0.5 * Math.exp(r) * (last + 1);
    return 1 / (middle + 1);
  };
  assertClose(stops(0), byHand(-1), { atol: 1e-15 });
  assertClose(stops(0.9), byHand(-0.1), { atol: 1e-15 });
});

Deno.test("foldPrior: the same policy, dynamics and marginals; β off by what the doc says", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const folded = foldPrior(made, { temperature });
    const before = posteriorMessages(made, { temperature });
    const after = posteriorMessages(folded, { temperature });
    const [T, flat] = [world.steps, Math.log(world.actions)];
    assertClose(after.logEvidence, before.logEvidence - T * flat, ROUNDING);
    before.stateBackward.forEach((beta, t) =>
      assertClose(after.stateBackward[t]!, beta.map((value) => value - (T - t) * flat), ROUNDING)
    );
    before.actionBackward.forEach((beta, t) => {
      const moved = beta.map((value, row) =>
        value + Math.log(made.prior[row]!) - (T - t - 1) * flat
      );
      assertClose(after.actionBackward[t]!, moved, ROUNDING);
    });
    const [policy, marginals] = [posteriorPolicy(made, before), stateMarginals(before)];
    posteriorPolicy(folded, after).forEach((table, t) => assertClose(table, policy[t]!, ROUNDING));
    stateMarginals(after).forEach((table, t) => assertClose(table, marginals[t]!, ROUNDING));
  });
});

Deno.test("foldPrior: leaves the dynamics of the posterior where the action is possible", () => {
  const world = randomWorld(72);
  const made = mdp(world);
  const folded = foldPrior(made, { temperature: 0.5 });
  const [before, after] = [made, folded].map((each) =>
    posteriorMessages(each, { temperature: 0.5 })
  );
  for (const t of range(world.steps)) {
    const dynamics = posteriorDynamics(made, before!, t);
    assertClose(posteriorDynamics(folded, after!, t), dynamics, ROUNDING);
  }
});

Deno.test("foldPrior: sums of weight 1 over the folded reward are β of the original, unmoved", () => {
  const world = randomWorld(73, 3, 2, 4);
  const made = mdp(world);
  const temperature = 0.6;
  const { outcomes } = foldPrior(made, { temperature });
  let beta = [1, 1, 1];
  for (let t = 0; t < 4; t++) {
    const next = beta;
    beta = range(3).map((s) =>
      range(6).reduce((sum, i) => { // 2 actions × 3 successors
        const n = outcomes.offsets[2 * s]! + i;
        return sum + outcomes.probability[n]! * Math.exp(outcomes.reward[n]! / temperature) *
            next[outcomes.successor[n]!]!;
      }, 0)
    );
  }
  const messages = posteriorMessages(made, { temperature });
  assertClose(beta.map(Math.log), messages.stateBackward[0]!, ROUNDING);
});

Deno.test("foldPrior: a prior of 0 becomes a reward of −∞, the prior flat", () => {
  const made = mdp({ ...randomWorld(74, 1, 2, 1), prior: [[1, 0]], reward: [[[-3], [5]]] });
  const folded = foldPrior(made, { temperature: 2 });
  assertEquals([...folded.prior], [0.5, 0.5]);
  assertEquals([...folded.reward], [-3, -Infinity]);
  assertEquals([...made.prior], [1, 0]);
});

Deno.test("shiftRewards and foldPrior: refuse what is no number, and no temperature", () => {
  const made = mdp(randomWorld(75));
  assertThrows(
    () => shiftRewards(made, -Infinity),
    RangeError,
    "Cannot shift rewards: c is -Infinity, expected a finite number",
  );
  assertThrows(() => shiftRewards(made, NaN), RangeError, "c is NaN");
  assertThrows(() => foldPrior(made, 2 as never), TypeError, "Cannot fold the prior: options is 2");
  assertThrows(
    () => foldPrior(made, { temperature: 0 }),
    RangeError,
    "Cannot fold the prior: temperature is 0, expected a number above 0",
  );
});

Deno.test("shiftRewards, foldPrior: refuse sums that overflow, up or down", () => {
  const made = (reward: number) =>
    mdp({
      states: 1,
      actions: 2,
      prior: [[1e-300, 1 - 1e-300]],
      transition: [[[1], [1]]],
      reward: [[reward, 0]],
      steps: 1,
    });
  const message = "Cannot shift rewards: -1e+308 + c is -Infinity, expected a finite number";
  assertThrows(() => shiftRewards(made(-1e308), -1e308), RangeError, message);
  assertThrows(() => shiftRewards(made(1e308), 1e308), RangeError, "1e+308 + c is Infinity");
  assertThrows(
    () => shiftRewards(made(1e307), 1e308),
    RangeError,
    "Cannot shift rewards: the largest |reward| is 1.1",
  );
  assertThrows(
    () => foldPrior(made(-1), { temperature: 1e307 }),
    RangeError,
    "Cannot fold the prior: temperature is 1e+307, expected at most",
  );
});
