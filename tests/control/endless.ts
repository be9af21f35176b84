/** Small worlds that go on, for tests. */
import { type Mdp, mdp } from "lib/control";
import type { World } from "./enumeration.ts";
import { randomWorld, WORLDS } from "./worlds.ts";

/** The same tables with a discount instead of a number of steps. */
export function endless(world: World, discount: number): Mdp {
  const { steps: _, ...tables } = world;
  return mdp({ ...tables, discount });
}

/** Worlds in which nothing is forbidden. */
export const OPEN_WORLDS: readonly (readonly [string, World])[] = [
  ...WORLDS.filter(([, world]) => world.reward.flat(2).every(Number.isFinite)),
  ["five states, three actions", randomWorld(41, 5, 3)],
];
