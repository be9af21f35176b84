/** Chapter 11: losses and gradients of one update are PyTorch's, whose consistency is dense. */
import { PLANE_SIZES } from "chapters/11-embed-to-control/learning.ts";
import { type Embedding, embedding, embedLoss } from "chapters/11-embed-to-control/model.ts";
import { PENDULUM_SIZES } from "chapters/11-embed-to-control/pendulum.ts";
import { startBackend } from "lib/inference/tensor";
import { key } from "lib/math";
import { treeEntries, valueAndGradients, writeTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertTorchUpdate, wave } from "../../support/torch_update.ts";
import golden from "./golden/embed_torch.json" with { type: "json" };

await startBackend();

/** The weights that tools/vectors/embed_vectors.py writes by the same formula. */
function waved(model: Embedding): void {
  const nets = ["encoder", "decoder", "transition"], layers = ["hidden1", "hidden2", "output"];
  writeTree(
    model,
    Object.fromEntries(
      treeEntries(model).map(([path, { shape }]) => {
        const [net, layer, part] = path.split("/") as [string, string, string];
        const phase = 10 * nets.indexOf(net) + layers.indexOf(layer);
        if (part === "bias") return [path, wave(1, shape[0]!, 5 + phase).map((each) => 0.1 * each)];
        const [rows, columns] = shape as [number, number];
        const size = layer === "output" && net !== "decoder" ? 20 : 1; // or all codes were alike
        return [path, wave(rows, columns, phase).map((each) => size * each / Math.sqrt(rows))];
      }),
    ),
  );
}

const cases = [
  ["plane", PLANE_SIZES],
  ["pendulum", PENDULUM_SIZES],
  ["blurred plane", { ...PLANE_SIZES, pixels: 1e4 }], // where the divergences rule
  ["blurred pendulum", { ...PENDULUM_SIZES, pixels: 1e4 }],
] as const;
for (const [name, sizes] of cases) {
  Deno.test(`embedLoss of the ${name}: terms and gradients are PyTorch's`, () => {
    const model = embedding(key(0), sizes), width = 2 * sizes.observation;
    waved(model);
    const batch = {
      inputs: tf.tensor2d(wave(6, width, 3).map((each) => 0.5 + 0.5 * each), [6, width]),
      targets: tf.tensor2d(wave(6, sizes.action, 4), [6, sizes.action]),
      noise: tf.tensor2d(wave(6, 2 * sizes.code, 6), [6, 2 * sizes.code]),
    };
    using at = valueAndGradients((own) => embedLoss(own, batch, sizes), model);
    assertTorchUpdate(at, golden[name]);
    tf.dispose(batch);
  });
}
