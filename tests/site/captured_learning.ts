/** An agent that learns by replays, the same in Deno and in a browser's worker. */
import { type Batch, sacAgent } from "lib/agents";
import { fold, key, normal } from "lib/math";
import { kernelBuild, requireSameReplay, treeChecksum } from "lib/nn";

const ROWS = 16;
const spaces = { kind: "box", observations: 3, low: [-1], high: [1] } as const;

/** After 30 updates; the last one is compared with the update as it is written. */
export function learned(): { readonly build: string; readonly checksum: string } {
  using agent = sacAgent(key(0), spaces, { hidden: [32, 32] });
  for (let step = 0; step < 30; step++) {
    agent.update(fold(key(1), step), batchOf(fold(key(2), step)), step);
  }
  requireSameReplay(agent.captured!()!, 30, agent.tensors);
  return { build: kernelBuild().build, checksum: treeChecksum(agent.tensors) };
}

function batchOf(root: ReturnType<typeof key>): Batch {
  const drawn = (name: string, count: number) => Float32Array.from(normal(fold(root, name), count));
  return {
    size: ROWS,
    observations: drawn("observations", 3 * ROWS),
    actions: drawn("actions", ROWS).map((each) => each / (1 + Math.abs(each))),
    rewards: drawn("rewards", ROWS),
    observationsNext: drawn("next", 3 * ROWS),
    masks: new Float32Array(ROWS).fill(1),
  };
}
