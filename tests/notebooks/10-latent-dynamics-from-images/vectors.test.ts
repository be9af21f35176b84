/** Chapter 10: losses and gradients of one update are PyTorch's. */
import {
  codeLoss,
  type CodeModel,
  codeModel,
} from "chapters/10-latent-dynamics-from-images/model.ts";
import { startBackend } from "lib/inference/tensor";
import { key } from "lib/math";
import { treeEntries, valueAndGradients, writeTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertTorchUpdate, wave } from "../../support/torch_update.ts";
import golden from "./golden/code_torch.json" with { type: "json" };

await startBackend();

/** The weights that tools/vectors/code_vectors.py writes by the same formula. */
function waved(model: CodeModel): void {
  const nets = ["encoder", "decoder", "dynamics", "reward"],
    layers = ["hidden1", "hidden2", "output"];
  writeTree(
    model,
    Object.fromEntries(
      treeEntries(model).map(([path, { shape }]) => {
        const [net, layer, part] = path.split("/") as [string, string, string];
        const phase = 10 * nets.indexOf(net) + layers.indexOf(layer);
        if (part === "bias") return [path, wave(1, shape[0]!, 5 + phase).map((each) => 0.1 * each)];
        const [rows, columns] = shape as [number, number];
        return [path, wave(rows, columns, phase).map((each) => each / Math.sqrt(rows))];
      }),
    ),
  );
}

for (const unit of ["spread", "one"] as const) {
  Deno.test(`codeLoss measured in "${unit}": terms and gradients are PyTorch's`, () => {
    const model = codeModel(key(0));
    waved(model);
    const batch = {
      inputs: tf.tensor2d(wave(6, 1280, 3).map((each) => 0.5 + 0.5 * each), [6, 1280]),
      targets: tf.tensor2d(wave(6, 6, 4), [6, 6]),
      noise: tf.zeros<tf.Rank.R2>([6, 1]),
    };
    using at = valueAndGradients((own) => codeLoss(own, batch, unit), model);
    assertTorchUpdate(at, golden[unit]);
    tf.dispose(batch);
  });
}
