import fc from "fast-check";
import {
  mdp,
  posteriorDynamics,
  posteriorMessages,
  posteriorPolicy,
  stateActionMarginals,
  stateMarginals,
} from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { range, type World } from "../enumeration.ts";
import { randomWorld } from "../worlds.ts";

const SEED = { seed: 20_240_301, numRuns: 100 };
const worlds = fc.record({
  seed: fc.nat(),
  states: fc.integer({ min: 1, max: 5 }),
  actions: fc.integer({ min: 1, max: 4 }),
  steps: fc.integer({ min: 1, max: 12 }),
}).map(({ seed, states, actions, steps }) => randomWorld(seed, states, actions, steps));
const temperatures = fc.double({ min: 0.02, max: 50, noNaN: true });

Deno.test("messages: each forward message, policy row, marginal and dynamics row sums to 1", () => {
  fc.assert(
    fc.property(worlds, temperatures, (world, temperature) => {
      const made = mdp(world);
      const messages = posteriorMessages(made, { temperature });
      const sumsToOne = (rows: readonly ArrayLike<number>[], width: number) =>
        rows.forEach((table) => {
          for (let from = 0; from < table.length; from += width) {
            const row = Array.from(table).slice(from, from + width);
            assertClose(row.reduce((a, b) => a + b, 0), 1, { atol: 1e-13 }); // logarithms to 100
          }
        });
      sumsToOne(messages.forward.map((alpha) => alpha.map(Math.exp)), world.states);
      sumsToOne(posteriorPolicy(made, messages), world.actions);
      sumsToOne(stateMarginals(messages), world.states);
      sumsToOne(stateActionMarginals(made, messages), world.states * world.actions);
      const dynamics = range(world.steps).map((t) => posteriorDynamics(made, messages, t));
      sumsToOne(dynamics, world.states); // nothing in these worlds is impossible
    }),
    SEED,
  );
});

Deno.test("messages: marginals flow: Σ p(s, a | O) p(s' | s, a, O) is the next marginal", () => {
  fc.assert(
    fc.property(worlds, temperatures, (world, temperature) => {
      const made = mdp(world);
      const messages = posteriorMessages(made, { temperature });
      const states = stateMarginals(messages);
      stateActionMarginals(made, messages).forEach((table, t) => {
        const dynamics = posteriorDynamics(made, messages, t);
        const next = range(world.states).map((s) =>
          table.reduce((sum, p, row) => sum + p * dynamics[row * world.states + s]!, 0)
        );
        assertClose(next, states[t + 1]!, { atol: 1e-12 }); // messages of some hundreds
      });
    }),
    SEED,
  );
});

Deno.test("messages: temperature and rewards matter only through their ratio", () => {
  fc.assert(
    fc.property(worlds, temperatures, (world, temperature) => {
      const scaled: World = {
        ...world,
        reward: world.reward.map((rows) => rows.map((row) => row.map((r) => r / temperature))),
      };
      const [cold, plain] = [
        posteriorMessages(mdp(world), { temperature }),
        posteriorMessages(mdp(scaled)),
      ];
      assertClose(cold.logEvidence, plain.logEvidence, { rtol: 1e-12, atol: 1e-12 });
      assertClose(cold.stateBackward[0]!, plain.stateBackward[0]!, { rtol: 1e-12, atol: 1e-12 });
    }),
    SEED,
  );
});

Deno.test("messages: the evidence lies between those of the worst and the best return", () => {
  fc.assert(
    fc.property(worlds, temperatures, (world, temperature) => {
      const rewards = world.reward.flat(2);
      const { logEvidence } = posteriorMessages(mdp(world), { temperature });
      const [least, most] = [Math.min(...rewards), Math.max(...rewards)];
      const slack = 1e-12 * Math.max(1, Math.abs(logEvidence)); // rounding
      return logEvidence >= world.steps * least / temperature - slack &&
        logEvidence <= world.steps * most / temperature + slack;
    }),
    SEED,
  );
});
