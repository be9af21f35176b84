import { assertEquals, assertThrows } from "@std/assert";
import { steinDirections } from "lib/inference";
import { assertClose, otherNormals } from "../../support/mod.ts";

/** Δ from the definition, with the kernel differentiated by central differences. */
function oracle(fixed: number[][], scores: number[][], moved: number[][], h: number): number[] {
  const kernel = (x: number[], y: number[]) =>
    Math.exp(-x.reduce((sum, each, d) => sum + (each - y[d]!) ** 2, 0) / h);
  return moved.flatMap((y) =>
    y.map((_, d) => {
      const terms = fixed.map((x, i) => {
        const at = (by: number) => kernel(x.map((each, e) => e === d ? each + by : each), y);
        return kernel(x, y) * scores[i]![d]! + (at(1e-5) - at(-1e-5)) / 2e-5;
      });
      return terms.reduce((sum, each) => sum + each, 0) / fixed.length;
    })
  );
}

Deno.test("steinDirections: κ ∇log p + ∇κ, by its definition, with a given bandwidth and the median's", () => {
  const normal = otherNormals(1),
    rows = (count: number) => Array.from({ length: count }, () => [normal(), 2 * normal()]);
  for (const [n, m] of [[5, 4], [3, 3], [4, 2]] as const) {
    const [fixed, scores, moved] = [rows(n), rows(n), rows(m)];
    const flat = { fixed: fixed.flat(), scores: scores.flat(), moved: moved.flat() };
    const given = steinDirections(flat, { dimensions: 2, bandwidth: 0.7 });
    assertClose(given, oracle(fixed, scores, moved, 0.7), { atol: 1e-8 }); // differences err by 1e-10
    const squares = fixed.flatMap((x) =>
      moved.map((y) => (x[0]! - y[0]!) ** 2 + (x[1]! - y[1]!) ** 2)
    )
      .sort((a, b) => a - b);
    const half = squares.length / 2;
    const median = (squares[Math.ceil(half) - 1]! + squares[Math.floor(half)]!) / 2;
    assertClose(
      steinDirections(flat, { dimensions: 2 }),
      oracle(fixed, scores, moved, median / Math.log(n)),
      { atol: 1e-8 },
    );
  }
});

Deno.test("steinDirections: a hundred particles settle as a normal of mean 3 and deviation 2", () => {
  let particles = Float64Array.from({ length: 100 }, (_, i) => i / 100);
  for (let step = 0; step < 3000; step++) {
    const scores = particles.map((x) => (3 - x) / 4);
    const moves = steinDirections({ fixed: particles, scores, moved: particles }, {
      dimensions: 1,
    });
    particles = particles.map((x, i) => x + 0.5 * moves[i]!);
  }
  const mean = particles.reduce((sum, x) => sum + x) / 100;
  const variance = particles.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 100;
  assertClose(mean, 3, { atol: 1e-3 }); // by symmetry
  assertClose(variance, 4, { rtol: 0.05 }); // a hundred particles and a kernel have no tails
});

Deno.test("steinDirections: refuses lists that do not fit, and a median of nothing", () => {
  const good = { fixed: [0, 1], scores: [0, 1], moved: [0, 2] };
  assertThrows(
    () => steinDirections({ ...good, scores: [1] }, { dimensions: 1 }),
    RangeError,
    "scores",
  );
  assertThrows(() => steinDirections(good, { dimensions: 3 }), RangeError, "fixed");
  assertThrows(
    () => steinDirections({ ...good, moved: [] }, { dimensions: 1 }),
    RangeError,
    "moved",
  );
  assertThrows(
    () => steinDirections({ ...good, fixed: [0, NaN] }, { dimensions: 1 }),
    Error,
    "fixed",
  );
  const same = { fixed: [1, 1], scores: [0, 0], moved: [1, 1] };
  assertThrows(() => steinDirections(same, { dimensions: 1 }), RangeError, "bandwidth");
  assertEquals(steinDirections(same, { dimensions: 1, bandwidth: 1 }), Float64Array.of(0, 0));
});
