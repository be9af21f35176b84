import { assertEquals, assertThrows } from "@std/assert";
import { key, ShapeError } from "lib/math";
import {
  type Activation,
  convolutionLayer,
  type ConvolutionOptions,
  convolutionParameters,
  startBackend,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { activations, convolutionOracle, placesOf } from "../layer_oracles.ts";
import { requireSameLayer } from "../same_layer.ts";

await startBackend();

const sides = { examples: 2, height: 5, width: 4, channels: 2, size: 3, filters: 3 };
const cases = [
  { ...sides, stride: 1, padding: "valid" },
  { ...sides, stride: 1, padding: "same" },
  { ...sides, stride: 2, padding: "valid" },
  { ...sides, stride: 2, padding: "same" },
  { ...sides, stride: 2, padding: 1 },
  { ...sides, size: 4, stride: 2, padding: 1, width: 6 },
  { ...sides, stride: 3, padding: 2, channels: 1, filters: 1 },
  {
    examples: 1,
    height: 1,
    width: 1,
    channels: 1,
    size: 1,
    filters: 1,
    stride: 1,
    padding: "valid",
  },
  {
    examples: 3,
    height: 3,
    width: 1,
    channels: 1,
    size: 1,
    filters: 5,
    stride: 2,
    padding: "same",
  },
] as const;

for (const each of cases) {
  const { examples, height, width, channels, size, filters, stride, padding } = each;
  const what = `[${[examples, height, width, channels]}], window ${size}, filters ${filters}`;
  Deno.test(`convolutionLayer: ${what}, stride ${stride}, ${padding} equals float64`, () => {
    requireSameLayer({
      shapes: {
        x: [examples, height, width, channels],
        weight: [size, size, channels, filters],
        bias: [filters],
      },
      layer: ({ x, weight, bias }) =>
        convolutionLayer(
          { weight: weight as tf.Tensor4D, bias: bias as tf.Tensor1D },
          x as tf.Tensor4D,
          { stride, padding, activation: "tanh" },
        ),
      oracle: (numbers) => convolutionOracle(numbers, each, "tanh"),
    });
  });
}

Deno.test("convolutionLayer: the shape of the result, each activation, no tensor left", async () => {
  await withoutLeaks(() =>
    tf.tidy(() => {
      const layer = convolutionParameters(key(0), { size: 3, channels: 2, filters: 3 });
      const x = tf.ones<tf.Rank.R4>([2, 5, 4, 2]);
      for (const { stride, padding } of cases.slice(0, 5)) {
        const [down, across] = [5, 4].map((side) =>
          placesOf(side, { ...sides, stride, padding }).places
        );
        assertEquals(convolutionLayer(layer, x, { stride, padding }).shape, [2, down!, across!, 3]);
      }
      const sums = [...convolutionLayer(layer, x).dataSync()];
      for (const [name, act] of Object.entries(activations)) {
        const found = convolutionLayer(layer, x, { activation: name as Activation }).dataSync();
        assertClose(found, sums.map(act), { rtol: 1e-6, atol: 1e-6 }); // a few roundings to float32
      }
    })
  );
});

Deno.test("convolutionParameters: PyTorch's limits", () => {
  tf.tidy(() => {
    const layer = convolutionParameters(key(3), { size: 3, channels: 4, filters: 50 });
    for (const tensor of [layer.weight, layer.bias]) {
      const most = Math.max(...tensor.dataSync().map(Math.abs));
      assertEquals(most <= 1 / 6 && most > 0.14, true); // 1 / √(3 · 3 · 4); 50 draws pass 0.14 surely
    }
  });
});

Deno.test("convolutionLayer: wrong sizes, shapes, options are named", () => {
  tf.tidy(() => {
    const layer = convolutionParameters(key(3), { size: 3, channels: 4, filters: 50 });
    assertThrows(
      () => convolutionParameters(key(0), { size: 0, channels: 1, filters: 1 }),
      RangeError,
      "size is 0",
    );
    const x = tf.ones<tf.Rank.R4>([1, 5, 2, 4]);
    const refused = (path: ConvolutionOptions, message: string, input = x) =>
      assertThrows(() => convolutionLayer(layer, input, path), Error, message);
    refused({ stride: 0 }, "stride is 0, expected a whole number of at least 1");
    refused({ padding: -1 }, "padding is -1");
    refused({ padding: "full" as "same" }, 'padding is "full", expected valid, same');
    refused({}, "x is [1,5,2,4], expected sides of at least 3 and 3");
    refused({ padding: 1, stride: 9 }, "x is [1,5,0,4]", tf.ones([1, 5, 0, 4]));
    refused({}, "x is [1,5,5,3], expected [B,H,W,4]", tf.ones([1, 5, 5, 3]));
    refused({}, "x is int32", tf.ones([1, 5, 5, 4], "int32"));
    const wide = { ...layer, bias: tf.zeros<tf.Rank.R1>([3]) };
    assertThrows(() => convolutionLayer(wide, x), ShapeError, "b is [3], expected [50]");
  });
});
