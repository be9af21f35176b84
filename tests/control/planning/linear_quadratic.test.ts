/** LQR, against stacked least squares, the algebraic Riccati equation, and its own definition. */
import { assert, assertThrows } from "@std/assert";
import { type LinearQuadratic, linearQuadratic } from "lib/control";
import { NotPositiveDefiniteError, ShapeError } from "lib/math";
import { assertClose, otherNormals } from "../../support/mod.ts";

type Row = readonly number[];
type Rows = readonly Row[];
const T = 5, X = 3, U = 2;
const next = otherNormals(7);
const draw = (rows: number, columns: number, by = 1): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => by * next()));
const times = (a: Rows, v: Row) => a.map((row) => row.reduce((s, each, i) => s + each * v[i]!, 0));
const dot = (u: Row, v: Row) => u.reduce((s, each, i) => s + each * v[i]!, 0);
const plus = (...all: Row[]) => all[0]!.map((_, i) => all.reduce((s, v) => s + v[i]!, 0));

/** L Lᵀ + floor I. */
function bowl(size: number, floor: number): number[][] {
  const L = draw(size, size);
  return L.map((row, i) => L.map((other, j) => dot(row, other) + (i === j ? floor : 0)));
}

/** A problem with everything in it, different at each step. */
function problem(): LinearQuadratic {
  return {
    steps: Array.from({ length: T }, () => {
      const all = bowl(X + U, 0.5); // of [x, u] together, so that no direction is a slide
      return {
        transition: draw(X, X, 0.6),
        control: draw(X, U),
        drift: draw(1, X)[0]!,
        stateCost: all.slice(0, X).map((row) => row.slice(0, X)),
        actionCost: all.slice(X).map((row) => row.slice(X)),
        crossCost: all.slice(X).map((row) => row.slice(0, X)),
        stateSlope: draw(1, X)[0]!,
        actionSlope: draw(1, U)[0]!,
      };
    }),
    finalCost: bowl(X, 0.2),
    finalSlope: draw(1, X)[0]!,
  };
}

/** The cost of a list of actions, written from the definition. */
function costOf({ steps, finalCost, finalSlope }: LinearQuadratic, start: Row, actions: Rows) {
  let x = start, cost = 0;
  steps.forEach((each, t) => {
    const u = actions[t]!;
    cost += 0.5 * dot(x, times(each.stateCost, x)) + 0.5 * dot(u, times(each.actionCost, u)) +
      dot(u, times(each.crossCost, x)) + dot(each.stateSlope, x) + dot(each.actionSlope, u);
    x = plus(times(each.transition, x), times(each.control, u), each.drift);
  });
  return cost + 0.5 * dot(x, times(finalCost, x)) + dot(finalSlope, x);
}

/** Gaussian elimination with row exchange. */
function solved(a: Rows, b: Row): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]), n = b.length;
  for (let c = 0; c < n; c++) {
    const best = rows.slice(c).reduce(
      (at, row, i) => Math.abs(row[c]!) > Math.abs(rows[at]![c]!) ? c + i : at,
      c,
    );
    [rows[c], rows[best]] = [rows[best]!, rows[c]!];
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const by = rows[i]![c]! / rows[c]![c]!;
      for (let j = c; j <= n; j++) rows[i]![j]! -= by * rows[c]![j]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

/** All actions at once: the cost is a quadratic of them, read off by evaluating it; its minimum solved. */
function stacked(lq: LinearQuadratic, start: Row): number[] {
  const n = T * U, zero = Array<number>(n).fill(0);
  const at = (v: Row) =>
    costOf(lq, start, Array.from({ length: T }, (_, t) => v.slice(U * t, U * t + U)));
  const unit = (i: number) => zero.with(i, 1);
  const none = at(zero);
  const hessian = zero.map((_, i) =>
    zero.map((_, j) => at(plus(unit(i), unit(j))) - at(unit(i)) - at(unit(j)) + none)
  );
  const slope = zero.map((_, i) => (at(unit(i)) - at(unit(i).map((each) => -each))) / 2);
  return solved(hessian, slope.map((each) => -each));
}

Deno.test("linearQuadratic's policy takes the actions of the stacked least squares, time-varying and with cross terms", () => {
  for (let trial = 0; trial < 5; trial++) {
    const lq = problem(), start = draw(1, X)[0]!, best = stacked(lq, start);
    const { gains, offsets } = linearQuadratic(lq);
    let x = start;
    lq.steps.forEach((each, t) => {
      const u = plus(times(gains[t]!, x), offsets[t]!);
      assertClose(u, best.slice(U * t, U * t + U), { rtol: 1e-8, atol: 1e-8 }); // differences of costs of some hundreds
      x = plus(times(each.transition, x), times(each.control, u), each.drift);
    });
  }
});

Deno.test("linearQuadratic's values are the cost to go, up to a constant", () => {
  const lq = problem(), { values } = linearQuadratic(lq);
  const bestOf = (start: Row) => {
    const v = stacked(lq, start);
    return costOf(lq, start, Array.from({ length: T }, (_, t) => v.slice(U * t, U * t + U)));
  };
  const told = (x: Row) =>
    0.5 * dot(x, times(values[0]!.matrix as Rows, x)) + dot(values[0]!.slope, x);
  const [p, q] = [draw(1, X)[0]!, draw(1, X)[0]!];
  assertClose(told(p) - told(q), bestOf(p) - bestOf(q), { rtol: 1e-8 }); // as above
});

Deno.test("linearQuadratic over a long horizon reaches the algebraic Riccati equation's solution", () => {
  const A = [[1, 0.1], [0, 1]], B = [[0.005], [0.1]], Q = [[1, 0], [0, 0.1]], R = 0.05;
  let P: number[][] = [[1, 0], [0, 1]]; // iterate P = Q + AᵀPA − AᵀPB(R + BᵀPB)⁻¹BᵀPA, written in scalars
  for (let i = 0; i < 4000; i++) {
    const [PA, PB] = [
      [0, 1].map((r) => [0, 1].map((c) => P[r]![0]! * A[0]![c]! + P[r]![1]! * A[1]![c]!)),
      times(P, [B[0]![0]!, B[1]![0]!]),
    ];
    const bend = R + B[0]![0]! * PB[0]! + B[1]![0]! * PB[1]!;
    const BPA = [0, 1].map((c) => B[0]![0]! * PA[0]![c]! + B[1]![0]! * PA[1]![c]!);
    P = [0, 1].map((r) =>
      [0, 1].map((c) =>
        Q[r]![c]! + A[0]![r]! * PA[0]![c]! + A[1]![r]! * PA[1]![c]! - BPA[r]! * BPA[c]! / bend
      )
    );
  }
  const step = {
    transition: A,
    control: B,
    drift: [0, 0],
    stateCost: Q,
    actionCost: [[R]],
    crossCost: [[0, 0]],
    stateSlope: [0, 0],
    actionSlope: [0],
  };
  const steps = Array.from({ length: 600 }, () => step);
  const { values } = linearQuadratic({ steps, finalCost: Q, finalSlope: [0, 0] });
  assertClose(values[0]!.matrix.flat(), P.flat(), { rtol: 1e-10 }); // it has converged to roundings
});

Deno.test("linearQuadratic names the step where the action's curvature is not positive definite", () => {
  const lq = problem();
  const bad = {
    ...lq,
    steps: lq.steps.map((each, t) =>
      t === 2 ? { ...each, actionCost: [[-1e3, 0], [0, -1e3]] } : each
    ),
  };
  assertThrows(
    () => linearQuadratic(bad),
    NotPositiveDefiniteError,
    "Cannot solve a linear-quadratic problem: the curvature in the action at step 2 is not positive definite",
  );
});

Deno.test("linearQuadratic refuses sizes that do not fit, costs that are not symmetric, dynamics that overflow", () => {
  const lq = problem(), [first, ...rest] = lq.steps;
  assertThrows(
    () => linearQuadratic({ ...lq, steps: [...rest, { ...first!, control: [[1], [1], [1]] }] }),
    ShapeError,
    "problem.steps[4].control is [3,1], expected [3,2]",
  );
  assertThrows(
    () => linearQuadratic({ ...lq, finalCost: [[1, 2, 0], [0, 1, 0], [0, 0, 1]] }),
    RangeError,
    "problem.finalCost",
  );
  const wild = { ...first!, transition: [[1e200, 0, 0], [0, 1, 0], [0, 0, 1]] };
  assertThrows(() => linearQuadratic({ ...lq, steps: [wild, ...rest] }), RangeError);
  assert(linearQuadratic(lq).gains.length === T);
});
