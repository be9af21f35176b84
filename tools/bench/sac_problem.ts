// One update of Soft Actor-Critic for all contestants: the sizes, and a batch in memory.
import { fold, key, normal } from "lib/math";
import type { Batch } from "lib/agents";

/** Sizes of the comparison: three observations, one action, two hidden layers. */
export const sizes = { observations: 3, actions: 1, batch: 256 } as const;

/** What is the same for all: discount, slow copies, rate of Adam. */
export const settings = { discount: 0.99, averaging: 0.005, learningRate: 3e-4 } as const;

/** A batch that looks like one of a pendulum: standard normal, actions squashed, no end. */
export function sacBatch(): Batch {
  const { batch, observations, actions } = sizes, root = key(0);
  const draw = (name: string, count: number) =>
    Float32Array.from(normal(fold(root, name), batch * count));
  return {
    size: batch,
    observations: draw("observations", observations),
    actions: draw("actions", actions).map(Math.tanh),
    rewards: draw("rewards", 1),
    observationsNext: draw("observationsNext", observations),
    masks: new Float32Array(batch).fill(1),
  };
}
