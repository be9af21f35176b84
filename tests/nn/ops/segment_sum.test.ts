/** tf.unsortedSegmentSum, and the gradient of tf.gather that stands on it. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const labels = (...values: number[]) => tf.tensor1d(values, "int32");

Deno.test("unsortedSegmentSum: rows by label; an empty segment is zero, no rows are none", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3, 4, 5], [10, 20, 30, 40, 50], [6, 7, 8, 9, 10]]);
    assertEquals(tf.unsortedSegmentSum(x, labels(2, 0, 2), 3).arraySync() as unknown, [
      [10, 20, 30, 40, 50],
      [0, 0, 0, 0, 0],
      [7, 9, 11, 13, 15],
    ]);
    const none = tf.unsortedSegmentSum(tf.zeros([0, 2]), labels(), 2);
    assertEquals([...none.dataSync()], [0, 0, 0, 0]);
  });
});

Deno.test("gather: its gradient counts how often each row was taken, along both axes", () => {
  tf.tidy(() => {
    const x = tf.ones([3, 2]), weights = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]]);
    const rows = tf.grad((x: tf.Tensor) =>
      tf.sum(tf.mul(weights, tf.gather(x, labels(2, 0, 2, 2))))
    )(x);
    assertEquals(rows.arraySync() as unknown, [[3, 4], [0, 0], [1 + 5 + 7, 2 + 6 + 8]]);
    const columns = tf.grad((x: tf.Tensor) => tf.sum(tf.gather(x, labels(1, 1, 0), 1)))(x);
    assertEquals(columns.arraySync() as unknown, [[1, 2], [1, 2], [1, 2]]);
  });
});

Deno.test("unsortedSegmentSum: refuses labels out of range, too few and of another type", () => {
  const refused = (ids: tf.Tensor1D, kind: typeof RangeError | typeof ShapeError, words: string) =>
    void assertThrows(
      () => tf.tidy(() => tf.unsortedSegmentSum(tf.ones([2, 2]), ids, 3)),
      kind,
      words,
    );
  refused(labels(0, 3), RangeError, "segmentIds[1] is no segment, expected 0 to 2");
  refused(labels(-1, 0), RangeError, "segmentIds[0] is no segment");
  refused(labels(0), ShapeError, "segmentIds is [1], expected [2], one for each row of x");
});
