import type { Goal, Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";

/** At least so many times the peer's speed. */
const speed = (factor: number): Goal => ({
  kind: "ratio",
  atMost: Math.floor(1000 / factor) / 1000,
});
const information: Goal = { kind: "ratio" };

/** Updates of Soft Actor-Critic, with hidden layers of 64 units, where dispatch rules, and of 256, where arithmetic does. */
export const sac: readonly Group[] = [
  update("torch", 64, speed(1.6), "PyTorch"),
  update("jax", 64, information, "JAX"),
  update("stock", 64, speed(8), "stock tfjs"),
  update("torch", 256, speed(0.55), "PyTorch"),
  update("jax", 256, information, "JAX"),
  update("stock", 256, speed(8), "stock tfjs"),
  {
    name: "sac-loop-sb3",
    work: "50 steps of SAC on the pendulum, one core",
    goal: speed(2),
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
