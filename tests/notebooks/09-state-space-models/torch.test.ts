/** Chapter 09: losses and gradients of its six encoders are PyTorch's. */
import {
  type EncoderName,
  encoderParameters,
  ENCODERS,
  sightOf,
} from "chapters/09-state-space-models/encoders.ts";
import { negativeBound } from "chapters/09-state-space-models/learning.ts";
import { key } from "lib/math";
import { mapTree, startBackend, treeEntries, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, sum } from "../../support/mod.ts";
import golden from "./golden/encoders_torch.json" with { type: "json" };

await startBackend();

const STEPS = 20, BATCH = 3;
const sines = (count: number, phase: number, scale = 0.25, rate = 1.3) =>
  Array.from({ length: count }, (_, i) => scale * Math.sin(rate * i + phase));
const phaseOf = (path: string) => sum(Array.from(path, (letter) => letter.codePointAt(0)!));

for (const { name, loss, gradients } of golden.cases) {
  Deno.test(`encoders: ${name}, PyTorch's loss and gradients`, () => {
    const kind = ENCODERS[name as EncoderName];
    const parameters = mapTree(encoderParameters(key(0), kind), (tensor, path) => {
      const plain = path.replaceAll("/", ".");
      const one = plain.endsWith("scale") ? 1 : 0;
      return tf.tensor(sines(tensor.size, phaseOf(plain)).map((each) => each + one), tensor.shape);
    });
    const x = sines(STEPS * BATCH, 1, 2, 0.9), shape: [number, number] = [STEPS, BATCH];
    const rows = Array.from(
      { length: BATCH },
      (_, b) => Array.from({ length: STEPS }, (_, t) => x[t * BATCH + b]!),
    );
    const batch = {
      ...sightOf(rows),
      x: tf.tensor2d(x, shape),
      noise: tf.tensor2d(sines(STEPS * BATCH, 2, 1.5, 2.1), shape),
    };
    using found = valueAndGradients((p) => negativeBound(kind, p, batch), parameters);
    assertClose(found.loss, loss, { rtol: 2e-5 }); // float32
    const wanted = gradients as unknown as Record<string, readonly [number, number]>;
    for (const [path, gradient] of treeEntries(found.gradients)) {
      const [along, norm] = wanted[path.replaceAll("/", ".")]!,
        numbers = Array.from(gradient.dataSync());
      // float32 through twenty steps; along cosines at most √(entries/2) < 40 times as much
      const atol = 2e-5 * norm + 1e-6;
      assertClose(Math.hypot(...numbers), norm, { atol });
      assertClose(sum(numbers.map((g, i) => g * Math.cos(0.7 * i))), along, { atol: 40 * atol });
    }
  });
}
