import { assert, assertEquals } from "@std/assert";
import {
  gridworld,
  mdp,
  posteriorMessages,
  stateActionMarginals,
  stateMarginals,
} from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { actionMarginal, range, stateMarginal } from "../enumeration.ts";
import { everyCase, randomWorld } from "../worlds.ts";

// Quotients of sums of up to 1,300 positive products, each rounded some ten times.
const ENUMERATED = { atol: 1e-13 };

Deno.test("stateMarginals: are shares of paths through a state", () => {
  everyCase((world, temperature) => {
    const found = stateMarginals(posteriorMessages(mdp(world), { temperature }));
    assertEquals(found.length, world.steps + 1);
    found.forEach((table, t) =>
      assertClose(table, stateMarginal(world, temperature, t), ENUMERATED)
    );
  });
});

Deno.test("stateActionMarginals: are shares of paths through a state and action", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const found = stateActionMarginals(made, posteriorMessages(made, { temperature }));
    assertEquals(found.length, world.steps);
    found.forEach((table, t) =>
      assertClose(table, actionMarginal(world, temperature, t), ENUMERATED)
    );
  });
});

Deno.test("stateActionMarginals: sum over actions to the states' own", () => {
  const made = mdp(randomWorld(41, 5, 3, 6));
  const messages = posteriorMessages(made, { temperature: 0.2 });
  const states = stateMarginals(messages);
  stateActionMarginals(made, messages).forEach((table, t) => {
    const sums = range(5).map((s) => table[3 * s]! + table[3 * s + 1]! + table[3 * s + 2]!);
    assertClose(sums, states[t]!, { atol: 1e-15 }); // three products and two additions below 1
  });
});

Deno.test("stateMarginals: sum to 1 after 10,000 steps", () => {
  const marginals = stateMarginals(posteriorMessages(mdp(randomWorld(42, 3, 2, 10_000))));
  for (const t of [0, 1, 5000, 9999, 10_000]) {
    assertClose(marginals[t]!.reduce((a, b) => a + b, 0), 1, { atol: 1e-15 }); // normalized last
  }
  // In the middle, far from both ends, the marginal does not change any more.
  assertClose(marginals[5000]!, marginals[5001]!, { atol: 1e-11 }); // messages of some thousands
});

Deno.test("stateMarginals: two cones, narrow at both ends and wide in the middle", () => {
  const { mdp: made, stateAt } = gridworld({ map: DIAGONAL, step: -4, steps: 14 });
  const marginals = stateMarginals(posteriorMessages(made));
  const entropy = (p: ArrayLike<number>) =>
    -Array.from(p, (x) => x > 0 ? x * Math.log(x) : 0).reduce((a, b) => a + b);
  const spread = marginals.map((p) => Math.exp(entropy(p))); // as if of so many cells
  assertEquals(spread[0], 1);
  assertEquals(spread.indexOf(Math.max(...spread)), 5);
  assert(spread[5]! > 3.5 && spread.at(-1)! < 1.1);
  assert(marginals.at(-1)![stateAt(5, 5)]! > 0.99);
});

Deno.test("stateMarginals: a slip that only mixes alike actions is hoped away altogether", () => {
  // Where the cost does not depend on the action and the prior is flat, p(s' | s) is the same with
  // and without slipping, and so is what the posterior believes of the states.
  const [sure, slippery] = [0, 0.3].map((slip) =>
    stateMarginals(posteriorMessages(gridworld({ map: DIAGONAL, slip, step: -4, steps: 14 }).mdp))
  );
  sure!.forEach((table, t) => assertClose(slippery![t]!, table, { atol: 1e-13 })); // messages to 60
});

const DIAGONAL = `
  S.....
  ......
  ......
  ......
  ......
  .....G
`;
