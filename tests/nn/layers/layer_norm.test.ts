import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { layerNorm, layerNormParameters, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { layerNormOracle } from "../layer_oracles.ts";
import { requireSameLayer } from "../same_layer.ts";

await startBackend();

for (const shape of [[1, 3], [4, 7], [17, 16], [2, 3, 5]]) {
  Deno.test(`layerNorm: [${shape}] equals float64, values and gradients`, () => {
    const width = shape.at(-1)!;
    requireSameLayer({
      shapes: { x: shape, scale: [width], offset: [width] },
      layer: ({ x, scale, offset }) =>
        layerNorm({ scale: scale as tf.Tensor1D, offset: offset as tf.Tensor1D }, x!, 1e-2),
      oracle: (numbers) => layerNormOracle(numbers, width, 1e-2),
    });
  });
}

Deno.test("layerNorm: ε is 1e-5 and stands inside the root", () => {
  tf.tidy(() => {
    const parameters = layerNormParameters(2);
    const y = layerNorm(parameters, tf.tensor2d([[-1e-3, 1e-3], [5, 5]]));
    const root = Math.sqrt(1e-6 + 1e-5); // outside, y would be 0.99
    assertClose(y.dataSync(), [-1e-3 / root, 1e-3 / root, 0, 0], { rtol: 1e-6 }); // rounding
  });
});

Deno.test("layerNorm: one column gives the offset; a NaN stays in its own example", () => {
  tf.tidy(() => {
    assertEquals(
      layerNorm(layerNormParameters(1), tf.tensor2d([[3], [-8]])).dataSync(),
      new Float32Array(2),
    );
    const y = layerNorm(layerNormParameters(2), tf.tensor2d([[NaN, 1], [-1, 1]])).dataSync();
    assertEquals(Array.from(y, Number.isNaN), [true, true, false, false]);
  });
});

Deno.test("layerNorm: no tensor is left; wrong shapes and values are named", async () => {
  const parameters = layerNormParameters(3), x = tf.ones([2, 3]), wide = tf.ones([2, 4]);
  await withoutLeaks(() => layerNorm(parameters, x).dispose());
  assertThrows(() => layerNorm(parameters, wide), ShapeError, "scale is [3], expected [4]");
  assertThrows(() => layerNorm(parameters, x, 0), RangeError, "epsilon is 0");
  assertThrows(() => layerNormParameters(0), RangeError, "width is 0");
  tf.dispose([parameters, x, wide]);
});
