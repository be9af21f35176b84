/**
 * The same numbers as PyTorch 2.13.0 in float64, from torch.nn.GRUCell, LayerNorm and
 * ConvTranspose2d, torch.optim.Adam after torch.nn.utils.clip_grad_norm_. Every tensor is filled by
 * sin(k), sin(2k), …, with another k; PyTorch's weights are ours transposed.
 */
import {
  adamOptimizer,
  gruCell,
  layerNorm,
  startBackend,
  tensorScope,
  transposedConvolutionLayer,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../support/mod.ts";

await startBackend();

const fill = <R extends tf.Rank>(shape: tf.ShapeMap[R], k: number): tf.Tensor<R> =>
  tf.tensor(
    Float32Array.from(
      { length: shape.reduce((product, side) => product * side, 1) },
      (_, i) => Math.sin(k * (i + 1)),
    ),
    shape,
  );

const rounding = { rtol: 2e-6, atol: 1e-6 }; // sums of at most nine float32 products, of size 1

Deno.test("gruCell: PyTorch's GRUCell", () => {
  tf.tidy(() => {
    const cell = {
      inputWeight: fill<tf.Rank.R3>([3, 2, 3], 0.9),
      inputBias: fill<tf.Rank.R2>([3, 3], 0.4),
      stateWeight: fill<tf.Rank.R3>([3, 3, 3], 1.1),
      stateBias: fill<tf.Rank.R2>([3, 3], 0.6),
    };
    const next = gruCell(cell, fill<tf.Rank.R2>([1, 2], 0.7), fill<tf.Rank.R2>([1, 3], 1.3));
    const expected = [0.8916886365398132, 0.31526261913971854, -0.6677022269474959];
    assertClose(next.dataSync(), expected, rounding);
  });
});

Deno.test("layerNorm: PyTorch's LayerNorm, on numbers beside which ε counts", () => {
  tf.tidy(() => {
    const parameters = { scale: fill<tf.Rank.R1>([3], 0.5), offset: fill<tf.Rank.R1>([3], 0.8) };
    const y = layerNorm(parameters, tf.tensor2d([[1e-3, 2e-3, -1e-3]]));
    const expected = [0.7643676327583221, 1.3296256777843976, 0.18640102656989613];
    assertClose(y.dataSync(), expected, rounding);
  });
});

Deno.test("transposedConvolutionLayer: PyTorch's ConvTranspose2d", () => {
  tf.tidy(() => {
    const layer = { weight: fill<tf.Rank.R4>([3, 3, 1, 1], 0.3), bias: tf.tensor1d([0.25]) };
    const x = fill<tf.Rank.R4>([1, 2, 2, 1], 0.6);
    const y = transposedConvolutionLayer(layer, x, { stride: 2, padding: 1 });
    // deno-fmt-ignore
    assertClose(y.dataSync(), [
      0.813228036435261, 1.6685725927795823, 1.1797043155713336,
      1.1812709359626388, 2.258315775596733, 1.2609532863590895,
      1.2214081295172354, 1.827937293572484, 0.9237711362354023,
    ], rounding);
  });
});

Deno.test("adamOptimizer: PyTorch's Adam after clip_grad_norm_, ε outside the root", () => {
  using scope = tensorScope();
  const model = scope.own({ w: tf.tensor1d([0.5, -1]) });
  const config = { learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.1, maxNorm: 1 };
  using optimizer = adamOptimizer(model, config);
  for (const gradient of [[1, -0.02], [-0.3, 0.01], [2, 0.5]]) {
    optimizer.update(scope.own({ w: tf.tensor1d(gradient) }));
  }
  // PyTorch divides by the norm + 1e-6, which is 1e-6 of a step of 0.1
  assertClose(model.w.dataSync(), [0.31441142467576977, -1.019765074903748], { rtol: 2e-6 });
});
