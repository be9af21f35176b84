import { assertEquals, assertThrows } from "@std/assert";
import { fold, key, normal, ShapeError } from "lib/math";
import { gru, gruCell, gruParameters, startBackend, withoutLeaks } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { gruOracle } from "../layer_oracles.ts";
import { requireSameLayer } from "../same_layer.ts";

await startBackend();

const cellOf = (tensors: Readonly<Record<string, tf.Tensor>>) => ({
  inputWeight: tensors.inputWeight as tf.Tensor3D,
  inputBias: tensors.inputBias as tf.Tensor2D,
  stateWeight: tensors.stateWeight as tf.Tensor3D,
  stateBias: tensors.stateBias as tf.Tensor2D,
});
const shapesOf = (examples: number, inputs: number, hidden: number) => ({
  x: [examples, inputs],
  state: [examples, hidden],
  inputWeight: [3, inputs, hidden],
  inputBias: [3, hidden],
  stateWeight: [3, hidden, hidden],
  stateBias: [3, hidden],
});

for (const [examples, inputs, hidden] of [[1, 1, 1], [3, 1, 5], [2, 7, 1], [5, 3, 7]] as const) {
  Deno.test(`gruCell: [${examples},${inputs}] to ${hidden} equals float64, values and gradients`, () => {
    requireSameLayer({
      shapes: shapesOf(examples, inputs, hidden),
      layer: (tensors) =>
        gruCell(cellOf(tensors), tensors.x as tf.Tensor2D, tensors.state as tf.Tensor2D),
      oracle: (numbers) => gruOracle(numbers, { examples, inputs, hidden }),
    });
  });
}

Deno.test("gruCell: five steps in a row equal float64, gradients through time included", () => {
  const [examples, inputs, hidden] = [2, 3, 4];
  requireSameLayer({
    shapes: shapesOf(examples, inputs, hidden),
    layer: (tensors) =>
      Array.from({ length: 5 }).reduce<tf.Tensor2D>(
        (state) => gruCell(cellOf(tensors), tensors.x as tf.Tensor2D, state),
        tensors.state as tf.Tensor2D,
      ),
    oracle: (numbers) =>
      Array.from({ length: 5 }).reduce<readonly number[]>(
        (state) => gruOracle({ ...numbers, state }, { examples, inputs, hidden }),
        numbers.state!,
      ) as number[],
  });
});

Deno.test("gruCell: the update gate closed keeps the state, open takes the candidate", () => {
  tf.tidy(() => {
    const cell = gruParameters(key(1), { inputs: 2, hidden: 3 });
    const state = tf.tensor2d([[0.5, -0.25, 0.75]]), x = tf.tensor2d([[1, -1]]);
    const gated = (update: number) => ({
      ...cell,
      inputBias: tf.tensor2d([[0, 0, 0], [update, update, update], [0, 0, 0]]),
    });
    const kept = gruCell(gated(40), x, state); // σ(40) is 1 in float32
    assertClose(kept.dataSync(), state.dataSync(), { atol: 1e-7 });
    const blind = { ...gated(-40), stateWeight: tf.zeros([3, 3, 3]) as tf.Tensor3D };
    const fromHere = gruCell(blind, x, state), fromZero = gruCell(blind, x, tf.zerosLike(state));
    assertEquals(fromHere.dataSync(), fromZero.dataSync()); // nothing of the state is left
    assertEquals(fromHere.dataSync().every((each) => each !== 0), true);
  });
});

/** Σ sin y of all states, each gate weighted otherwise by a later step; and its gradients. */
function through(
  [time, batch, inputs, hidden]: readonly [number, number, number, number],
  way: "gru" | "cells",
) {
  return tf.tidy(() => {
    const cell = gruParameters(key(6), { inputs, hidden });
    const draw = (name: string, shape: number[]) =>
      tf.tensor(
        Float32Array.from(normal(fold(key(7), name), shape.reduce((p, side) => p * side))),
        shape,
      );
    const x = draw("x", [time, batch, inputs]) as tf.Tensor3D;
    const start = draw("state", [batch, hidden]) as tf.Tensor2D;
    const weights = draw("weights", [time, batch, hidden]);
    const biases = [draw("b", [3, hidden]), draw("c", [3, hidden])] as const;
    const names = { ...cell, inputBias: biases[0], stateBias: biases[1] };
    const states = (...[x, start, W, b, U, c]: tf.Tensor[]) => {
      const parameters = { inputWeight: W, inputBias: b, stateWeight: U, stateBias: c } as never;
      if (way === "gru") return gru(parameters, x as tf.Tensor3D, start as tf.Tensor2D);
      let state = start as tf.Tensor2D;
      const steps = time === 1 ? [tf.reshape(x!, [batch, inputs])] : tf.unstack(x!); // tfjs: not one
      return tf.stack(steps.map((at) => state = gruCell(parameters, at as tf.Tensor2D, state)));
    };
    const loss = (...all: tf.Tensor[]) =>
      tf.sum<tf.Scalar>(tf.mul(weights, tf.square(states(...all))));
    const { inputWeight, inputBias, stateWeight, stateBias } = names;
    const list = [x, start, inputWeight, inputBias, stateWeight, stateBias];
    const { value, grads } = tf.valueAndGrads(loss)(list);
    return [states(...list), value, ...grads].map((tensor) => [...tensor.dataSync()]);
  });
}

for (const sizes of [[1, 3, 2, 5], [2, 1, 1, 1], [7, 5, 3, 9], [20, 32, 8, 64]] as const) {
  Deno.test(`gru: a sequence [${sizes}] is as many cells, values and all gradients`, () => {
    const [whole, cells] = [through(sizes, "gru"), through(sizes, "cells")];
    whole.forEach((list, i) => {
      // sums over time and batch in another order, in float32
      const size = Math.max(...cells[i]!.map(Math.abs));
      assertClose(list, cells[i]!, { atol: 3e-6 * (1 + size) });
    });
  });
}

Deno.test("gru: shapes that do not fit, and no step at all, are named; no second derivative", () => {
  tf.tidy(() => {
    const cell = gruParameters(key(0), { inputs: 2, hidden: 3 });
    const run = (x: [number, number, number], state: [number, number]) =>
      gru(cell, tf.zeros(x), tf.zeros(state));
    assertThrows(() => run([4, 5, 3], [5, 3]), ShapeError, "x is [4,5,3], expected");
    assertThrows(() => run([4, 5, 2], [4, 3]), ShapeError, "state is [4,3], expected [5,3]");
    assertThrows(() => run([0, 5, 2], [5, 3]), ShapeError, "T of at least 1");
    const slope = tf.grad((x) => tf.sum(gru(cell, x as tf.Tensor3D, tf.zeros([5, 3]))));
    assertThrows(() => tf.grad((x) => tf.sum(slope(x)))(tf.zeros([4, 5, 2])), Error);
  });
});

Deno.test("gruParameters: each gate's state weights keep lengths", () => {
  tf.tidy(() => {
    const { stateWeight } = gruParameters(key(3), { inputs: 4, hidden: 9 });
    const product = tf.matMul(stateWeight, stateWeight, true, false).dataSync();
    const identity = Array.from({ length: 243 }, (_, at) => (at % 81 % 10 === 0 ? 1 : 0));
    assertClose(product, identity, { atol: 1e-6 }); // rounding of 9 products in float32
  });
});

Deno.test("gruCell: no tensor is left; wrong shapes are named", async () => {
  using cell = scopeOf();
  await withoutLeaks(() => cell.next().dispose());
  assertThrows(() => cell.next([2, 3], [2, 4]), ShapeError, "state is [2,4], expected [2,5]");
  assertThrows(() => cell.next([2, 3], [1, 5]), ShapeError, "state is [1,5], expected [2,5]");
  assertThrows(() => cell.next([2, 4], [2, 5]), ShapeError, "x is [2,4]");
});

function scopeOf() {
  const cell = gruParameters(key(0), { inputs: 3, hidden: 5 });
  const next = (x: [number, number] = [2, 3], state: [number, number] = [2, 5]) =>
    tf.tidy(() => gruCell(cell, tf.ones(x), tf.ones(state)));
  return { next, [Symbol.dispose]: () => tf.dispose(cell) };
}
