/** What the three learners of the plane have come to: the sampler's draws beside its own Q, and ways. */
import type { Study } from "data";
import { type SteinQAgent, train } from "lib/agents";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { actionCells, blocksOf, countedShares, sharesOf } from "../exact.ts";
import { type Learner, learnerOf, pathOf, PLANE, plane, trainingIn } from "../plane.ts";

const settings = {
  ...PLANE,
  steps: 5000,
  places: [[1, 1], [0, 0], [2, 2], [3, 0]],
  draws: 5000,
  cells: 40,
  blocks: 10,
  shown: 150,
  ways: 20,
};
const thousandth = (x: number) => Math.round(1000 * x) / 1000;

/** A learner after so many steps in the plane of four goals. */
async function learnt<L extends Learner>(kind: L, seed: number, steps: number) {
  const learner = learnerOf(kind, seed);
  await train(trainingIn("four", seed, plane(), learner, settings.training), steps);
  return learner;
}

/** Places of episodes from the middle, x and y by turns, to the thousandth. */
function waysOf(seed: number, learner: ReturnType<typeof learnerOf>, count: number): number[][] {
  const own = fold(key(seed), "ways");
  return Array.from(
    { length: count },
    (_, i) => pathOf(fold(own, i), plane(), learner).flatMap((place) => place.map(thousandth)),
  );
}

/** Shares of actions at each place: drawn by the sampler, and of e^Q by cells; some draws at the first. */
function sharesAt(seed: number, agent: SteinQAgent) {
  const cells = actionCells(settings.cells), own = fold(key(seed), "draws");
  const drawn = settings.places.map((place, i) =>
    agent.sample(fold(own, i), Array.from({ length: settings.draws }, () => place))
  );
  return {
    drawn: drawn.map((actions) => countedShares(actions, settings.blocks)),
    learned: settings.places.map((place) =>
      blocksOf(sharesOf(agent.actionValues(cells.map(() => place), cells)), settings.blocks)
    ),
    shown: drawn[0]!.slice(0, settings.shown).map((action) => action.map(thousandth)),
  };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    await startBackend();
    using soft = await learnt("soft", seed, 600);
    const { drawn, learned } = sharesAt(seed, soft as SteinQAgent);
    return [...drawn[0]!, ...learned[0]!, ...waysOf(seed, soft, 1)[0]!];
  },
  run: async (seed) => {
    await startBackend();
    using soft = await learnt("soft", seed, settings.steps);
    using sac = await learnt("sac", seed, settings.steps);
    using ddpg = await learnt("ddpg", seed, settings.steps);
    const { ways } = settings;
    return {
      ...sharesAt(seed, soft as SteinQAgent),
      "soft-ways": waysOf(seed, soft, ways),
      "sac-ways": waysOf(seed, sac, ways),
      "ddpg-ways": waysOf(seed, ddpg, ways),
    };
  },
};
