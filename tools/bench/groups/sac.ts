import type { Goal, Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

/** At most so much of the peer's time. */
const share = (atMost: number): Goal => ({ kind: "ratio", atMost });

/** Updates of Soft Actor-Critic, with hidden layers of 64 units, where dispatch rules, and of 256, where arithmetic does. */
export const sac: readonly Group[] = [
  update("torch", 64, share(0.45), "PyTorch"),
  update("jax", 64, share(1.5), "JAX"),
  update("stock", 64, share(0.08), "stock tfjs"),
  update("torch", 256, share(1.6), "PyTorch"),
  update("jax", 256, share(2.6), "JAX"),
  update("stock", 256, share(0.125), "stock tfjs"),
  {
    name: "sac-loop-sb3",
    work: "50 steps of SAC on the pendulum, one core",
    goal: share(0.35),
    rounds: 20,
    slot: 400,
    slow: false,
    enter: async (place) => ({
      ours: [await ourWorker(place, "sac_loop.ts")],
      peer: await pythonPeer(place, "Stable-Baselines3", "sac_sb3.py"),
    }),
  },
];

function update(peer: "torch" | "jax" | "stock", hidden: number, goal: Goal, name: string): Group {
  const size = String(hidden);
  const enter = async (place: Place) => ({
    ours: [await ourWorker(place, "sac.ts", size)],
    peer: peer === "stock"
      ? { ...await ourWorker(place, "sac_stock.ts", size), name }
      : await pythonPeer(place, name, `sac_${peer}.py`, size),
  });
  const work = `SAC update, ${size}-${size}, batch 256, one core`;
  return { name: `sac-${size}-${peer}`, work, goal, rounds: 20, slot: 300, slow: false, enter };
}
