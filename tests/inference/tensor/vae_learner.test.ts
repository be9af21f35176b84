import { assertEquals, assertThrows } from "@std/assert";
import {
  encodeImages,
  mlpVae,
  mlpVaeParameters,
  startBackend,
  vaeLearner,
  vaeTrainer,
} from "lib/inference/tensor";
import { fold, key, normal, permutation } from "lib/math";

await startBackend();
const images = [[0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 0, 0], [0, 0, 1, 1]];
const fresh = () => mlpVaeParameters(key(0), { pixels: 4, hidden: [6], latent: 2 });

Deno.test("vaeLearner: handed the batches and the noise of vaeTrainer, it learns the same to the last bit", () => {
  const [one, other] = [fresh(), fresh()],
    options = { latent: 2, batch: 2, learningRate: 0.01, beta: 0.7 };
  using trainer = vaeTrainer(key(1), mlpVae, one, images, options);
  using learner = vaeLearner(mlpVae, other, { pixels: 4, ...options });
  for (let step = 0; step < 12; step++) {
    const order = permutation(fold(fold(key(1), "order"), Math.floor(step / 2)), 4);
    const rows = [0, 1].flatMap((i) => images[order[2 * (step % 2) + i]!]!);
    const noise = Float32Array.from(normal(fold(fold(key(1), "noise"), step), 4));
    assertEquals(learner.learn(Float32Array.from(rows), noise), trainer.step());
  }
  assertEquals(encodeImages(mlpVae, other, images), encodeImages(mlpVae, one, images));
});

Deno.test("vaeLearner: refuses a batch of another size, and unknown options", () => {
  const parameters = fresh();
  using learner = vaeLearner(mlpVae, parameters, { pixels: 4, latent: 2, batch: 2 });
  assertThrows(
    () => learner.learn(new Float32Array(4), new Float32Array(4)),
    RangeError,
    "numbers is [4]",
  );
  assertThrows(
    () => vaeLearner(mlpVae, parameters, { pixels: 4, latent: 2, warmUp: 3 } as never),
    TypeError,
    "warmUp",
  );
});
