/** tf.concat and tf.split: any axis, mixed types, empty parts, gradients, and what does not fit. */
import { assertEquals, assertThrows } from "@std/assert";
import { startBackend, UncheckedOpError } from "lib/nn";
import * as tf from "lib/nn/tf";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

/** Numbers by index: `read(place)` for every place of a shape, row-major. */
function filled(shape: readonly number[], read: (place: readonly number[]) => number): number[] {
  const count = shape.reduce((p, q) => p * q, 1);
  return Array.from({ length: count }, (_, flat) => {
    const place: number[] = [];
    for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
      place.unshift(rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
    return read(place);
  });
}

const flatIndex = (place: readonly number[], shape: readonly number[]) =>
  place.reduce((at, i, axis) => at * shape[axis]! + i, 0);

/** Parts laid one behind the other along an axis. */
function concatBy(parts: readonly (readonly number[])[], shapes: number[][], axis: number) {
  const side = shapes.reduce((sum, shape) => sum + shape[axis]!, 0);
  const shape = shapes[0]!.with(axis, side);
  const values = filled(shape, (place) => {
    let p = 0, at = place[axis]!;
    while (at >= shapes[p]![axis]!) at -= shapes[p++]![axis]!;
    return parts[p]![flatIndex(place.with(axis, at), shapes[p]!)]!;
  });
  return { shape, values };
}

const outers = [[5], [3, 2], [2, 1, 3], []];

for (const outer of outers) {
  for (const axis of [...outer.keys(), outer.length, -1]) {
    const shape = [...outer, 4], along = (axis + shape.length) % shape.length;
    Deno.test(`concat, split: [${shape}] along ${axis} equal their definition, and lead back`, () => {
      const next = otherUniforms(40 + axis);
      const shapes = [1, 3, 0, 4].map((side) => shape.with(along, side));
      const parts = shapes.map((shape) => drawn(next, shape.reduce((p, q) => p * q, 1)));
      const expected = concatBy(parts, shapes, along), by = drawn(next, expected.values.length);
      tf.tidy(() => {
        const tensors = parts.map((values, p) => tf.tensor(values, shapes[p]!, "float32"));
        const whole = tf.concat(tensors, axis), weights = tf.tensor(by, expected.shape);
        assertEquals(whole.shape, expected.shape);
        assertEquals([...whole.dataSync()], expected.values);
        const again = (sizes: number[]) => tf.split(whole, sizes, axis);
        for (const sizes of [[1, 3, 0, 4], [-1, 3, 0, 4], [1, 3, 0, -1], [1, 3, -1, 4]]) {
          const ours = shape.length > 1 && along === shape.length - 1;
          if (!ours && sizes[0] === -1) continue; // tfjs' own miscounts this
          again([...sizes]).forEach((part, p) => {
            assertEquals(part.shape, shapes[p]);
            assertEquals([...part.dataSync()], parts[p]);
          });
        }
        const slopes = tf.grads((...list: tf.Tensor[]) =>
          tf.sum(tf.mul(weights, tf.concat(list, axis)))
        )(tensors);
        const ofParts = tf.split(weights, [1, 3, 0, 4], axis);
        slopes.forEach((each, p) => assertEquals(each.dataSync(), ofParts[p]!.dataSync()));
        const ofWhole = tf.grad((x: tf.Tensor) => { // of one part alone: zeros for the others
          return tf.sum(tf.mul(ofParts[1]!, tf.split(x, [1, 3, 0, 4], axis)[1]!));
        })(whole);
        const zeros = concatBy(
          parts.map((values, p) => p === 1 ? [...ofParts[1]!.dataSync()] : values.map(() => 0)),
          shapes,
          along,
        );
        assertEquals([...ofWhole.dataSync()], zeros.values);
      });
    });
  }
}

Deno.test("split: into so many alike, and a row of nothing", () => {
  tf.tidy(() => {
    const halves = tf.split(tf.tensor2d([[1, 2, 3, 4], [5, 6, 7, 8]]), 2, 1);
    assertEquals(halves.map((half) => half.arraySync()), [[[1, 2], [5, 6]], [[3, 4], [7, 8]]]);
    assertEquals(tf.split(tf.zeros([0, 4]), 2, 1).map(({ shape }) => shape), [[0, 2], [0, 2]]);
    assertEquals(tf.split(tf.zeros([3, 0]), 2, 1).map(({ shape }) => shape), [[3, 0], [3, 0]]);
    const sizes = [1, -1];
    tf.split(tf.zeros([2, 4]), sizes, 1);
    assertEquals(sizes, [1, -1]); // tfjs' own writes into the caller's list
  });
});

Deno.test("concat: whole numbers keep their type; beside float32 they become it, not the other way", () => {
  tf.tidy(() => {
    const whole = tf.tensor2d([[1, 2]], [1, 2], "int32"), real = tf.tensor2d([[0.5]]);
    const both = tf.concat([whole, whole], 1), mixed = tf.concat([real, whole], 1);
    assertEquals([both.dtype, ...both.dataSync()], ["int32", 1, 2, 1, 2]);
    assertEquals([mixed.dtype, ...mixed.dataSync()], ["float32", 0.5, 1, 2]);
    assertThrows(
      () => tf.concat([whole, real], 1),
      UncheckedOpError,
      "the first part is int32, others float32",
    );
    const parts = tf.split(whole, 2, 1);
    assertEquals(parts.map((part) => [part.dtype, ...part.dataSync()]), [["int32", 1], [
      "int32",
      2,
    ]]);
  });
});

Deno.test("concat: parts of other rows or ranks are refused", () => {
  tf.tidy(() => {
    const two = tf.ones([2, 2]);
    for (const other of [[3, 1], [1, 1], [2, 1, 1], [2]]) {
      assertThrows(() => tf.concat([two, tf.ones(other)], 1), Error, "Error in concat2D");
      assertThrows(() => tf.concat([tf.ones(other), two], -1), Error, "Error in concat");
    }
    assertThrows(() => tf.concat([tf.ones([2, 3, 1]), tf.ones([3, 2, 1])], 2), Error, "concat3D");
  });
});

Deno.test("split: sizes that do not make up the axis are refused by name", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3], [4, 5, 6]]);
    for (
      const sizes of [2, 0, -1, 1.5, [1, 1], [2, 2], [-1, -1], [2, 2, -1], [5, -2], [1.5, 1.5]]
    ) {
      assertThrows(() => tf.split(x, sizes, 1), RangeError, "Cannot split: numOrSizeSplits is");
    }
  });
});
