import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  crowdInit,
  evaluate,
  gather,
  policyGradientAgent,
  type Rollout,
  spacesOf,
} from "lib/agents";
import { cartPole, type Environment, pendulum } from "lib/envs";
import { fold, key, mean, softmax, split } from "lib/math";
import { requireSameReplay, startBackend, withoutLeaks } from "lib/nn";
import { assertClose } from "../support/mod.ts";

await startBackend();

/** One step: action 1 pays 1, action 0 nothing, and the world ends. */
const choice: Environment<{ readonly step: number }, number, readonly number[]> = {
  name: "choice",
  actions: { kind: "discrete", count: 2 },
  observations: { kind: "vector", size: 1 },
  reset: () => ({ state: { step: 0 }, observation: [1] }),
  step: (_, action) => ({
    state: { step: 1 },
    observation: [1],
    reward: action,
    ending: { kind: "terminated" },
  }),
};

Deno.test("policyGradientAgent: a single choice ends at exp(r/α), plain and clipped, from three keys", () => {
  const temperature = 0.5, wanted = softmax([0, 1 / temperature])[1]!;
  for (const config of [{}, { clip: 0.2, epochs: 4, minibatch: 64 }]) {
    for (const each of split(key(1), 3)) {
      using agent = policyGradientAgent(each, spacesOf(choice), {
        hidden: [8],
        learningRate: 5e-3,
        temperature,
        normalize: false,
        ...config,
      });
      let crowd = crowdInit(fold(each, "worlds"), choice, 64);
      for (let i = 0; i < 500; i++) {
        const met = gather(fold(fold(each, "gather"), i), choice, agent, crowd, 4);
        agent.update(fold(fold(each, "learn"), i), met.rollout, i);
        crowd = met.crowd;
      }
      const [row] = agent.outputs([[1]]);
      assertClose(softmax(row!)[1]!, wanted, { atol: 0.03 }); // what steps of 256 choices shake
    }
  }
});

Deno.test("policyGradientAgent: balances the pole longer than at its start, from three keys", () => {
  const world = cartPole();
  const grid = {
    starts: Array.from({ length: 5 }, (_, i) => world.reset(fold(key(9), i))),
    maxSteps: 500,
  };
  for (const each of split(key(2), 3)) {
    using agent = policyGradientAgent(each, spacesOf(world), {
      clip: 0.2,
      epochs: 4,
      minibatch: 256,
      learningRate: 1e-3,
    });
    const before = mean(evaluate(key(0), world, agent, grid));
    let crowd = crowdInit(fold(each, "worlds"), world, 16);
    for (let i = 0; i < 40; i++) {
      const met = gather(fold(fold(each, "gather"), i), world, agent, crowd, 64);
      agent.update(fold(fold(each, "learn"), i), met.rollout, i);
      crowd = met.crowd;
    }
    assertGreater(mean(evaluate(key(0), world, agent, grid)), Math.max(100, before));
  }
});

const smallAgent = () =>
  policyGradientAgent<number[]>(key(3), spacesOf(pendulum()), {
    hidden: [4],
    clip: 0.2,
    epochs: 2,
    minibatch: 4,
  });
const rolled = (agent: ReturnType<typeof smallAgent>): Rollout =>
  gather(key(5), pendulum(), agent, crowdInit(key(4), pendulum(), 2), 4).rollout;

Deno.test("policyGradientAgent: a replayed step is the step as written", () => {
  using agent = smallAgent();
  const rollout = rolled(agent);
  for (let i = 0; i < 3; i++) agent.update(key(6), rollout, i);
  requireSameReplay(agent.captured()!, 4, agent.tensors);
});

Deno.test("policyGradientAgent: gives its memory back", () => {
  withoutLeaks(() => {
    using agent = smallAgent();
    const rollout = rolled(agent);
    for (let i = 0; i < 2; i++) agent.update(key(6), rollout, i);
    agent.values([[1, 0, 0]]);
    agent.exploit([[1, 0, 0]]);
    agent.explore(key(7), [1, 0, 0]);
  });
});

Deno.test("policyGradientAgent: the same keys give the same weights, others others", () => {
  const weights = (seed: number) => {
    using agent = smallAgent();
    agent.update(key(seed), rolled(agent), 0);
    return agent.outputs([[1, 0, 0]]);
  };
  assertEquals(weights(6), weights(6));
  assert(weights(6)[0]![0] !== weights(8)[0]![0]);
});

Deno.test("policyGradientAgent: draws numbered actions with the policy's own chances", () => {
  using agent = policyGradientAgent(key(11), { kind: "discrete", observations: 1, actions: 3 }, {
    hidden: [8],
  });
  const count = 6000, chances = softmax(agent.outputs([[2]])[0]!);
  const marks = new Float32Array(3 * count);
  const drawn = agent.draw(key(12), new Float32Array(count).fill(2), marks);
  chances.forEach((p, a) => {
    const share = drawn.filter((each) => each === a).length / count;
    assertClose(share, p, { atol: 5 * Math.sqrt(p * (1 - p) / count) }); // five standard errors
  });
  assertEquals(drawn.map((a, i) => marks[3 * i + a]).every((mark) => mark === 1), true);
});

Deno.test("policyGradientAgent: draws of a box have the policy's mean and spread", () => {
  using agent = policyGradientAgent<number[]>(
    key(13),
    { kind: "box", observations: 1, low: [-1], high: [1] },
    { hidden: [8] },
  );
  const count = 6000, [mu, logStd] = agent.outputs([[1]])[0] as [number, number];
  const marks = new Float32Array(2 * count);
  const drawn = agent.draw(key(14), new Float32Array(count).fill(1), marks);
  const u = drawn.map(([a]) => Math.atanh(a!)), sigma = Math.exp(logStd);
  assertClose(mean(u), mu, { atol: 5 * sigma / Math.sqrt(count) }); // five standard errors
  const spread = Math.sqrt(mean(u.map((each) => (each - mu) ** 2)));
  assertClose(spread, sigma, { rtol: 5 / Math.sqrt(2 * count) });
});

Deno.test("gather: an ended world begins anew, its last state and return are kept", () => {
  using agent = policyGradientAgent(key(0), spacesOf(cartPole()), { hidden: [4] });
  const world = cartPole({ stepLimit: 3 });
  const { rollout, crowd } = gather(key(2), world, agent, crowdInit(key(1), world, 2), 7);
  assertEquals(rollout.returns, [3, 3, 3, 3]);
  assertEquals(Array.from(rollout.cuts), [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0]);
  assert(rollout.masks.every((mask) => mask === 1)); // limits, not ends
  assertEquals(crowd.returns, [1, 1]);
  const at = (table: Float32Array, row: number) => Array.from(table.subarray(4 * row, 4 * row + 4));
  assertEquals(at(rollout.observationsNext, 0), at(rollout.observations, 2));
  assert(at(rollout.observationsNext, 4)[0] !== at(rollout.observations, 6)[0]); // reset between
});

Deno.test("policyGradientAgent, gather: refuse what does not fit", () => {
  using agent = smallAgent();
  assertThrows(
    () => gather(key(0), cartPole(), agent as never, crowdInit(key(1), cartPole(), 2), 4),
    RangeError,
    "the agent's kind",
  );
  assertThrows(
    () => agent.update(key(0), { ...rolled(agent), marks: new Float32Array(3) }, 0),
    RangeError,
    "rollout.marks",
  );
  assertThrows(
    () => policyGradientAgent(key(0), spacesOf(cartPole()), { entropy: 1 } as never),
    TypeError,
    "entropy",
  );
  using odd = policyGradientAgent(key(0), spacesOf(pendulum()), { hidden: [4], minibatch: 3 });
  assertThrows(() => odd.update(key(0), rolled(agent), 0), RangeError, "a divisor");
});
