import type { Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";
import { transformerProblem, writeTransformer } from "../transformer_problem.ts";

const { length, width, blocks, batch } = transformerProblem;

/** A training step of a transformer's encoder, forward and back, and Adam. */
export const transformer: Group = {
  name: "transformer-torch",
  work: `transformer step, ${blocks} blocks of ${width}, ${length} steps, batch ${batch}, one core`,
  goal: { kind: "ratio", atMost: 1.25 },
  rounds: 30,
  slot: 300,
  slow: false,
  enter: async (place: Place) => {
    const folder = `${place.folder}/transformer`;
    await writeTransformer(folder, transformerProblem);
    const peer = await pythonPeer(place, "PyTorch, one thread", "transformer_torch.py", folder);
    return { ours: [await ourWorker(place, "transformer.ts")], peer };
  },
};
