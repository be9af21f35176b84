import type { Absence, Contestant } from "../contestant.ts";
import type { Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";
import { rssmProblem, writeRssm } from "../rssm_problem.ts";
import { startBackend } from "lib/nn";

type Peer = (place: Place, folder: string) => Promise<Contestant | Absence>;

/** Chapter 12's model: a training step, and a decision of its planner. */
export const rssm: readonly Group[] = [
  training("rssm-torch", 1.25, (place, folder) => {
    return pythonPeer(place, "PyTorch", "rssm_torch.py", folder, "train");
  }),
  training("rssm-jax", undefined, (place, folder) => {
    return pythonPeer(place, "JAX", "rssm_jax.py", folder);
  }),
  {
    name: "rssm-plan",
    work: "planning decision, 200 plans of 14 steps, 5 rounds, 64 units, one core",
    goal: { kind: "seconds", atMost: 0.015 },
    rounds: 30,
    slot: 300,
    slow: false,
    enter: async (place) => ({ ours: [await ourWorker(place, "rssm.ts", "plan")] }),
  },
];

function training(name: string, atMost: number | undefined, peer: Peer): Group {
  const { time, memory, code, batch } = rssmProblem;
  const enter = async (place: Place) => {
    const folder = `${place.folder}/${name}`;
    await startBackend();
    await writeRssm(folder, rssmProblem);
    return { ours: [await ourWorker(place, "rssm.ts")], peer: await peer(place, folder) };
  };
  const work =
    `state-space model's step, ${memory} units, code ${code}, ${batch} windows of ${time}, one core`;
  const goal = atMost === undefined
    ? { kind: "ratio" } as const
    : { kind: "ratio", atMost } as const;
  return { name, work, goal, rounds: 30, slot: 300, slow: false, enter };
}
