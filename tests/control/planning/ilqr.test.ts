/** iLQR, against LQR where the world is linear, a search over all plans where it is not. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { crossEntropyPlan, ilqr, linearizeByDifferences, linearQuadratic } from "lib/control";
import { movePlane } from "lib/envs";
import { key, ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

type Row = readonly number[];
const eye = [[1, 0], [0, 1]];
const A = [[1, 0.3], [-0.2, 0.9]], B = [[0.5], [1]], drift = [0.1, -0.2];
const line = {
  step: (x: Row, u: Row) =>
    A.map((row, i) => row[0]! * x[0]! + row[1]! * x[1]! + B[i]![0]! * u[0]! + drift[i]!),
};
const cost = { goal: [1, -1], stateCost: eye, actionCost: [[0.3]], finalCost: [[5, 1], [1, 3]] };
const idle = (steps: number, size = 1) =>
  Array.from({ length: steps }, () => Array<number>(size).fill(0));

Deno.test("ilqr on a linear-quadratic problem is LQR, in one step", () => {
  const start = [2, 3], { actions, costs, gains } = ilqr(line, cost, start, idle(6));
  const pulled = cost.goal.map((_, i) => -(eye[i]![0]! * 1 + eye[i]![1]! * -1));
  const final = cost.finalCost.map((row) => -(row[0]! * 1 + row[1]! * -1));
  const lqr = linearQuadratic({
    steps: idle(6).map(() => ({
      transition: A,
      control: B,
      drift,
      stateCost: eye,
      actionCost: [[0.3]],
      crossCost: [[0, 0]],
      stateSlope: pulled,
      actionSlope: [0],
    })),
    finalCost: cost.finalCost,
    finalSlope: final,
  });
  let x: Row = start;
  lqr.gains.forEach((K, t) => {
    const u = K[0]![0]! * x[0]! + K[0]![1]! * x[1]! + lqr.offsets[t]![0]!;
    assertClose(actions[t]![0]!, u, { atol: 1e-8 }); // slopes by differences
    assertClose(gains[t]![0]!, K[0]!, { atol: 1e-8 }); // the same
    x = line.step(x, [u]);
  });
  assertClose(costs[1]!, costs.at(-1)!, { rtol: 1e-9 }); // nothing left after the first step
});

/** A place and a heading; an action turns. */
const car = { step: ([x, h]: Row, [u]: Row) => [x! + Math.sin(h!), h! + u!] };
const drive = {
  goal: [2, 0],
  stateCost: [[1, 0], [0, 0.1]],
  actionCost: [[0.2]],
  finalCost: [[4, 0], [0, 1]],
};

Deno.test("ilqr on a car finds what no plan of a fine grid undercuts", () => {
  const start = [0, 0],
    plan = ilqr(car, drive, start, [[0.2], [0.1], [0]], { low: [-1], high: [1] });
  const costOf = (actions: Row) => {
    let x: Row = start, total = 0;
    for (const u of actions) {
      total += 0.5 * ((x[0]! - 2) ** 2 + 0.1 * x[1]! ** 2 + 0.2 * u * u);
      x = car.step(x, [u]);
    }
    return total + 0.5 * (4 * (x[0]! - 2) ** 2 + x[1]! ** 2);
  };
  const steps = Array.from({ length: 41 }, (_, i) => -1 + 0.05 * i);
  let best = Infinity;
  for (const u of steps) {
    for (const v of steps) for (const w of steps) best = Math.min(best, costOf([u, v, w]));
  }
  assertClose(plan.costs.at(-1)!, costOf(plan.actions.map(([u]) => u!)), { atol: 1e-12 });
  assert(plan.costs.at(-1)! <= best + 1e-9, `${plan.costs.at(-1)} > ${best}`);
  assert(plan.costs.at(-1)! > best - 0.01); // the grid is fine
  assert(plan.costs.every((each, i) => i === 0 || each < plan.costs[i - 1]!));
});

Deno.test("ilqr in the plane among obstacles comes within 5 % of the cross-entropy method", () => {
  const plane = { step: (place: Row, u: Row) => movePlane(place, u.map((each) => 3 * each)) };
  const there = { goal: [17, 16], stateCost: eye, actionCost: [[1, 0], [0, 1]], finalCost: eye };
  const start = [3, 4], box = { low: [-1, -1], high: [1, 1] };
  const { costs } = ilqr(plane, there, start, idle(8, 2), box);
  const imagine = (plans: Float64Array, count: number) =>
    Float64Array.from({ length: count * 8 }, (_, i) => i).map((i) => {
      if (i % 8 > 0) return 0;
      let x: Row = start, total = 0;
      for (let t = 0; t < 8; t++) {
        const u = [...plans.slice(2 * (i + t), 2 * (i + t) + 2)];
        total += 0.5 * ((x[0]! - 17) ** 2 + (x[1]! - 16) ** 2 + u[0]! ** 2 + u[1]! ** 2);
        x = plane.step(x, u);
      }
      return -total - 0.5 * ((x[0]! - 17) ** 2 + (x[1]! - 16) ** 2);
    });
  const search = { ...box, horizon: 8, candidates: 400, elites: 20, rounds: 30 };
  const found = -crossEntropyPlan(key(0), imagine, search).eliteReturns.at(-1)!;
  assert(costs.at(-1)! <= 1.05 * found, `${costs.at(-1)} against ${found}`);
});

Deno.test("linearizeByDifferences gives the slopes of a known map, and names a next state that is none", () => {
  const { transition, control } = linearizeByDifferences(car.step, [0.5, 0.7], [0.1]);
  assertClose(transition.flat(), [1, Math.cos(0.7), 0, 1], { atol: 1e-8 }); // h² and roundings over h
  assertClose(control.flat(), [0, 1], { atol: 1e-8 }); // the same
  assertThrows(
    () => linearizeByDifferences(() => [1], [1, 2], [0]),
    ShapeError,
    "the next state is [1], expected [2]",
  );
  assertThrows(
    () => linearizeByDifferences(() => [NaN], [1], [0]),
    RangeError,
    "the next state[0] is NaN",
  );
});

Deno.test("ilqr names the step after which the first plan diverges, and rejects tries that do", () => {
  const wild = { step: ([x]: Row, [u]: Row) => [u! > 0.5 ? Infinity : x! + u!] };
  const own = { goal: [3], stateCost: [[1]], actionCost: [[0.01]], finalCost: [[1]] };
  assertThrows(
    () => ilqr(wild, own, [0], [[0], [0.2], [1], [0]]),
    RangeError,
    "Cannot plan by iLQR: the state after step 2 is [Infinity], expected finite numbers; the model diverges",
  );
  const told = { ...wild, linearize: () => ({ transition: [[1]], control: [[1]] }) };
  const { costs, actions } = ilqr(told, own, [0], idle(4));
  assert(costs.at(-1)! < costs[0]! && actions.every(([u]) => u! <= 0.5));
  assertThrows(
    () => ilqr(wild, own, [0], [[0], [0.5]]), // its differences reach beyond 0.5
    RangeError,
    "Cannot plan by iLQR: the model near step 1 is",
  );
});

Deno.test("ilqr refuses sizes that do not fit and an empty box, and starts inside its box", () => {
  assertThrows(
    () => ilqr(line, { ...cost, goal: [1] }, [0, 0], idle(2)),
    ShapeError,
    "cost.stateCost is [2,2], expected [1,1]",
  );
  assertThrows(
    () => ilqr(line, cost, [0, 0], []),
    ShapeError,
    "actions is [0], expected at least one entry",
  );
  assertThrows(
    () => ilqr(line, cost, [0, 0], idle(2), { low: [2], high: [1] }),
    RangeError,
    "low[0] is 2, expected at most 1",
  );
  assertThrows(
    () => ilqr(line, cost, [0, 0], idle(2), { low: [0, 0] }),
    ShapeError,
    "low is [2], expected [1]",
  );
  const { actions } = ilqr(line, cost, [9, 9], [[7], [7]], { low: [-1], high: [1], iterations: 1 });
  assertEquals(actions.every(([u]) => Math.abs(u!) <= 1), true);
});
