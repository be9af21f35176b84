/** The recurrent state-space model: losses and gradients are PyTorch's. */
import { readTree, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { startBackend, stateSpaceLoss } from "lib/sequence/tensor";
import { assertClose } from "../../support/mod.ts";
import golden from "../golden/state_space_torch.json" with { type: "json" };
import { wavedBatch, wavedModel } from "./state_space_problem.ts";

await startBackend();

const CASES = {
  both: { path: "both", overshoot: 1 },
  deterministic: { path: "deterministic", overshoot: 1 },
  stochastic: { path: "stochastic", overshoot: 1 },
  overshooting: { path: "both", overshoot: 3 },
} as const;

/** The gates of a GRU lie side by side here, and one by one there. */
function gate(gradients: Readonly<Record<string, Float32Array>>, path: string): Float32Array {
  const [, name, g] = /^(memory\/\w+)\/(\d)$/.exec(path) ?? [];
  if (name === undefined) return gradients[path]!;
  const all = gradients[name]!, size = all.length / 3;
  return all.slice(Number(g) * size, (Number(g) + 1) * size);
}

for (const [name, { path, overshoot }] of Object.entries(CASES)) {
  Deno.test(`stateSpaceLoss, ${name}: terms and gradients of an update are PyTorch's`, () => {
    const model = wavedModel(), batch = wavedBatch(overshoot);
    const config = { path, overshoot, freeNats: 0.06, overshootWeight: 0.5 };
    using at = valueAndGradients((own) => stateSpaceLoss(own, batch, config), model);
    const { terms, norms, first } = golden[name as keyof typeof CASES];
    for (const [term, value] of Object.entries(terms)) {
      assertClose(at.terms[term]!, value, { rtol: 2e-5 }); // float32, sums of hundreds of terms
    }
    const gradients = readTree(at.gradients);
    for (const [at, norm] of Object.entries(norms)) {
      const own = gate(gradients, at);
      assertClose(Math.hypot(...own), norm, { rtol: 2e-4, atol: 1e-6 }); // float32 through five steps
      const one = first[at as keyof typeof first];
      assertClose(own[0]!, one, { atol: 2e-4 * norm + 1e-6 }); // against the whole gradient
    }
    tf.dispose([batch, model]);
  });
}
