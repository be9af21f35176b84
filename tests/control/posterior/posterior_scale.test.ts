import { assertEquals, assertThrows } from "@std/assert";
import { gridworld, lottery, mdp, posteriorMessages } from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { randomWorld } from "../worlds.ts";

Deno.test("posteriorMessages: the lottery's stakes do not overflow", () => {
  const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
  const { actionBackward, logEvidence } = posteriorMessages(ticket);
  const [skip, buy] = actionBackward[0]!;
  // log(0.01 e^10000 + 0.99 e^-1000) = 10000 + log 0.01 = 9995.395; the rest is e^-11000.
  assertClose(buy!, 10_000 + Math.log(0.01), { atol: 4e-12 }); // two ulps of 10,000
  assertClose(buy!, 9995.395, { atol: 5e-4 }); // to three digits, as it is quoted
  assertEquals(skip, 0);
  assertClose(logEvidence, 10_000 + Math.log(0.01) - Math.LN2, { atol: 4e-12 });
});

Deno.test("posteriorMessages: keeps what a common scale would lose", () => {
  // From "low" all is 2000 nats worse than from "high": relative to the largest message, exp gives 0.
  const world = mdp({
    states: ["high", "low"],
    actions: ["a", "b"],
    initial: [0.5, 0.5],
    prior: [[0.5, 0.5], [0.25, 0.75]],
    transition: [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
    reward: [[0, 0], [-1000, -1001]],
    steps: 2,
  });
  const { stateBackward, forward } = posteriorMessages(world);
  const step = -1000 + Math.log(0.25 + 0.75 * Math.exp(-1));
  assertClose(stateBackward[0]!, [0, 2 * step], { rtol: 1e-15 });
  assertClose(forward[2]!, [0, 2 * step], { rtol: 1e-15 });
});

Deno.test("posteriorMessages: one row whose weights differ by more than exp can hold", () => {
  const world = mdp({
    states: 3,
    actions: 1,
    transition: [[[0, 0.5, 0.5]], [[0, 1, 0]], [[0, 0, 1]]],
    reward: [[[0, 0, -800]], [-800], [0]],
    steps: 2,
  });
  // Both ways cost 800 once: the outcome of weight e^-800 meets a message that is e^800 larger.
  const { logEvidence } = posteriorMessages(world);
  assertClose(logEvidence, -800, { rtol: 1e-15 });
});

Deno.test("posteriorMessages: 10,000 steps neither under- nor overflow", () => {
  for (const [reward, temperature] of [[-1, 1], [3, 1], [-1, 0.01], [-1e6, 1]] as const) {
    const steps = 10_000;
    const coin = mdp({
      states: 1,
      actions: 2,
      transition: [[[1], [1]]],
      reward: [[reward, 2 * reward]],
      steps,
    });
    const { logEvidence, stateBackward } = posteriorMessages(coin, { temperature });
    const [x, y] = [reward / temperature, 2 * reward / temperature];
    const each = Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y))) - Math.LN2;
    // 10,000 additions, each rounded once: at most 10,000 half ulps, in truth about their root.
    assertClose(logEvidence, steps * each, { rtol: 1e-12 });
    assertClose(stateBackward[steps - 5000]![0]!, 5000 * each, { rtol: 1e-12 });
  }
});

Deno.test("posteriorMessages: 10,000 steps agree with a recursion scaled at each step", () => {
  const world = randomWorld(23, 3, 2, 10_000);
  const { logEvidence, forward } = posteriorMessages(mdp(world));
  let alpha = [...world.initial];
  let logScale = 0;
  for (let t = 0; t < world.steps; t++) {
    const next = [0, 0, 0];
    world.transition.forEach((rows, s) =>
      rows.forEach((row, a) =>
        row.forEach((p, to) => {
          next[to]! += alpha[s]! * world.prior[s]![a]! * p * Math.exp(world.reward[s]![a]![to]!);
        })
      )
    );
    const scale = next.reduce((a, b) => a + b);
    logScale += Math.log(scale);
    alpha = next.map((value) => value / scale);
  }
  // Sums of 10,000 terms, each rounded at the size of the sum, some thousands.
  assertClose(logEvidence, logScale, { rtol: 1e-12 });
  assertClose(forward.at(-1)!.map(Math.exp), alpha, { rtol: 1e-12 }); // a contraction: no build-up
});

Deno.test("posteriorMessages: a large map, reached and unreached, holds the bookkeeping", () => {
  const row = ".".repeat(20);
  const { mdp: world } = gridworld({
    map: ["S" + row.slice(1), ...Array.from({ length: 18 }, () => row), row.slice(1) + "G"].join(
      "\n",
    ),
    slip: 0.1,
    steps: 60,
  });
  const { logEvidence, logStep, forward } = posteriorMessages(world);
  // 60 steps of numbers up to 60, each rounded to 7e-15.
  assertClose(logStep.reduce((a, b) => a + b, 0), logEvidence, { atol: 1e-11 });
  assertEquals(forward[0]!.filter((value) => value > -Infinity).length, 1);
  // After t steps exactly the cells at most t away are reached, however unlikely.
  assertEquals(forward[5]!.filter((value) => value > -Infinity).length, 21);
  for (const alpha of forward) {
    // 400 terms, each rounded at the size of its logarithm, up to 60.
    assertClose(alpha.reduce((sum, value) => sum + Math.exp(value), 0), 1, { atol: 1e-12 });
  }
});

Deno.test("posteriorMessages: refuses rewards that overflow over the temperature", () => {
  const steep = mdp({
    states: 1,
    actions: 1,
    transition: [[[1]]],
    reward: [[-1e300]],
    steps: 10,
  });
  assertThrows(
    () => posteriorMessages(steep, { temperature: 1e-8 }),
    RangeError,
    "Cannot pass messages: temperature is 1e-8, expected a number above",
  );
  assertClose(posteriorMessages(steep).logEvidence, -1e301, { rtol: 2e-15 }); // 10 additions
});
