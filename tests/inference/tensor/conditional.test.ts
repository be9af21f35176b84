/** Conditional models: they learn, replay to the bit, leave nothing behind and name what is wrong. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as model from "lib/inference/tensor";
import { fold, key, normal, uniform } from "lib/math";
import {
  adamOptimizer,
  capture,
  requireSameReplay,
  treeChecksum,
  treeEntries,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";

await model.startBackend();
const config = { observations: 2, actions: 2, steps: 5, latent: 3, width: 8, hidden: 12 };
const act = model.chunkTransformer(model.gaussianPixels(0.1), 2);
const disposeAll = (tree: Parameters<typeof treeEntries>[0]) =>
  treeEntries(tree).forEach(([, tensor]) => tensor.dispose());

/** Two opposite chunks for every place. */
function coins(count: number) {
  const sides = uniform(key(1), count), places = normal(key(2), 2 * count);
  return {
    inputs: Array.from({ length: count }, (_, i) => [places[2 * i]!, places[2 * i + 1]!]),
    targets: Array.from(
      { length: count },
      (_, i) => Array<number>(10).fill(sides[i]! < 0.5 ? -1 : 1),
    ),
  };
}

for (const seed of [0, 1, 2]) {
  Deno.test(`chunkTransformer, conditionalTrainer: a chunk's side goes into the code, seed ${seed}`, async () => {
    await withoutLeaks(() => {
      const own = model.chunkTransformerParameters(key(seed), config), data = coins(200);
      const before = treeChecksum(own);
      {
        using trainer = model.conditionalTrainer(
          fold(key(seed), "train"),
          (each, batch) => model.conditionalElbo(act, each, batch),
          own,
          data,
          { batch: 50, learningRate: 5e-3, latent: 3 },
        );
        const first = trainer.step().loss!;
        while (trainer.steps() < 250) trainer.step();
        const { loss, kl } = trainer.step();
        assert(loss! < first && kl! > 0.4, `${first} → ${loss}, KL ${kl}`); // the side is log 2
      }
      assert(treeChecksum(own) !== before);
      const { means } = model.encodeTargets(act, own, data.inputs, data.targets);
      const said = model.decodeTargets(act, own, data.inputs, means);
      const right = said.filter((row, i) => Math.sign(row[4]!) === data.targets[i]![4]).length;
      assert(right > 190, `${right} of 200`);
      disposeAll(own);
    });
  });
}

Deno.test("conditionalElbo of a transformer: a captured step replays to the bit", () => {
  const own = model.chunkTransformerParameters(key(5), config), { inputs, targets } = coins(16);
  const batch = {
    inputs: tf.tensor2d(inputs),
    targets: tf.tensor2d(targets),
    noise: tf.ones<tf.Rank.R2>([16, 3]),
  };
  {
    using optimizer = adamOptimizer(own);
    using step = capture(() => {
      using at = valueAndGradients((each) => model.conditionalElbo(act, each, batch), own);
      optimizer.update(at.gradients);
    });
    for (let i = 0; i < 5; i++) step.run(i);
    requireSameReplay(step, 5, { own, memory: optimizer.memory });
  }
  tf.dispose(batch);
  disposeAll(own);
});

Deno.test("mixtureNetworkLogLikelihood: logits, then means, then log spreads, component by component", () => {
  const row = [0.3, -0.2, 1, -1, 2, 0.5, 0.1, -0.4, 0.2, -0.3], target = [0.7, 0.2]; // K = 2, Y = 2
  const normal = (y: number, mean: number, logStd: number) => {
    const std = 0.02 + Math.exp(logStd);
    return Math.exp(-0.5 * ((y - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));
  };
  const [a, b] = [Math.exp(0.3), Math.exp(-0.2)];
  const expected = Math.log(
    a / (a + b) * normal(0.7, 1, 0.1) * normal(0.2, -1, -0.4) +
      b / (a + b) * normal(0.7, 2, 0.2) * normal(0.2, 0.5, -0.3),
  );
  const [got] = tf.tidy(() =>
    model.mixtureNetworkLogLikelihood(tf.tensor2d([row]), tf.tensor2d([target])).dataSync()
  );
  assertClose(got!, expected, { atol: 1e-6 }); // 32-bit rounding
});

Deno.test("sampleMixtureNetwork: shares, means and spreads as the outputs say", () => {
  const row = [0, Math.log(3), -1, 2, Math.log(0.1), Math.log(0.3)]; // ¼ at −1, ¾ at 2
  const draws = model.sampleMixtureNetwork(key(3), Array(4000).fill(row)).map(([y]) => y!);
  const high = draws.filter((y) => y > 0.5);
  assertClose(high.length / 4000, 0.75, { atol: 5 * 0.44 / Math.sqrt(4000) }); // five standard errors
  const mean = high.reduce((sum, y) => sum + y, 0) / high.length;
  assertClose(mean, 2, { atol: 5 * 0.32 / Math.sqrt(3000) }); // five standard errors
  const spread = Math.sqrt(high.reduce((sum, y) => sum + (y - mean) ** 2, 0) / high.length);
  assertClose(spread, 0.32, { atol: 5 * 0.32 / Math.sqrt(6000) }); // 0.3 and the floor of 0.02
});

Deno.test("conditional models: what does not fit is named", () => {
  const own = model.chunkTransformerParameters(key(0), config);
  assertThrows(() => model.decodeTargets(act, own, [[0, 0]], [[1]]), Error, "Cannot");
  assertThrows(() => model.chunkTransformer(model.gaussianPixels(1), 0), RangeError, "heads is 0");
  assertThrows(
    () => model.conditionalTrainer(key(0), () => tf.scalar(0), {}, coins(3), { batch: 4 }),
    RangeError,
    "expected at least a batch of 4",
  );
  assertEquals(own.writer.queries.shape, [5, 8]);
  disposeAll(own);
});
