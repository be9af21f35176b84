import { assertEquals, assertThrows } from "@std/assert";
import { key } from "lib/math";
import { fanInUniform, glorotUniform, heNormal, orthogonal, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, sum } from "../../support/mod.ts";

await startBackend();

const COUNT = 40_000;
const valuesOf = (draw: () => tf.Tensor) => Array.from(tf.tidy(() => draw().dataSync()));
const meanOf = (values: readonly number[]) => sum(values) / values.length;

/** draw, the largest it may be, its variance, and its kurtosis E z⁴ / (E z²)². */
const fans = { inputs: 200, outputs: 100 };
const draws = {
  glorotUniform: [glorotUniform, Math.sqrt(6 / 300), 2 / 300, 9 / 5],
  fanInUniform: [fanInUniform, 1 / Math.sqrt(200), 1 / 600, 9 / 5],
  heNormal: [heNormal, Infinity, 2 / 200, 3],
} as const;

for (const [name, [draw, limit, variance, kurtosis]] of Object.entries(draws)) {
  Deno.test(`${name}: mean 0, its variance and limit; float32; a key, a draw`, () => {
    const values = valuesOf(() => draw(key(11), [200, 200], fans));
    assertEquals(values, valuesOf(() => draw(key(11), [200, 200], fans)));
    const squares = meanOf(values.map((v) => v * v));
    // five standard errors, of the mean and of the mean square
    assertClose([meanOf(values)], [0], { atol: 5 * Math.sqrt(variance / COUNT) });
    assertClose([squares], [variance], { rtol: 5 * Math.sqrt((kurtosis - 1) / COUNT) });
    const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    assertEquals(most <= Math.fround(limit), true);
  });
}

for (const [rows, columns] of [[1, 1], [1, 5], [7, 3], [3, 7], [33, 33]] as const) {
  Deno.test(`orthogonal: [${rows},${columns}] keeps lengths`, () => {
    const q = valuesOf(() => orthogonal(key(2), [rows, columns]));
    const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
    const at = (i: number, k: number) =>
      rows >= columns ? q[k * columns + i]! : q[i * columns + k]!;
    for (let i = 0; i < short; i++) {
      for (let j = 0; j <= i; j++) {
        const product = sum(Array.from({ length: long }, (_, k) => at(i, k) * at(j, k)));
        // each number was rounded once, by 2⁻²⁵ of at most 1; Σ|qᵢqⱼ| ≤ 1
        assertClose([product], [i === j ? 1 : 0], { atol: 2 * 2 ** -24 });
      }
    }
  });
}

Deno.test("orthogonal: evenly drawn, so the first number has mean 0 and mean square 1 / rows", () => {
  const firsts = Array.from(
    { length: 4000 },
    (_, seed) => valuesOf(() => orthogonal(key(seed), [3, 3]))[0]!,
  );
  // on the sphere q is U(−1, 1) in three dimensions: E q² = 1/3, Var q² = 4/45; 5 standard errors
  assertClose([meanOf(firsts)], [0], { atol: 5 * Math.sqrt(1 / 3 / 4000) });
  assertClose([meanOf(firsts.map((q) => q * q))], [1 / 3], { atol: 5 * Math.sqrt(4 / 45 / 4000) });
});

Deno.test("glorotUniform, heNormal, fanInUniform, orthogonal: bad sizes are named", () => {
  for (const draw of [glorotUniform, heNormal, fanInUniform]) {
    assertThrows(() => draw(key(0), [2, -1], fans), RangeError, "shape[1] is -1");
    assertThrows(() => draw(key(0), [2], { inputs: 0, outputs: 1 }), RangeError, "inputs is 0");
  }
  assertThrows(() => orthogonal(key(0), [0, 3]), RangeError, "shape[0] is 0");
  assertThrows(() => orthogonal(key(0), [3, 1.5]), RangeError, "shape[1] is 1.5");
});
