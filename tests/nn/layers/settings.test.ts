import { assertThrows } from "@std/assert";
import { key } from "lib/math";
import {
  adamOptimizer,
  convolutionParameters,
  denseParameters,
  gruParameters,
  mlpParameters,
  startBackend,
  transposedConvolutionParameters,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const makers = {
  "start a dense layer": (given: object) => denseParameters(key(0), given as never),
  "start a perceptron": (given: object) => mlpParameters(key(0), given as never),
  "start a GRU": (given: object) => gruParameters(key(0), given as never),
  "start a convolution": (given: object) => convolutionParameters(key(0), given as never),
  "start a transposed convolution": (given: object) =>
    transposedConvolutionParameters(key(0), given as never),
  "start Adam": (given: object) => adamOptimizer({ w: tf.zeros([1]) }, given as never),
};

for (const [doing, make] of Object.entries(makers)) {
  Deno.test(`settings of lib/nn: ${doing}: none that is not known, and nothing but a plain object`, () => {
    for (const given of [0.01, "1", null, [], new Map([["inputs", 2]])]) {
      assertThrows(() => make(given as object), TypeError, `Cannot ${doing}: `);
    }
    assertThrows(() => make({ inptus: 3 }), TypeError, `Cannot ${doing}: an option is "inptus"`);
  });
}
