import { assertGreater, assertThrows } from "@std/assert";
import { key } from "lib/math";
import { NonFiniteTensorError, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { normalTensor } from "lib/prob/tensor";
import { mixtureAscent, sampledElbo } from "lib/inference/tensor";
import { assertClose } from "../../support/mod.ts";

await startBackend();

/** z ~ N(0, 1), x | z ~ N(1.5 z, .8²), x = 2: the log-joint as one quadratic in z. */
const logJoint = (z: tf.Tensor2D) =>
  tf.squeeze<tf.Tensor1D>(
    tf.sub(
      tf.mul(tf.add(tf.square(tf.div(tf.sub(2, tf.mul(z, 1.5)), 0.8)), tf.square(z)), -0.5),
      Math.log(2 * Math.PI * 0.8),
    ),
    [1],
  );

function atPoint(mean: number, std: number, samples: number) {
  const q = { mean: tf.tensor1d([mean]), logStd: tf.tensor1d([Math.log(std)]) };
  const noise = normalTensor<tf.Rank.R2>(key(9), [samples, 1]);
  const estimate = sampledElbo({ logJoint, q, noise });
  tf.dispose([noise, q.mean, q.logStd]);
  return estimate;
}

Deno.test("sampledElbo: value and gradients equal the closed form within five standard errors", async () => {
  const estimate = await withoutLeaks(() => atPoint(0.4, 0.7, 50_000));
  const fit = -((2 - 0.6) ** 2 + (1.5 * 0.7) ** 2) / 1.28 - Math.log(0.8 * Math.sqrt(2 * Math.PI));
  const prior = -(0.16 + 0.49) / 2 - Math.log(Math.sqrt(2 * Math.PI));
  const exact = fit + prior + Math.log(0.7 * Math.sqrt(2 * Math.PI * Math.E));
  assertClose(estimate.elbo, exact, { atol: 5 * estimate.standardError });
  const curvature = 1 + 2.25 / 0.64; // −d²/dz² of the log-joint
  // per-sample slopes: σ·curvature for μ, and √(slope²σ² + 2σ⁴curvature²)-like for log σ: below 5
  assertClose(estimate.meanGradient, [(1.5 * 1.4) / 0.64 - 0.4], {
    atol: (5 * 0.7 * curvature) / Math.sqrt(50_000),
  });
  assertClose(estimate.logStdGradient, [1 - 0.49 * curvature], {
    atol: (5 * 5) / Math.sqrt(50_000),
  });
});

Deno.test("sampledElbo: a NaN in log p(x, z) stops it, by name", () => {
  const q = { mean: tf.tensor1d([0]), logStd: tf.tensor1d([0]) };
  const noise = tf.tensor2d([[-1], [1]]);
  const broken = (z: tf.Tensor2D) => tf.squeeze<tf.Tensor1D>(tf.log(z), [1]); // log of a negative
  assertThrows(
    () => sampledElbo({ logJoint: broken, q, noise }),
    NonFiniteTensorError,
    "log p(x, z)",
  );
  tf.dispose([q.mean, q.logStd, noise]);
});

const two = [[0], [0.5], [-0.4], [6], [6.6], [5.7]];

Deno.test("mixtureAscent: climbs to where plain arithmetic puts the likelihood, and leaks nothing", async () => {
  const climb = await withoutLeaks(() =>
    mixtureAscent(two, { steps: 400, learningRate: 0.05, means: [[0], [6]] })
  );
  // far apart, each half is fitted alone: Σ −½ log 2πe σ² − log 2, three data each
  const half = (values: number[]) => {
    const mean = values.reduce((x, y) => x + y) / 3;
    const variance = values.reduce((s, x) => s + (x - mean) ** 2, 0) / 3;
    return -1.5 * Math.log(2 * Math.PI * Math.E * variance) - 3 * Math.LN2;
  };
  const exact = half([0, 0.5, -0.4]) + half([6, 6.6, 5.7]);
  assertClose(climb.logLikelihoods.at(-1)!, exact, { atol: 1e-3 }); // Adam's last steps still tremble
  assertClose(climb.means.flat(), [0.1 / 3, 18.3 / 3], { atol: 0.02 });
  assertGreater(climb.logLikelihoods.at(-1)!, climb.logLikelihoods[0]!);
});

const config = { steps: 1, learningRate: 0.1, means: [[0], [6]] };
const refusedClimbs: Record<string, [number[][], object, string]> = {
  "ragged points": [[[1], [1, 2]], config, "points"],
  "no points": [[], config, "points"],
  "a NaN among the points": [[[1], [NaN], [2]], config, "points"],
  "means of another width": [[[1, 2], [2, 1], [0, 0]], config, "means"],
  "more means than points": [[[1]], config, "the number of means is 2"],
  "a column without spread": [[[3], [3], [3]], config, "column 0"],
  "half a step": [two, { ...config, steps: 1.5 }, "steps"],
  "a step size below zero": [two, { ...config, learningRate: -1 }, "learningRate"],
  "an unknown option": [two, { ...config, stepsize: 1 }, "stepsize"],
};
for (const [fault, [points, options, words]] of Object.entries(refusedClimbs)) {
  Deno.test(`mixtureAscent: ${fault}: refused by name, and nothing leaks`, async () => {
    await withoutLeaks(() =>
      void assertThrows(() => mixtureAscent(points, options as typeof config), Error, words)
    );
  });
}

const shapes: Record<string, [number[], number[], number[], string]> = {
  "logStd of another width": [[2], [1], [3, 2], "q.logStd is [1], expected [2]"],
  "mean of another width": [[1], [1], [3, 2], "q.mean is [1], expected [2]"],
  "a single sample": [[1], [1], [1, 1], "noise is [1,1]"],
};
for (const [fault, [mean, logStd, noise, words]] of Object.entries(shapes)) {
  Deno.test(`sampledElbo: ${fault} is refused by name`, async () => {
    await withoutLeaks(() => {
      const parts = {
        q: { mean: tf.zeros(mean), logStd: tf.zeros(logStd) },
        noise: tf.zeros<tf.Rank.R2>(noise as [number, number]),
      };
      assertThrows(() => sampledElbo({ logJoint, ...parts }), Error, words);
      tf.dispose([parts.noise, parts.q.mean, parts.q.logStd]);
    });
  });
}

Deno.test("sampledElbo: a log-joint of the wrong shape and a NaN in q are refused by name", () => {
  tf.tidy(() => {
    const noise = tf.zeros<tf.Rank.R2>([4, 1]);
    const q = { mean: tf.tensor1d([0]), logStd: tf.tensor1d([0]) };
    const column = (z: tf.Tensor2D) => tf.square(z) as unknown as tf.Tensor1D;
    assertThrows(
      () => sampledElbo({ logJoint: column, q, noise }),
      Error,
      "what logJoint gives is [4,1]",
    );
    const broken = { ...q, mean: tf.tensor1d([NaN]) };
    assertThrows(() => sampledElbo({ logJoint, q: broken, noise }), NonFiniteTensorError, "q.mean");
  });
});
