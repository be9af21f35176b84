/** Chapter 08: every equation, held against oracles that import nothing of lib. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { ensembled, sideEntropy } from "chapters/08-conditional-vae/episodes.ts";
import { laneData, laneLogDensity, laneModel } from "chapters/08-conditional-vae/lane.ts";
import { missOf, SEARCH, search } from "chapters/08-conditional-vae/play.ts";
import { treePlay } from "lib/envs";
import { key } from "lib/math";
import { attend, layerNorm, layerNormParameters, positions } from "lib/nn";
import * as tf from "lib/nn/tf";
import * as model from "lib/inference/tensor";
import { assertClose, integral, normalPdf, otherNormals } from "../../support/mod.ts";
import { attended, average, coin, linearLoss, right, sum } from "./oracle.ts";

await model.startBackend();

Deno.test("CVAE-1: the squared error of a guess is the variance plus its squared distance from the mean", () => {
  const { inputs, targets } = laneData(key(9), 20_000);
  const near = targets.filter((_, n) => Math.abs(inputs[n]![0]! - 0.4) < 0.05).map(([y]) => y!);
  const m = average(near), spread = average(near.map((y) => (y - m) ** 2));
  for (const guess of [-1, 0, 0.7, 1.5]) {
    assertClose(average(near.map((y) => (y - guess) ** 2)), spread + (guess - m) ** 2, {
      rtol: 1e-12,
    });
  }
  // about a thousand draws of a spread of 1.1: five standard errors
  assertClose(m, 1.5 * (2 * right(0.4) - 1), { atol: 5 * 1.3 / Math.sqrt(near.length) });
});

Deno.test("CVAE-2: a mixture network's density adds up to 1, and is the lane's where it says the lane's numbers", () => {
  const raw = Math.log(0.15 - 0.02), x = 0.3; // σ = 0.02 + eˢ
  const outputs = [Math.log(right(x)), Math.log(1 - right(x)), 1.5, -1.5, raw, raw];
  const at = (y: number) =>
    tf.tidy(() =>
      model.mixtureNetworkLogLikelihood(tf.tensor2d([outputs]), tf.tensor2d([[y]])).dataSync()[0]!
    );
  for (const y of [-1.6, 1.4, 0.9]) {
    const exact = Math.log(
      right(x) * normalPdf(y, 1.5, 0.15) + (1 - right(x)) * normalPdf(y, -1.5, 0.15),
    );
    assertClose(at(y), exact, { rtol: 1e-5, atol: 1e-5 }); // float32
    assertClose(laneLogDensity(x, y), exact, { atol: 1e-12 });
  }
  const steps = Array.from({ length: 2400 }, (_, i) => -3 + i / 400);
  assertClose(sum(steps.map((y) => Math.exp(at(y)) / 400)), 1, { atol: 1e-5 }); // float32
});

const sides = { inputs: 1, targets: 1, hidden: [6], latent: 1 };
const parameters = model.mlpConditionalParameters(key(3), sides);
const decoded = (x: number, codes: readonly number[]) =>
  model.decodeTargets(laneModel, parameters, codes.map(() => [x]), codes.map((z) => [z])).map((
    [y],
  ) => y!);
const codes = Array.from({ length: 1601 }, (_, i) => -8 + i / 100);
const evidence = (x: number, y: number) => {
  const means = decoded(x, codes);
  return sum(codes.map((z, i) => normalPdf(z, 0, 1) / 100 * normalPdf(y, means[i]!, 0.15)));
};

Deno.test("CVAE-3: given x, the model's density over y adds up to 1", () => {
  const means = decoded(0.2, codes);
  const total = integral(
    (y) => sum(codes.map((z, i) => normalPdf(z, 0, 1) / 100 * normalPdf(y, means[i]!, 0.15))),
    -4,
    4,
  );
  assertClose(total, 1, { atol: 1e-6 }); // a sum over codes in steps of 0.01
});

Deno.test("CVAE-4: bound plus divergence to the posterior is log p(y | x)", () => {
  const [x, y] = [0.2, 0.1];
  const { means, stds } = model.encodeTargets(laneModel, parameters, [[x]], [[y]]);
  const [m, s] = [means[0]![0]!, stds[0]![0]!], answers = decoded(x, codes);
  const q = codes.map((z) => normalPdf(z, m, s) / 100);
  const logLikelihood = answers.map((mean) => Math.log(normalPdf(y, mean, 0.15) + 1e-300));
  const prior = codes.map((z) => Math.log(normalPdf(z, 0, 1)));
  const logQ = codes.map((z) => Math.log(normalPdf(z, m, s)));
  const log = Math.log(evidence(x, y));
  const elbo = sum(q.map((w, i) => w * (logLikelihood[i]! + prior[i]! - logQ[i]!)));
  const gap = sum(q.map((w, i) => w * (logQ[i]! - (logLikelihood[i]! + prior[i]! - log))));
  assertClose(elbo + gap, log, { atol: 1e-5 }); // codes in steps of 0.01, cut at ±8
  assertLess(elbo, log);
  const next = otherNormals(7), noise = Array.from({ length: 4000 }, next);
  const loss = tf.tidy(() => {
    const rows = (value: number) => tf.fill([4000, 1], value) as tf.Tensor2D;
    const batch = {
      inputs: rows(x),
      targets: rows(y),
      noise: tf.tensor2d(noise.map((e) => [e])),
    };
    return model.conditionalElbo(laneModel, parameters, batch).loss.dataSync()[0]!;
  });
  const spread = Math.sqrt(
    sum(q.map((w, i) => w * logLikelihood[i]! ** 2)) -
      sum(q.map((w, i) => w * logLikelihood[i]!)) ** 2,
  );
  assertClose(-loss, elbo, { atol: 5 * spread / Math.sqrt(4000) + 1e-3 }); // five errors, and float32
});

Deno.test("CVAE-5: the best linear code has w² = Var − βσ², or none", () => {
  for (
    const [v, variance, beta] of [[2, 0.5, 1], [2, 0.5, 3], [1, 0.2, 6], [
      2.27,
      0.0225,
      50,
    ]] as const
  ) {
    let best = { loss: Infinity, w: 0 };
    for (let w = 0; w <= 2; w += 0.002) {
      let own = Infinity; // the best encoder, by brute force around its closed form
      const u = w * w + beta * variance;
      for (const da of [-0.01, 0, 0.01]) {
        for (const ds of [0.98, 1, 1.02]) {
          const q = { w, a: w / u + da, s: ds * Math.sqrt(beta * variance / u) };
          own = Math.min(own, linearLoss(q, v, variance, beta));
        }
      }
      if (own < best.loss) best = { loss: own, w };
    }
    assertClose(best.w ** 2, Math.max(0, v - beta * variance), { atol: 0.01 }); // the grid of w
  }
});

Deno.test("CVAE-6: 0 for one side, log 2 for a fair coin, and −Σ p log p between", () => {
  assertEquals([sideEntropy(0), sideEntropy(1)], [0, 0]);
  for (const p of [0.5, 0.1, 0.77]) assertClose(sideEntropy(p), coin(p), { atol: 1e-15 });
  assertClose(sideEntropy(0.5), Math.LN2, { atol: 1e-15 });
});

const queries = [[1, 0], [0, 2]],
  keys = [[1, 1], [-1, 0], [0, 3]],
  values = [[1, 0], [0, 1], [5, 5]];

Deno.test("CVAE-7: attend is a mean of values by softmax of scaled scores", () => {
  const y = tf.tidy(() =>
    attend(tf.tensor3d([queries]), tf.tensor3d([keys]), tf.tensor3d([values]), 1).dataSync()
  );
  assertClose(y, attended(queries, keys, values).flat(), { atol: 1e-6 }); // float32
});

Deno.test("CVAE-8: a normed token has mean 0 and variance 1", () => {
  const y = tf.tidy(() =>
    Array.from(layerNorm(layerNormParameters(4), tf.tensor2d([[3, -1, 4, 1.5]])).dataSync())
  );
  assertClose(average(y), 0, { atol: 1e-6 }); // float32
  assertClose(average(y.map((each) => each * each)), 1, { atol: 1e-5 }); // ε beside a variance of 3.6
});

Deno.test("CVAE-9: attention has no order, and positions give it one: a shift is a rotation", () => {
  const [a, b] = tf.tidy(() =>
    [keys, keys.toReversed()].map((k, i) =>
      attend(
        tf.tensor3d([queries]),
        tf.tensor3d([k]),
        tf.tensor3d([i === 0 ? values : values.toReversed()]),
        1,
      )
        .dataSync()
    )
  );
  assertClose(a!, b!, { atol: 1e-6 }); // float32
  const rows = positions(9, 4);
  for (let t = 0; t < 8; t++) { // products of rows depend on their distance alone
    assertClose(sum(rows[t]!.map((p, d) => p * rows[t + 1]![d]!)), Math.cos(1) + Math.cos(0.01), {
      atol: 1e-12,
    });
  }
});

Deno.test("CVAE-10: a chunk's likelihood is that of its numbers, added up", () => {
  const config = { observations: 2, actions: 2, steps: 3, latent: 1 };
  const own = model.chunkTransformerParameters(key(1), config);
  const act = model.chunkTransformer(model.gaussianPixels(0.02));
  const [said] = model.decodeTargets(act, own, [[0.1, -0.2]], [[0.7]]),
    chunk = [0, 1, 0.2, 0.9, 0, 1];
  const byLib = tf.tidy(() =>
    act.logLikelihood(tf.tensor2d([said!]), tf.tensor2d([chunk])).dataSync()[0]!
  );
  const byHand = sum(chunk.map((a, i) => Math.log(normalPdf(a, said![i]!, Math.sqrt(0.02)))));
  assertClose(byLib, byHand, { rtol: 1e-5 }); // float32
});

Deno.test("CVAE-11: the mean over chunks weighs by age, and hears those that still speak", () => {
  const chunks = [[1, 0, 2, 0], [10, 1, 20, 2], [100, 5]]; // newest first; two, two and one stride
  const [p, r] = [1, Math.exp(-0.5)];
  assertClose(ensembled(chunks, 0.5), [(p * 1 + r * 20) / (p + r), (r * 2) / (p + r)], {
    atol: 1e-12,
  });
});

Deno.test("CVAE-12: the search lowers its least distance, round by round, and says the way's", () => {
  const errand = { from: [0, 1], to: [2, 2] };
  const imagine = (plans: readonly (readonly number[])[]) =>
    plans.map(([x, y]) => [[0, 1], [x!, 1 + y!]]);
  const { path, misses } = search(key(0), errand, imagine, 2);
  assertEquals(misses.length, SEARCH.rounds);
  assert(misses.every((miss, i) => i === 0 || miss <= misses[i - 1]!));
  assertClose(Math.hypot(path[1]![0]! - 2, path[1]![1]! - 2), misses.at(-1)!, { atol: 1e-12 });
  // behind the tree: what a way reaches through it does not count
  assertClose(missOf([[0, 2], [0, 4], [0, 7]], [0, 7]), 5, { atol: 1e-12 });
  assertEquals(treePlay(key(0), 5).places.length, 6);
});
