/** A perceptron at its edges: nothing, NaN, what does not fit, second derivatives, and leaks. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { key, ShapeError } from "lib/math";
import {
  adamOptimizer,
  mlp,
  type MlpConfig,
  mlpParameters,
  startBackend,
  tensorScope,
  valueAndGradients,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { namedLayers, numbersFor, type Sides, tensorsOf } from "../mlp_oracle.ts";

await startBackend();

const twins: Sides = { networks: 2, examples: 5, widths: [3, 9, 4, 2], shared: true };

Deno.test("mlp: a batch of none gives none, and gradients of zero", () => {
  for (const examples of [0]) {
    for (const shared of [true, false]) {
      const sides = { ...twins, examples, shared };
      tf.tidy(() => {
        const tensors = tensorsOf(numbersFor(sides, 1), sides);
        const f = (x: tf.Tensor, ...layers: tf.Tensor[]) => tf.sum(mlp(namedLayers(layers), x));
        assertEquals(mlp(namedLayers(tensors.slice(1)), tensors[0]!).shape, [2, 0, 2]);
        for (const slopes of tf.grads(f)(tensors)) {
          assert(slopes.dataSync().every((each) => each === 0));
        }
      });
    }
  }
});

Deno.test("mlp: a stack of none gives none, and its one x a gradient of zero", () => {
  tf.tidy(() => {
    tf.fill([2, 3], 7).dispose(); // numbers that would be found where none were written
    const layers = [[0, 3, 2], [0, 2], [0, 2, 1], [0, 1]].map((shape) => tf.ones(shape));
    const f = (x: tf.Tensor) => tf.sum(mlp(namedLayers(layers), x));
    assertEquals(mlp(namedLayers(layers), tf.ones([2, 3])).shape, [0, 2, 1]);
    assertEquals([...tf.grad(f)(tf.ones([2, 3])).dataSync()], [0, 0, 0, 0, 0, 0]);
  });
});

Deno.test("mlp: a NaN in x, a weight or a bias reaches its output and the gradients", () => {
  for (const at of [0, 1, 2, 3, 4]) {
    const sides: Sides = { examples: 1, widths: [3, 4, 1], shared: true };
    tf.tidy(() => {
      const lists = numbersFor(sides, 2).map((list) => list.map(Math.abs)); // no unit is shut
      const tensors = tensorsOf(lists.with(at, lists[at]!.with(0, NaN)), sides);
      const f = (x: tf.Tensor, ...layers: tf.Tensor[]) =>
        tf.sum(tf.square(mlp(namedLayers(layers), x)));
      assert(Number.isNaN(f(tensors[0]!, ...tensors.slice(1)).dataSync()[0]!));
      for (const slopes of tf.grads(f)(tensors)) assert(slopes.dataSync().some(Number.isNaN));
    });
  }
});

Deno.test("mlp: a unit that is shut passes nothing back, one that is just at 0 neither", () => {
  tf.tidy(() => {
    const hidden = { weight: tf.tensor2d([[1, -1, 0]]), bias: tf.zeros([3]) };
    const output = { weight: tf.ones([3, 1]), bias: tf.zeros([1]) };
    const slopes = tf.grads((weight, bias) =>
      tf.sum(mlp({ hidden: { weight, bias }, output }, tf.tensor2d([[2]])))
    )([hidden.weight, hidden.bias]);
    assertEquals(slopes.map((each) => [...each.dataSync()]), [[2, 0, 0], [1, 0, 0]]);
  });
});

Deno.test("mlp: layers that share their numbers get the sum of both gradients", () => {
  tf.tidy(() => {
    const weight = tf.tensor2d([[2]]), bias = tf.tensor1d([1]); // y = w (w x + b) + b at x = 3
    const tied = (w: tf.Tensor, b: tf.Tensor) =>
      tf.sum(mlp({ one: { weight: w, bias: b }, two: { weight: w, bias: b } }, tf.tensor2d([[3]])));
    const [dw, db] = tf.grads(tied)([weight, bias]);
    assertEquals([dw!.dataSync()[0], db!.dataSync()[0]], [13, 3]); // 2 w x + b, w + 1
  });
});

Deno.test("mlp: a second derivative is an error, not a wrong number, whatever it is by", () => {
  const sides: Sides = { networks: 2, examples: 3, widths: [2, 3, 1], shared: true };
  tf.tidy(() => {
    const tensors = tensorsOf(numbersFor(sides, 3), sides);
    for (const first of tensors.keys()) {
      const slope = (list: readonly tf.Tensor[]) =>
        tf.grad((mine: tf.Tensor) => {
          const [x, ...layers] = list.with(first, mine);
          return mlp(namedLayers(layers), x!);
        })(list[first]!, tf.ones([2, 3, 1])); // a dy that depends on nothing
      for (const second of tensors.keys()) {
        const bend = tf.grad((mine) => { // beside a term that has a gradient
          return tf.add(tf.sum(mine), tf.sum(tf.square(slope(tensors.with(second, mine)))));
        });
        assertThrows(() => bend(tensors[second]!), Error, "gradient function not found for Mlp");
      }
    }
  });
});

Deno.test("mlp: refuses shapes that do not fit, whole numbers and disposed tensors, by name", () => {
  const action = "Cannot apply a perceptron: ";
  const layer = (weight: number[], bias: number[]) => {
    return { weight: tf.ones(weight), bias: tf.ones(bias) };
  };
  const refused = (x: number[], layers: [number[], number[]][], words: string) =>
    tf.tidy(() => {
      const tensors = layers.flatMap(([w, b]) => Object.values(layer(w, b)));
      assertThrows(() => mlp(namedLayers(tensors), tf.ones(x)), ShapeError, action + words);
    });
  refused([5, 3], [[[3, 2], [2]]], "parameters is [1], expected two layers or more");
  refused([5, 3], [], "parameters is [0], expected two layers or more");
  const second: [number[], number[]] = [[2, 1], [1]];
  refused([5, 4], [[[3, 2], [2]], second], "x is [5,4], expected [B,3]");
  refused([], [[[3, 2], [2]], second], "x is [], expected [B,3]");
  refused([3], [[[3, 2], [2]], second], "x is [3], expected [B,3]");
  refused([2, 5, 3], [[[3, 2], [2]], second], "x is [2,5,3], expected [B,3]");
  refused([5, 3], [[[3], [2]], second], "hidden1/weight is [3], expected [I,O] or [T,I,O]");
  refused([5, 3], [[[3, 2], [3]], second], "hidden1/bias is [3], expected [2]");
  refused([5, 3], [[[3, 2], [2]], [[3, 1], [1]]], "output/weight is [3,1], expected [2,1]");
  const stack: [number[], number[]] = [[2, 3, 2], [2, 2]];
  refused([3, 5, 3], [stack, [[2, 2, 1], [2, 1]]], "x is [3,5,3], expected [B,3] or [2,B,3]");
  refused([5, 3], [stack, second], "output/weight is [2,1], expected [2,2,1]");
  refused([5, 3], [stack, [[2, 2, 1], [1]]], "output/bias is [1], expected [2,1]");
  tf.tidy(() => {
    const hidden = layer([3, 2], [2]), output = layer([2, 1], [1]), x = tf.ones([5, 3]);
    const whole = { ...output, weight: tf.ones([2, 1], "int32") }, gone = tf.ones([2]);
    const word = (what: string) => action + what;
    const int32 = tf.ones([5, 3], "int32"),
      dead = word("parameters.hidden.bias is disposed, expected a living");
    assertThrows(
      () => mlp({ hidden, output }, int32),
      TypeError,
      word("x is int32, expected float"),
    );
    assertThrows(
      () => mlp({ hidden, output: whole }, x),
      TypeError,
      word("output/weight is int32"),
    );
    gone.dispose();
    const broken = { ...hidden, bias: gone };
    assertThrows(() => mlp({ hidden: broken, output }, x), RangeError, dead);
  });
});

Deno.test("mlpParameters: refuses widths that are none, by name", () => {
  const refused = (changed: Partial<MlpConfig>, words: string) =>
    assertThrows(
      () => mlpParameters(key(0), { inputs: 3, hidden: [4], outputs: 2, ...changed }),
      Error,
      words,
    );
  refused({ hidden: [] }, "Cannot start a perceptron: hidden is [0], expected at least one entry");
  refused({ inputs: 0 }, "inputs is 0");
  refused({ hidden: [4, 0.5] }, "hidden[1] is 0.5");
  refused({ networks: 0 }, "networks is 0");
});

Deno.test("mlp: parameters made inside the loss get their gradients through what made them", () => {
  const sides: Sides = { ...twins, shared: false };
  tf.tidy(() => {
    const [x, ...layers] = tensorsOf(numbersFor(sides, 4), sides);
    const loss = (list: readonly tf.Tensor[]) => tf.sum(tf.square(mlp(namedLayers(list), x!)));
    const doubled = layers.map((each) => tf.mul(each, 2));
    const made = tf.grads((...list) => loss(list.map((each) => tf.mul(each, 2))))(layers);
    const plain = tf.grads((...list) => loss(list))(doubled);
    made.forEach((slopes, i) => { // a factor of 2 rounds nothing
      assertEquals(slopes.dataSync(), plain[i]!.dataSync().map((each) => 2 * each));
    });
  });
});

Deno.test("mlp: no tensor and no byte is left, forward, back, or when the loss throws", async () => {
  using scope = tensorScope();
  const parameters = scope.own(mlpParameters(key(3), { inputs: 3, hidden: [8, 8], outputs: 2 }));
  const x = scope.own(tf.ones([5, 3])), bytes = tf.memory().numBytes;
  type Parameters = typeof parameters;
  const square = (p: Parameters) => tf.sum(tf.square(mlp(p, x))) as tf.Scalar;
  await withoutLeaks(() => {
    mlp(parameters, x).dispose();
    const failing = (p: Parameters): tf.Scalar => {
      square(p);
      throw new Error("on purpose");
    };
    using optimizer = adamOptimizer(parameters);
    for (let step = 0; step < 100; step++) {
      using at = valueAndGradients(square, parameters);
      optimizer.update(at.gradients, step);
      assertThrows(() => valueAndGradients(failing, parameters), Error, "on purpose");
    }
  });
  assertEquals(tf.memory().numBytes, bytes);
});
