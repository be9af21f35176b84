import type { Group } from "../group.ts";
import { ourWorker, pythonPeer } from "../place.ts";

const common = { rounds: 20, slow: false } as const;

/** Clipped policy gradients on the cart-pole: an epoch of learning, and the whole loop. */
export const policyGradient: readonly Group[] = [
  {
    ...common,
    name: "policy-gradient-torch",
    work: "PPO: an epoch over 2,048 experiences in pieces of 64, layers of 64, one core",
    goal: { kind: "ratio", atMost: 0.5 },
    slot: 300,
    enter: async (place) => ({
      ours: [await ourWorker(place, "policy_gradient.ts", "epoch")],
      peer: await pythonPeer(place, "PyTorch", "policy_gradient_torch.py"),
    }),
  },
  {
    ...common,
    name: "policy-gradient-loop-sb3",
    work: "PPO on the cart-pole, 2,048 steps of 8 worlds and ten epochs, one core",
    goal: { kind: "ratio", atMost: 0.5 },
    slot: 2000,
    enter: async (place) => ({
      ours: [await ourWorker(place, "policy_gradient.ts", "loop")],
      peer: await pythonPeer(place, "Stable-Baselines3", "policy_gradient_sb3.py"),
    }),
  },
];
