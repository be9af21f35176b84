/** The tensor forms against the float64 forms, which are the specification. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { key, normal, ShapeError } from "lib/math";
import { startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { gaussianEntropy, gaussianLogDensity, type Mixture, mixtureLogDensity } from "lib/prob";
import {
  gaussianEntropyTensor,
  gaussianLogDensityTensor,
  mixtureLogDensityTensor,
  mixtureTensor,
  normalTensor,
} from "lib/prob/tensor";
import { assertClose } from "../../support/mod.ts";

await startBackend();
const float32 = { rtol: 2e-6, atol: 2e-6 }; // a handful of roundings of 6e-8, in sums of size ten

const points = [[0.3, -1.2], [2, 2], [-3, 0.5], [0, 0]];
const [mean, logStd] = [[0.5, -1], [0.2, -0.7]];

Deno.test("gaussianLogDensityTensor: equals gaussianLogDensity", async () => {
  const exact = points.map((x) =>
    gaussianLogDensity({
      mean,
      covariance: { kind: "diagonal", variances: logStd.map((each) => Math.exp(2 * each)) },
    }, x)
  );
  await withoutLeaks(() =>
    tf.tidy(() => {
      const gaussian = { mean: tf.tensor1d(mean), logStd: tf.tensor1d(logStd) };
      assertClose(
        gaussianLogDensityTensor(tf.tensor2d(points), gaussian).dataSync(),
        exact,
        float32,
      );
    })
  );
});

Deno.test("gaussianEntropyTensor: equals gaussianEntropy", () => {
  const variances = logStd.map((each) => Math.exp(2 * each));
  const exact = gaussianEntropy({ mean, covariance: { kind: "diagonal", variances } });
  tf.tidy(() =>
    assertClose(gaussianEntropyTensor(tf.tensor1d(logStd)).dataSync(), [exact], float32)
  );
});

Deno.test("gaussianLogDensityTensor: refuses a mean of another width, naming it", () => {
  tf.tidy(() => {
    const gaussian = { mean: tf.zeros([3]), logStd: tf.zeros([2]) };
    const error = assertThrows(
      () => gaussianLogDensityTensor(tf.tensor2d(points), gaussian),
      ShapeError,
    );
    assertStringIncludes(error.message, "mean");
    assertStringIncludes(error.message, "[4,2]");
  });
});

Deno.test("normalTensor: the float64 draws, rounded once; the same key, the same bits", () => {
  tf.tidy(() => {
    const draws = normalTensor(key(3), [2, 3]);
    assertEquals([...draws.dataSync()], [...Float32Array.from(normal(key(3), 6))]);
    assertEquals(draws.shape, [2, 3]);
  });
  assertThrows(() => normalTensor(key(3), [2, -1]), RangeError, "shape");
});

/** A = [[e^l₀, 0], [m, e^l₁]] and Σ = (AᵀA)⁻¹, worked out by hand for two dimensions. */
function covarianceOf([l0, l1]: readonly number[], m: number) {
  const [a, d] = [Math.exp(l0!), Math.exp(l1!)];
  const [p, q, r] = [a * a + m * m, m * d, d * d]; // AᵀA
  const determinant = p * r - q * q;
  return [[r / determinant, -q / determinant], [-q / determinant, p / determinant]];
}

Deno.test("mixtureLogDensityTensor: equals mixtureLogDensity", () => {
  const [logits, means, logs, below] = [[0.4, -0.3], [[0, 1], [-2, 0.5]], [[0.1, -0.2], [
    -0.5,
    0.3,
  ]], [0.6, -1.1]];
  const total = Math.exp(0.4) + Math.exp(-0.3);
  const mixture: Mixture = {
    weights: logits.map((each) => Math.exp(each) / total),
    components: means.map((each, k) => ({
      mean: each,
      covariance: { kind: "full", matrix: covarianceOf(logs[k]!, below[k]!) },
    })),
  };
  tf.tidy(() => {
    const tensors = {
      logits: tf.tensor1d(logits),
      means: tf.tensor2d(means),
      logDiagonals: tf.tensor2d(logs),
      lowers: tf.tensor3d(below.map((m) => [[9, 9], [m, 9]])), // the nines are to be ignored
    };
    const actual = mixtureLogDensityTensor(tf.tensor2d(points), tensors).dataSync();
    assertClose(actual, points.map((x) => mixtureLogDensity(mixture, x)), float32);
    const wrong = { ...tensors, lowers: tf.zeros<tf.Rank.R3>([2, 2, 3]) };
    assertThrows(() => mixtureLogDensityTensor(tf.tensor2d(points), wrong), ShapeError, "lowers");
  });
});

Deno.test("mixtureTensor: has the mixture's density, whatever its covariances; a weight of 0 is refused", () => {
  const mixture: Mixture = {
    weights: [0.2, 0.5, 0.3],
    components: [
      { mean: [0, 1], covariance: { kind: "full", matrix: [[2, -1.2], [-1.2, 1]] } },
      { mean: [-1, 3], covariance: { kind: "diagonal", variances: [0.2, 5] } },
      { mean: [4, 0], covariance: { kind: "spherical", variance: 0.7 } },
    ],
  };
  const points = [[0, 0], [-1, 2], [4, 1], [10, -3]];
  tf.tidy(() => {
    const there = mixtureLogDensityTensor(tf.tensor2d(points), mixtureTensor(mixture)).dataSync();
    const expected = points.map((point) => mixtureLogDensity(mixture, point));
    assertClose(there, expected, { rtol: 1e-5 }); // float32, numbers up to 100
  });
  const { components } = mixture, weights = [0, 0.5, 0.5];
  const made = () => mixtureTensor({ weights, components });
  assertThrows(made, RangeError, "mixture.weights[0] is 0, expected a number above 0");
});

Deno.test("tensor functions: what is no tensor is named, and one that is disposed", () => {
  tf.tidy(() => {
    const [x, row, gone] = [tf.tensor2d([[1, 2]]), tf.tensor1d([0, 0]), tf.tensor1d([0, 0])];
    gone.dispose();
    for (const mean of [undefined, null, [0, 0], { shape: [2] }, 3]) {
      assertThrows(
        () => gaussianLogDensityTensor(x, { mean, logStd: row } as never),
        TypeError,
        "gaussian.mean is ",
      );
    }
    assertThrows(
      () => gaussianLogDensityTensor(x, { mean: gone, logStd: row }),
      RangeError,
      "gaussian.mean is disposed, expected a living tensor",
    );
    assertThrows(() => gaussianLogDensityTensor(x, undefined as never), TypeError, "gaussian is");
    assertThrows(() => normalTensor(key(0), 3 as never), TypeError, "shape is 3");
    assertThrows(() => normalTensor(key(0), [2 ** 14, 2 ** 14]), RangeError, "count is 268435456");
    assertThrows(() => gaussianEntropyTensor(tf.zeros([1, 1, 1])), ShapeError, "[D] or [N,D]");
  });
});
