import { randomMdp } from "lib/control";
import { key } from "lib/math";
import type { Entries, Group } from "../group.ts";
import { writeMdp } from "../mdp_problem.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

const SHAPE = { actions: 4, successors: 8, discount: 0.95 } as const;
const TOLERANCE = 1e-10;

/** Soft value iteration until it stands still, on tables within and beyond the caches. */
export const softValues: readonly Group[] = [100, 1000, 10_000].map((states) => ({
  name: `soft-values-${states}`,
  work: `soft value iteration to 1e-10, ${states.toLocaleString("en")} states, one core`,
  goal: { kind: "ratio", atMost: 1 },
  rounds: 20,
  slot: 300,
  slow: false,
  enter: async (place) => await enter(place, states),
}));

/** Ours first: it leaves its values for the peer to compare with. */
async function enter(place: Place, states: number): Promise<Entries> {
  const folder = `${place.folder}/soft-values-${states}`;
  const mdp = randomMdp(key(0), { states, ...SHAPE });
  await writeMdp(folder, mdp, { states, ...SHAPE, tolerance: TOLERANCE });
  return {
    ours: [await ourWorker(place, "soft_value_iteration.ts", folder)],
    peer: await pythonPeer(place, "NumPy", "soft_value_iteration.py", folder),
  };
}

/** Both messages on a grid. */
export const messages: Group = {
  name: "messages",
  work: "messages, 50×50 grid with slip, 100 steps, one core",
  goal: { kind: "seconds", atMost: 0.1 },
  rounds: 20,
  slot: 300,
  slow: false,
  enter: async (place) => ({ ours: [await ourWorker(place, "messages.ts")] }),
};
