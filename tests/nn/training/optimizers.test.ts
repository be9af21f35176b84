/** Adam, Polyak averaging and the norm of gradients: in place, as their equations say. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { adamDefaults, adamInit, adamStep, globalNorm, polyakAverage, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const config = { learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 } as const;

/** Adam by the book, for one number. */
function adamByHand(start: number, gradients: readonly number[]): number {
  let p = start, m = 0, v = 0;
  gradients.forEach((g, i) => {
    m = config.beta1 * m + (1 - config.beta1) * g;
    v = config.beta2 * v + (1 - config.beta2) * g * g;
    const mHat = m / (1 - config.beta1 ** (i + 1)), vHat = v / (1 - config.beta2 ** (i + 1));
    p -= config.learningRate * mHat / (Math.sqrt(vHat) + config.epsilon);
  });
  return p;
}

Deno.test("adamStep: fifty steps on blocks of odd sizes equal float64, ε where it should be", () => {
  const next = otherUniforms(11), shapes = [[7], [3, 2], [1], [0]];
  const starts = shapes.map((shape) => drawn(next, shape.reduce((p, q) => p * q, 1)));
  const gradients = Array.from({ length: 50 }, () =>
    // small ones, next to which ε counts
    starts.map((values) => values.map(() => next() * 2e-3)));
  tf.tidy(() => {
    const parameters = starts.map((values, i) => tf.tensor(values, shapes[i]!));
    let state = adamInit(parameters);
    for (const each of gradients) {
      state = adamStep(state, parameters, each.map((g, i) => tf.tensor(g, shapes[i]!)), config);
    }
    assertEquals(state.steps, 50);
    parameters.forEach((p, i) => {
      const exact = starts[i]!.map((start, at) =>
        adamByHand(start, gradients.map((g) => Math.fround(g[i]![at]!)))
      );
      assertClose(p.dataSync(), exact, { atol: 1e-6 }); // 50 roundings of numbers up to one
    });
    tf.dispose([...state.first, ...state.second]);
  });
});

Deno.test("adamStep: v is (1 − β₂) g² to the last digits, with 1 − 0.999 rounded once", () => {
  tf.tidy(() => {
    const g = drawn(otherUniforms(13), 9).map((each) => 10 * each), p = [tf.zeros([9])];
    const state = adamStep(adamInit(p), p, [tf.tensor1d(g)], adamDefaults);
    const { beta1, beta2 } = adamDefaults;
    const rounding = { rtol: 3 * 2 ** -24 }; // 1 − β₂, g² and their product; in float32 1 − β₂ is 1e-5 off
    const squares = g.map((each) => (1 - beta2) * Math.fround(each) ** 2);
    assertClose(state.second[0]!.dataSync(), squares, rounding);
    assertClose(state.first[0]!.dataSync(), g.map((each) => (1 - beta1) * each), rounding);
    tf.dispose([...state.first, ...state.second]);
  });
});

Deno.test("adamStep: gradients above maxNorm are shortened to it, below they stay", () => {
  tf.tidy(() => {
    const stepWith = (gradient: number[], maxNorm?: number) => {
      const p = [tf.zeros([2])];
      const limits = maxNorm === undefined ? {} : { maxNorm };
      const state = adamStep(adamInit(p), p, [tf.tensor1d(gradient)], { ...config, ...limits });
      const [first] = state.first.map((m) => [...m.dataSync()]);
      tf.dispose([...state.first, ...state.second]);
      return first!;
    };
    const tenth = { rtol: 1e-6 }; // float32
    assertClose(stepWith([3, 4], 1), stepWith([0.6, 0.8]), tenth);
    assertClose(stepWith([0.6, 0.8], 5), stepWith([0.6, 0.8]), { atol: 0 });
    assertThrows(() => stepWith([NaN, 1], 1), RangeError, "their norm is NaN, expected a number");
  });
});

Deno.test("globalNorm: over all blocks, in float64", () => {
  tf.tidy(() => {
    assertEquals(globalNorm([]), 0);
    const big = tf.fill([3], 1e30); // its square is no float32
    assertAlmostEquals(globalNorm([big, tf.ones([2, 2])]) / 1e30, Math.sqrt(3), 1e-6); // 1e30 in float32
  });
});

Deno.test("polyakAverage: in place; 0 changes nothing, 1 copies", () => {
  tf.tidy(() => {
    const next = otherUniforms(12), t = drawn(next, 7), s = drawn(next, 7);
    for (const tau of [0, 0.005, 1]) {
      const target = tf.tensor1d(t), source = tf.tensor1d(s);
      polyakAverage([target], [source], tau);
      assertClose(target.dataSync(), t.map((x, i) => x + tau * (s[i]! - x)), { atol: 2e-7 }); // float32
      assertEquals([...source.dataSync()], s);
    }
  });
});

Deno.test("adamStep, polyakAverage: refuse what does not fit, by name", () => {
  tf.tidy(() => {
    const p = tf.ones([2]), q = tf.ones([3]), gone = tf.ones([2]);
    gone.dispose();
    const state = adamInit([p]);
    const step = (g: tf.Tensor[]) => () => adamStep(state, [p], g, adamDefaults);
    assertThrows(
      step([q]),
      ShapeError,
      "Cannot take a step of Adam: gradients[0] is [3], expected [2]",
    );
    assertThrows(step([]), ShapeError, "gradients.length is [0], expected 1");
    assertThrows(step([gone]), RangeError, "gradients[0] is disposed, expected a living tensor");
    assertThrows(
      step([tf.ones([2], "int32")]),
      TypeError,
      "gradients[0] is int32, expected float32",
    );
    assertThrows(() => polyakAverage([p], [q], 0.5), ShapeError, "sources[0] is [3], expected [2]");
    assertThrows(
      () => polyakAverage([p], [p], 2),
      RangeError,
      "tau is 2, expected a number in [0, 1]",
    );
    assertThrows(() => polyakAverage([p], [p], NaN), RangeError, "tau is NaN");
    tf.dispose([...state.first, ...state.second]);
  });
});
