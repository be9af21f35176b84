import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import {
  denseLayer,
  type LossTerms,
  NonFiniteTensorError,
  startBackend,
  tensorScope,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../gradients.ts";
import { denseOracle } from "../layer_oracles.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const [examples, inputs, outputs] = [5, 3, 2];
const next = otherUniforms(9);
const numbers = {
  x: drawn(next, examples * inputs),
  weight: drawn(next, inputs * outputs),
  bias: drawn(next, outputs),
};

function problem() {
  const scope = tensorScope();
  const x = scope.own(tf.tensor2d(numbers.x, [examples, inputs]));
  const model = scope.own({
    layer: {
      weight: tf.tensor2d(numbers.weight, [inputs, outputs]),
      bias: tf.tensor1d(numbers.bias),
    },
  });
  const loss = (p: typeof model) => tf.sum(tf.square(denseLayer(p.layer, x, "tanh"))) as tf.Scalar;
  return { x, model, loss, [Symbol.dispose]: scope.dispose };
}

Deno.test("valueAndGradients: loss and gradients equal float64, under the parameters' names", () => {
  using given = problem();
  using at = valueAndGradients(given.loss, given.model, { batch: { x: given.x } });
  const sides = { networks: 1, examples, inputs, outputs, shared: false };
  const exact = (changed: Partial<typeof numbers>) =>
    denseOracle({ ...numbers, ...changed }, sides, "tanh").reduce((sum, y) => sum + y * y, 0);
  const tolerance = { rtol: 1e-5, atol: 1e-5 }; // ten terms of size 1, rounded to 2⁻²⁴ a few times
  assertClose([at.loss], [exact({})], tolerance);
  const { weight, bias } = at.gradients.layer;
  const byWeight = centralDifferences((w) => exact({ weight: [...w] }), numbers.weight);
  const byBias = centralDifferences((b) => exact({ bias: [...b] }), numbers.bias);
  assertClose(weight.dataSync(), byWeight, tolerance);
  assertClose(bias.dataSync(), byBias, tolerance);
  assertEquals([weight.shape, bias.shape], [[3, 2], [2]]);
});

Deno.test("valueAndGradients: terms come back as numbers", () => {
  using given = problem();
  using at = valueAndGradients((p) => {
    const fit = given.loss(p), size = tf.sum(tf.square(p.layer.weight)) as tf.Scalar;
    return { fit, size, loss: tf.add(fit, size) as tf.Scalar };
  }, given.model);
  assertClose([at.terms.fit! + at.terms.size!], [at.loss], { rtol: 1e-6 }); // one rounding
  assertEquals(Object.keys(at.terms), ["fit", "size", "loss"]);
});

Deno.test("valueAndGradients: 10,000 calls leave no tensor, failing ones included", async () => {
  await withoutLeaks(() => {
    using given = problem();
    const before = tf.memory();
    for (let step = 0; step < 10_000; step++) {
      if (step % 10 !== 0) valueAndGradients(given.loss, given.model)[Symbol.dispose]();
      else {
        assertThrows(() =>
          valueAndGradients(
            (p) => tf.mul(given.loss(p), step % 20 === 0 ? NaN : Infinity) as tf.Scalar,
            given.model,
          ), NonFiniteTensorError);
      }
    }
    assertEquals(tf.memory().numBytes, before.numBytes);
  });
});

type Weight = { readonly w: tf.Tensor1D };
const faults: Record<string, [(scope: ReturnType<typeof tensorScope>) => unknown, string, number]> =
  {
    "a batch": [
      (s) =>
        guarded(s, [1, 1], (p) => tf.sum(p.w) as tf.Scalar, s.own(tf.tensor2d([[0, 1], [2, NaN]]))),
      "batch/x",
      3,
    ],
    "a parameter": [(s) => guarded(s, [1, Infinity], (p) => tf.sum(p.w)), "parameters/w", 1],
    "a loss": [(s) => guarded(s, [0, 1], (p) => tf.sum(tf.log(tf.neg(p.w)))), "loss", 0],
    "a term behind a loss": [
      (s) => guarded(s, [0, 1], (p) => ({ kl: tf.log(tf.sub(tf.sum(p.w), 1)), loss: tf.sum(p.w) })),
      "kl",
      0,
    ],
    "a gradient": [(s) => guarded(s, [1, 0], (p) => tf.sum(tf.sqrt(p.w))), "gradients/w", 1],
  };

function guarded(
  scope: ReturnType<typeof tensorScope>,
  values: number[],
  loss: (p: Weight) => tf.Tensor | { readonly [term: string]: tf.Tensor },
  x: tf.Tensor2D = scope.own(tf.zeros<tf.Rank.R2>([1, 1])),
) {
  const parameters: Weight = scope.own({ w: tf.tensor1d(values) });
  return valueAndGradients((p) => loss(p) as LossTerms, parameters, { step: 7, batch: { x } });
}

for (const [where, [run, name, index]] of Object.entries(faults)) {
  Deno.test(`valueAndGradients: a NaN or an infinity in ${where} stops it, named with its step`, async () => {
    await withoutLeaks(() => {
      using scope = tensorScope();
      const error = assertThrows(() => run(scope), NonFiniteTensorError);
      assertEquals([error.tensorName, error.index, error.step], [name, index, 7]);
    });
  });
}

Deno.test("valueAndGradients: a parameter without a part, a loss of many numbers, a disposed tensor", async () => {
  await withoutLeaks(() => {
    using given = problem();
    using scope = tensorScope();
    const spare = scope.own(tf.ones([2]));
    const error = assertThrows(() =>
      valueAndGradients((p) => given.loss(p), { ...given.model, spare })
    );
    assertStringIncludes((error as Error).message, "loss does not depend on spare");
    const square = (p: typeof given.model) => tf.square(p.layer.bias) as unknown as tf.Scalar;
    assertThrows(
      () => valueAndGradients(square, { layer: given.model.layer }),
      ShapeError,
      "loss is [2]",
    );
    const gone = tf.ones([2]);
    gone.dispose();
    assertThrows(
      () => valueAndGradients((p) => tf.sum(p.gone) as tf.Scalar, { gone }),
      RangeError,
      "Cannot read parameters/gone: it is disposed",
    );
  });
});

Deno.test("valueAndGradients: whole numbers in a batch are no fault", () => {
  using given = problem();
  using scope = tensorScope();
  const labels = scope.own(tf.tensor1d([1, 2], "int32"));
  using at = valueAndGradients(given.loss, given.model, { batch: { labels } });
  assertEquals(Number.isFinite(at.loss), true);
});

Deno.test("valueAndGradients: a loss that throws leaves no tensor, inside another one too", async () => {
  await withoutLeaks(() => {
    using given = problem();
    const failing = (p: typeof given.model): tf.Scalar => {
      given.loss(p);
      throw new Error("on purpose");
    };
    assertThrows(() => valueAndGradients(failing, given.model), Error, "on purpose");
    using at = valueAndGradients((p) => {
      const loss = given.loss(p); // its way back must outlive the failure
      assertThrows(() => valueAndGradients(failing, p), Error, "on purpose");
      return loss;
    }, given.model);
    using expected = valueAndGradients(given.loss, given.model);
    const weightOf = ({ gradients }: typeof at) => gradients.layer.weight.dataSync();
    assertEquals(weightOf(at), weightOf(expected));
  });
});

Deno.test("valueAndGradients: a loss that is a parameter, or a number of the caller's, stays alive", () => {
  using scope = tensorScope();
  const w = scope.own(tf.scalar(2)), constant = scope.own(tf.scalar(5));
  using at = valueAndGradients((p) => p.w as tf.Scalar, { w });
  assertEquals([at.loss, at.gradients.w.dataSync()[0], w.dataSync()[0]], [2, 1, 2]);
  assertThrows(() => valueAndGradients(() => constant, { w }), RangeError, "does not depend on w");
  assertEquals(constant.dataSync()[0], 5);
});
