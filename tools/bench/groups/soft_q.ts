import type { Group } from "../group.ts";
import { ourWorker, pythonPeer } from "../place.ts";

/** Soft Q-learning: an update with a sampler, and the whole loop with numbered actions. */
export const softQ: readonly Group[] = [
  {
    name: "soft-q-torch",
    work: "soft Q update with a sampler, 64-64, batch 256, 32 particles, one core",
    goal: { kind: "ratio", atMost: 1.5 },
    rounds: 20,
    slot: 300,
    slow: false,
    enter: async (place) => ({
      ours: [await ourWorker(place, "soft_q.ts")],
      peer: await pythonPeer(place, "PyTorch", "soft_q_torch.py"),
    }),
  },
  {
    name: "cart-pole-loop-sb3",
    work: "50 steps of soft Q-learning on the cart-pole, one core",
    goal: { kind: "ratio", atMost: 0.25 },
    rounds: 20,
    slot: 300,
    slow: false,
    enter: async (place) => ({
      ours: [await ourWorker(place, "cart_pole_loop.ts")],
      peer: await pythonPeer(place, "Stable-Baselines3's DQN", "dqn_sb3.py"),
    }),
  },
];
