import type { Absence, Contestant } from "../contestant.ts";
import type { Group } from "../group.ts";
import { gruProblem, writeGru } from "../gru_problem.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

type Peer = (place: Place, folder: string) => Promise<Contestant | Absence>;

/** A training step of a recurrent network: 20 steps of time, forward and back, and Adam. */
export const gru: readonly Group[] = [
  training("gru-cells-torch", 0.55, (place, folder) => {
    return pythonPeer(place, "PyTorch, cells", "gru_torch.py", folder, "cells");
  }),
  training("gru-torch", 0.75, (place, folder) => {
    return pythonPeer(place, "PyTorch, nn.GRU", "gru_torch.py", folder, "whole");
  }),
  training("gru-jax", 1.3, (place, folder) => pythonPeer(place, "JAX", "gru_jax.py", folder)),
];

function training(name: string, atMost: number, peer: Peer): Group {
  const { time, hidden, batch } = gruProblem;
  const enter = async (place: Place) => {
    const folder = `${place.folder}/${name}`;
    await writeGru(folder, gruProblem);
    return { ours: [await ourWorker(place, "gru.ts")], peer: await peer(place, folder) };
  };
  const work = `GRU step, ${hidden} units, ${time} steps of time, batch ${batch}, one core`;
  return { name, work, goal: { kind: "ratio", atMost }, rounds: 30, slot: 300, slow: false, enter };
}
