import { assertEquals, assertThrows } from "@std/assert";
import { key } from "lib/math";
import {
  type ConvolutionOptions,
  startBackend,
  transposedConvolutionLayer,
  transposedConvolutionParameters,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { transposedConvolutionOracle } from "../layer_oracles.ts";
import { requireSameLayer } from "../same_layer.ts";

await startBackend();

/** Sides of x, window, stride and padding, and the sides of y that must come of them. */
const cases = [
  { places: [3, 2], size: 3, stride: 1, padding: "valid", height: 5, width: 4 },
  { places: [3, 2], size: 3, stride: 2, padding: "valid", height: 7, width: 5 },
  { places: [3, 2], size: 3, stride: 2, padding: "same", height: 6, width: 4 },
  { places: [3, 2], size: 4, stride: 2, padding: 1, height: 6, width: 4 },
  { places: [1, 1], size: 1, stride: 1, padding: "valid", height: 1, width: 1 },
  { places: [2, 3], size: 1, stride: 2, padding: "same", height: 4, width: 6 },
  { places: [4, 1], size: 5, stride: 3, padding: 2, height: 10, width: 1 },
] as const;

for (const each of cases) {
  const { places, size, stride, padding, height, width } = each;
  const sides = { examples: 2, channels: 3, filters: 2 };
  const what = `[${places}] to [${height},${width}], window ${size}, stride ${stride}, ${padding}`;
  Deno.test(`transposedConvolutionLayer: ${what} equals float64`, () => {
    requireSameLayer({
      shapes: { x: [2, ...places, 3], weight: [size, size, 2, 3], bias: [2] },
      layer: ({ x, weight, bias }) => {
        const layer = { weight: weight as tf.Tensor4D, bias: bias as tf.Tensor1D };
        const y = transposedConvolutionLayer(layer, x as tf.Tensor4D, {
          stride,
          padding,
          activation: "tanh",
        });
        assertEquals(y.shape, [2, height, width, 2]);
        return y;
      },
      oracle: (numbers) => transposedConvolutionOracle(numbers, { ...sides, ...each }, "tanh"),
    });
  });
}

Deno.test("transposedConvolutionLayer: no tensor left; wrong sizes, shapes, paths are named", async () => {
  await withoutLeaks(() =>
    tf.tidy(() => {
      const layer = transposedConvolutionParameters(key(3), { size: 3, channels: 4, filters: 2 });
      const x = tf.ones<tf.Rank.R4>([1, 2, 2, 4]);
      const refused = (path: ConvolutionOptions, message: string, input = x) =>
        assertThrows(() => transposedConvolutionLayer(layer, input, path), Error, message);
      refused({ stride: 1.5 }, "stride is 1.5");
      refused({ padding: -1 }, "padding is -1");
      refused(
        { padding: 2 },
        "x is [1,2,2,4], expected sides that the padding leaves something of",
      );
      refused({}, "x is [1,2,2,3], expected [B,H,W,4]", tf.ones([1, 2, 2, 3]));
      refused({}, "x is int32", tf.ones([1, 2, 2, 4], "int32"));
      transposedConvolutionLayer(layer, x, { stride: 2, activation: "relu" });
    })
  );
});

Deno.test("transposedConvolutionParameters: PyTorch's limits; a size that is none is named", () => {
  tf.tidy(() => {
    const config = { size: 3, channels: 50, filters: 4 };
    const { weight, bias } = transposedConvolutionParameters(key(3), config);
    assertEquals([weight.shape, bias.shape], [[3, 3, 4, 50], [4]]);
    const most = Math.max(...weight.dataSync().map(Math.abs));
    assertEquals(most <= 1 / 6 && most > 0.16, true); // 1 / √(3 · 3 · 4); of 1800 draws one is as large
    assertThrows(
      () => transposedConvolutionParameters(key(0), { size: 3, channels: 0, filters: 2 }),
      RangeError,
      "channels is 0",
    );
  });
});
