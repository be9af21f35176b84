import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { key, ShapeError } from "lib/math";
import { type Activation, denseLayer, denseParameters, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, sum } from "../../support/mod.ts";
import { denseOracle } from "../layer_oracles.ts";
import { requireSameLayer } from "../same_layer.ts";

await startBackend();

const sizes = [[1, 1, 1], [3, 1, 5], [2, 7, 1], [5, 3, 9], [17, 13, 11]] as const;
const activations: readonly Activation[] = ["linear", "relu", "tanh", "sigmoid", "softplus", "exp"];

for (const activation of activations) {
  Deno.test(`denseLayer: ${activation} equals float64, values and gradients`, () => {
    for (const [examples, inputs, outputs] of sizes) {
      const sides = { networks: 1, examples, inputs, outputs, shared: false };
      requireSameLayer({
        shapes: { x: [examples, inputs], weight: [inputs, outputs], bias: [outputs] },
        layer: ({ x, weight, bias }) =>
          denseLayer({ weight: weight!, bias: bias! }, x!, activation),
        oracle: (numbers) => denseOracle(numbers, sides, activation),
      });
    }
  });
}

for (const shared of [true, false]) {
  const what = shared ? "sees the same input" : "each sees its own input";
  Deno.test(`denseLayer: a stack of networks, ${what}`, () => {
    const [networks, examples, inputs, outputs] = [3, 5, 4, 7];
    requireSameLayer({
      shapes: {
        x: shared ? [examples, inputs] : [networks, examples, inputs],
        weight: [networks, inputs, outputs],
        bias: [networks, outputs],
      },
      layer: ({ x, weight, bias }) => denseLayer({ weight: weight!, bias: bias! }, x!, "tanh"),
      oracle: (numbers) =>
        denseOracle(numbers, { networks, examples, inputs, outputs, shared }, "tanh"),
    });
  });
}

Deno.test("denseParameters: each way to start has its spread, and its key alone decides", () => {
  tf.tidy(() => {
    const variances = { fanIn: 1 / 150, glorot: 2 / 250, he: 2 / 50 } as const; // of 50 to 200
    for (const initial of ["fanIn", "glorot", "he"] as const) {
      const config = { inputs: 50, outputs: 200, initial };
      const first = denseParameters(key(4), config), again = denseParameters(key(4), config);
      const other = denseParameters(key(5), config);
      assertEquals(first.weight.dataSync(), again.weight.dataSync());
      assertNotEquals(first.weight.dataSync(), other.weight.dataSync());
      const squares = Array.from(first.weight.dataSync(), (w) => w * w);
      // five standard errors of a mean square; 3 is the kurtosis of a normal, the largest here
      const tolerance = { rtol: 5 * Math.sqrt((3 - 1) / squares.length) };
      assertClose([sum(squares) / squares.length], [variances[initial]], tolerance);
      assertEquals(first.bias.dataSync().some((b) => b !== 0), initial === "fanIn");
    }
  });
});

Deno.test("denseParameters: a width that is none is named; denseLayer: so is a wrong shape", () => {
  assertThrows(
    () => denseParameters(key(0), { inputs: 0, outputs: 3 }),
    RangeError,
    "Cannot start a dense layer: inputs is 0, expected a whole number of at least 1",
  );
  tf.tidy(() => {
    const layer = denseParameters(key(0), { inputs: 2, outputs: 3 });
    assertThrows(() => denseLayer(layer, tf.ones([5, 4])), ShapeError, "x is [5,4]");
    assertThrows(() => denseLayer(layer, tf.ones([5, 2], "int32")), TypeError, "x is int32");
  });
});
