/** The tensor side of autoencoders: bounds against closed forms, training that is repeatable and clean. */
import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import * as vae from "lib/inference/tensor";
import { importanceBound, standardDivergences } from "lib/inference";
import { key } from "lib/math";
import { adamOptimizer, capture, denseLayer, requireSameReplay } from "lib/nn";
import { type TensorTree, treeEntries, valueAndGradients, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, logNormal } from "../../support/mod.ts";

await vae.startBackend();

/** z ~ N(0, 1), x | z ~ N(1.5 z, .64), q = N(μ, σ²) whatever x is: everything is known. */
const world = {
  write: { weight: tf.tensor2d([[1.5]]), bias: tf.zeros([1]) },
  q: tf.tensor2d([[0.5, Math.log(0.6)]]),
};
const model: vae.VaeModel<typeof world> = {
  encode: ({ q }, images) =>
    tf.tidy(() => tf.matMul(tf.ones<tf.Rank.R2>([images.shape[0]!, 1]), q)),
  decode: ({ write }, codes) => denseLayer(write, codes),
  logLikelihood: vae.gaussianPixels(0.64),
};

Deno.test("logWeightsOf: more images than fit into a turn have rows of their own, in order", () => {
  const images = [[2], [-4], [7]], draws = 3000; // one image a turn
  const rows = vae.logWeightsOf(key(0), model, world, images, draws);
  const weightAt = ([x]: readonly number[]) =>
    // where z is q's mean, half a unit
    logNormal(0.5, 0, 1) + logNormal(x!, 0.75, 0.8) - logNormal(0.5, 0.5, 0.6);
  assertEquals(rows.map((row) => row.length), [draws, draws, draws]);
  rows.forEach((row, i) => {
    const middle = [...row].sort((a, b) => a - b)[draws / 2]!;
    assertClose(middle, weightAt(images[i]!), { atol: 1 }); // no other image's, six or more away
  });
});

Deno.test("logWeightsOf: bounds of a linear world are its closed forms", () => {
  const weights = vae.logWeightsOf(key(0), model, world, [[2]], 100_000);
  const fit = -((2 - 0.75) ** 2 + (1.5 * 0.6) ** 2) / 1.28 - 0.5 * Math.log(2 * Math.PI * 0.64);
  const elbo = fit - standardDivergences({ means: [[0.5]], stds: [[0.6]] })[0]!;
  assertClose(importanceBound(weights, 1), elbo, { atol: 0.03 }); // five errors of 100,000 draws
  assertClose(importanceBound(weights, 100_000), logNormal(2, 0, Math.hypot(1.5, 0.8)), {
    atol: 0.01,
  });
});

Deno.test("negativeElbo: β and free nats weigh the divergence, and it alone", () => {
  const batch = { images: tf.tensor2d([[2]]), noise: tf.tensor2d([[0.3]]) };
  const read = (weights: vae.VaeWeights) => {
    const terms = vae.negativeElbo(model, world, batch, weights);
    return [terms.loss, terms.logLikelihood, terms.kl].map((each) => each.dataSync()[0]!);
  };
  const [loss, fit, kl] = read({}) as [number, number, number];
  const exact = standardDivergences({ means: [[0.5]], stds: [[0.6]] })[0]!;
  assertClose(kl, exact, { rtol: 1e-6 }); // float32
  assertClose(fit, logNormal(2, 1.5 * 0.68, 0.8), { rtol: 1e-6 });
  assertClose(loss, exact - fit, { rtol: 1e-6 });
  assertClose(read({ beta: 4 })[0]!, 4 * exact - fit, { rtol: 1e-6 });
  assertClose(read({ beta: tf.scalar(0.5) })[0]!, 0.5 * exact - fit, { rtol: 1e-6 });
  assertClose(read({ freeNats: 3 })[0]!, 3 - fit, { rtol: 1e-6 });
  assertClose(read({ freeNats: 0.1 })[0]!, exact - fit, { rtol: 1e-6 });
  assertThrows(() => read({ beta: -1 }), RangeError, "beta is -1");
});

Deno.test("gaussianPixels: a fixed variance is the density, the fitted one the best of all", () => {
  const [x, back] = [tf.tensor2d([[0, 1], [2, 2]]), tf.tensor2d([[0.5, 1], [1, 4]])];
  const sum = (variance: number | "fitted") =>
    Array.from(vae.gaussianPixels(variance)(back, x).dataSync()).reduce(
      (total, each) => total + each,
      0,
    );
  const byHand = (v: number) =>
    [0.5, 0, 1, -2].reduce((total, apart) => total + logNormal(apart, 0, Math.sqrt(v)), 0);
  for (const v of [0.1, 1, 3]) assertClose(sum(v), byHand(v), { rtol: 1e-6 }); // float32
  assertClose(sum("fitted"), byHand(5.25 / 4), { rtol: 1e-6 });
  assert(sum("fitted") > sum(1.2) && sum("fitted") > sum(1.4));
});

const stripes = Array.from(
  { length: 64 },
  (_, i) => Array.from({ length: 16 }, (_, p) => (p + i) % 4 < 2 ? 1 : 0),
);
const start = () => vae.mlpVaeParameters(key(1), { pixels: 16, hidden: [12], latent: 2 });
const learn = (config: object, steps = 150) => {
  const parameters = start();
  using trainer = vae.vaeTrainer(key(2), vae.mlpVae, parameters, stripes, {
    latent: 2,
    batch: 20,
    learningRate: 0.01,
    ...config,
  });
  const losses = Array.from({ length: steps }, () => trainer.step());
  return { parameters, losses };
};

Deno.test("vaeTrainer: learns stripes, the same at every run, and leaves nothing behind", async () => {
  const run = () => {
    const { parameters, losses } = learn({});
    const end = treeEntries(parameters).map(([, tensor]) => tensor.dataSync()[0]!);
    tf.dispose(parameters);
    return [...losses.map(({ loss }) => loss), ...end];
  };
  const first = await withoutLeaks(run);
  assertEquals(first, run());
  assertLess(first[149]!, 0.6 * first[0]!);
});

Deno.test("vaeTrainer: a warm-up starts without the price and ends with all of it", () => {
  const { losses } = learn({ warmUp: 100, beta: 2 }, 120);
  assertClose(losses[0]!.loss, -losses[0]!.logLikelihood, { rtol: 1e-6 });
  for (const [at, share] of [[50, 0.5], [100, 1], [119, 1]] as const) {
    const { loss, kl, logLikelihood } = losses[at]!;
    assertClose(loss, 2 * share * kl - logLikelihood, { rtol: 1e-5 }); // float32
  }
});

Deno.test("vaeTrainer: fewer images than a batch are refused, and unknown options", () => {
  const rows = Array.from({ length: 7 }, () => stripes[0]!);
  const make = (config: object) => () =>
    vae.vaeTrainer(key(2), vae.mlpVae, start(), rows, { latent: 2, ...config });
  assertThrows(make({ batch: 8 }), RangeError, "images is 7, expected at least a batch of 8");
  assertThrows(make({ batch: 3, warmup: 2 }), TypeError, "warmup");
});

Deno.test("vaeTrainer: a constant encoder of one epoch reads each image once", () => {
  const rows = [[1], [2], [3], [4], [5], [6], [7]], own = { shift: tf.tensor1d([0]) };
  const mean: vae.VaeModel<typeof own> = { // its log-likelihood is the image itself
    encode: ({ shift }, images) =>
      tf.tidy(() =>
        tf.concat([tf.mul(images, 0), tf.mul(tf.zerosLike(images), shift)], 1) as tf.Tensor2D
      ),
    decode: ({ shift }, codes) => tf.tidy(() => tf.add(tf.mul(codes, 0), shift)),
    logLikelihood: (decoded, images) =>
      tf.tidy(() => tf.sum(tf.add(images, decoded), 1) as tf.Tensor1D),
  };
  using trainer = vae.vaeTrainer(key(2), mean, own, rows, {
    latent: 1,
    batch: 3,
    learningRate: 1e-9,
  });
  const seen = [trainer.step(), trainer.step()].map(({ logLikelihood }) => 3 * logLikelihood);
  const left = 28 - seen[0]! - seen[1]!; // of 1 + … + 7
  assertClose(left, Math.round(left), { atol: 1e-4 });
  assert(left > 0.5 && left < 7.5, "one image is left out, none is seen twice");
});

Deno.test("convolutionalVae: sides and channels are mirrored, rows of pixels and squares are one", () => {
  const config = { side: 8, channels: [3, 5], latent: 2 };
  const parameters = vae.convolutionalVaeParameters(key(0), config);
  const shapes = treeEntries(parameters).map(([path, { shape }]) => `${path} ${shape}`);
  assertEquals(shapes.filter((each) => each.includes("weight")), [
    "down1/weight 3,3,1,3",
    "down2/weight 3,3,3,5",
    "posterior/weight 20,4",
    "decoder/weight 2,20",
    "up1/weight 3,3,3,5",
    "up2/weight 3,3,1,3",
  ]);
  const rows = tf.ones([2, 64]), codes = vae.convolutionalVae.encode(parameters, rows);
  const squares = vae.convolutionalVae.encode(parameters, tf.ones([2, 8, 8, 1]));
  assertEquals([...codes.dataSync()], [...squares.dataSync()]);
  const written = vae.convolutionalVae.decode(parameters, tf.zeros([2, 2]), rows);
  assertEquals(written.shape, [2, 8, 8, 1]);
  assertEquals(vae.convolutionalVae.logLikelihood(written, rows).shape, [2]);
  assertEquals(vae.decodeCodes(vae.convolutionalVae, parameters, [[0, 0]])[0]!.length, 64);
  assertThrows(
    () => vae.convolutionalVaeParameters(key(0), { ...config, side: 10 }),
    RangeError,
    "side is 10, expected a multiple of 4",
  );
});

/** A captured step of a model, replayed and as it is written, must leave the same bits. */
function replayed<P extends TensorTree>(model: vae.VaeModel<P>, parameters: P, pixels: number) {
  const batch = { images: tf.ones([3, pixels]), noise: tf.tensor2d([[0, 1], [1, -1], [0.5, 0.2]]) };
  const beta = tf.scalar(0.7);
  using optimizer = adamOptimizer(parameters, { learningRate: 0.01 });
  using step = capture(() => {
    using at = valueAndGradients(
      (each) => vae.negativeElbo(model, each, batch, { beta, freeNats: 0.1 }),
      parameters,
    );
    optimizer.update(at.gradients);
  });
  for (let i = 0; i < 4; i++) step.run(i);
  requireSameReplay(step, 4, { parameters, memory: optimizer.memory });
}

Deno.test("negativeElbo: a captured step leaves the same bits as the one that is written", () => {
  replayed(vae.mlpVae, start(), 16);
  const config = { side: 4, channels: [2, 3], latent: 2 };
  replayed(vae.convolutionalVae, vae.convolutionalVaeParameters(key(0), config), 16);
  const grey = { ...vae.mlpVae, logLikelihood: vae.gaussianPixels("fitted") };
  replayed(grey, start(), 16);
});

Deno.test("encodeImages: gives μ and σ, not log σ", () => {
  const { means, stds } = vae.encodeImages(model, world, [[1], [2]]);
  assertClose(means.flatMap((row) => Array.from(row)), [0.5, 0.5], { atol: 1e-7 });
  assertClose(stds.flatMap((row) => Array.from(row)), [0.6, 0.6], { atol: 1e-7 });
  assertGreater(stds[0]![0]!, 0);
});
