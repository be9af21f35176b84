/** Chapter 11: every equation, held against oracles that import nothing of lib. */
import { assert, assertThrows } from "@std/assert";
import * as e2c from "chapters/11-embed-to-control/chapter.ts";
import { embedding } from "chapters/11-embed-to-control/model.ts";
import { ilqr, linearQuadratic } from "lib/control";
import { startBackend } from "lib/inference/tensor";
import { key, ShapeError } from "lib/math";
import { readTree } from "lib/nn";
import { assertClose, integral, midpointGrid, normalPdf, otherNormals } from "../../support/mod.ts";
import {
  average,
  bent,
  denseKl,
  determinant,
  inverted,
  product,
  pushedCovariance,
  type Row,
  type Rows,
  sum,
  times,
  turned,
} from "./oracle.ts";

await startBackend();
const next = otherNormals(11);
const draw = (count: number, by = 1) => Array.from({ length: count }, () => by * next());
const positive = (count: number) => draw(count).map((each) => 0.1 + each * each);
const model = embedding(key(1), e2c.PLANE_SIZES), weights = readTree(model);

/** A network of the model in float64. */
function network(net: string, x: Row): number[] {
  return ["hidden1", "hidden2", "output"].reduce((rows: number[], layer) => {
    const weight = weights[`${net}/${layer}/weight`]!, bias = weights[`${net}/${layer}/bias`]!;
    return Array.from(bias, (b, j) => {
      const value = sum(rows.map((each, i) => each * weight[i * bias.length + j]!)) + b;
      return layer === "output" ? value : Math.max(value, 0);
    });
  }, [...x]);
}

Deno.test("E2C-1: the network's numbers, in their order, are v, r, o and the columns of B", () => {
  const z = [0.3, -1.2], u = [0.5, -0.8], said = network("transition", z);
  const part = (at: number) => said.slice(2 * at, 2 * at + 2);
  const A = bent(part(0), part(1)), local = e2c.localDynamics(model)(z);
  const exact = times(A, z).map((each, d) =>
    each + part(2)[d]! + u[0]! * part(3)[d]! + u[1]! * part(4)[d]!
  );
  assertClose(e2c.moveCode(local, z, u), exact, { atol: 1e-12 });
  const [v, r] = [draw(4), draw(4)];
  assertClose(determinant(bent(v, r)), 1 + sum(v.map((each, i) => each * r[i]!)), { atol: 1e-12 });
});

Deno.test("E2C-2: by quadrature over both codes, the bound never exceeds log p", () => {
  const [a, h, s] = [0.8, 0.1, 0.2], line = midpointGrid(-6, 6, 240), width = 12 / 240;
  for (const [o1, o2, m, t] of [[0.7, 1.1, 0.5, 0.15], [-1, 0.5, -0.9, 0.4], [0.2, 0.1, 0, 1]]) {
    let [evidence, bound] = [0, 0];
    for (const z of line) {
      for (const w of line) {
        const step = normalPdf(w, a * z, Math.sqrt(h));
        const pictures = normalPdf(o1!, z, Math.sqrt(s)) * normalPdf(o2!, w, Math.sqrt(s));
        const q = normalPdf(z, m!, Math.sqrt(t!)) * step;
        evidence += normalPdf(z, 0, 1) * step * pictures * width * width;
        bound += q * Math.log(pictures) * width * width;
      }
    }
    bound -= 0.5 * (m! ** 2 + t! - 1 - Math.log(t!));
    assert(bound < Math.log(evidence));
  }
  assert(Math.abs(integral((z) => normalPdf(z, 0, 1), -8, 8) - 1) < 1e-9); // the rule is fine enough
});

Deno.test("E2C-3: mean and covariance of drawn codes that are moved", () => {
  const [m, variances, v, r, h] = [[0.4, -1], [0.3, 0.05], [0.3, -0.2], [0.5, 1], 0.02],
    A = bent(v, r);
  const n = 40_000,
    rows = Array.from({ length: n }, () => {
      const z = m.map((each, d) => each + Math.sqrt(variances[d]!) * next());
      return times(A, z).map((each) => each + Math.sqrt(h) * next());
    });
  const C = pushedCovariance(variances, v, r, h), to = times(A, m);
  const middle = [0, 1].map((d) => average(rows.map((row) => row[d]!)));
  for (const i of [0, 1]) {
    assertClose(middle[i]!, to[i]!, { atol: 5 * Math.sqrt(C[i]![i]! / n) }); // five deviations
    for (const j of [0, 1]) {
      const seen = average(rows.map((row) => (row[i]! - middle[i]!) * (row[j]! - middle[j]!)));
      assertClose(seen, C[i]![j]!, { atol: 5 * Math.sqrt(2 * C[i]![i]! * C[j]![j]! / n) }); // the same
    }
  }
});

Deno.test("E2C-4: the lemma is the determinant by expansion, with noise and without, in 1 to 5 numbers", () => {
  for (const size of [1, 2, 3, 5]) {
    for (const noise of [0, 0.01, 2]) {
      const [variances, v, r] = [positive(size), draw(size), draw(size)];
      const exact = Math.log(determinant(pushedCovariance(variances, v, r, noise)));
      const pushed = { mean: draw(size), variances, v, r, noise };
      assertClose(e2c.logDeterminantOfPushed(pushed), exact, { rtol: 1e-9, atol: 1e-9 }); // expansion cancels
    }
  }
});

Deno.test("E2C-5: the KL is that of dense Gaussians", () => {
  for (const size of [1, 2, 3, 4]) {
    const [variances, v, r, after] = [positive(size), draw(size), draw(size), positive(size)];
    const [mean, to, noise] = [draw(size), draw(size), 0.05];
    const C = pushedCovariance(variances, v, r, noise);
    const S = after.map((each, i) => after.map((_, j) => i === j ? each : 0));
    const said = e2c.consistencyKl({ mean, variances, v, r, noise }, {
      mean: to,
      variances: after,
    });
    assertClose(said, denseKl(mean, C, to, S), { rtol: 1e-9, atol: 1e-9 }); // cofactors cancel
  }
});

Deno.test("E2C-5: one logarithm in place of two is no divergence, and the dense KL rejects it", () => {
  const wrong = (by: number) => {
    const pushed = { mean: [0, 0], variances: [0.5, 1], v: [1, 0], r: [by - 1, 0], noise: 0 };
    return e2c.consistencyKl(pushed, { mean: [0, 0], variances: [0.5, 1] }) + 0.5 * Math.log(by);
  };
  const dense = (by: number) =>
    denseKl([0, 0], [[0.5 * by * by, 0], [0, 1]], [0, 0], [[0.5, 0], [0, 1]]);
  assert(wrong(Math.SQRT1_2) < -0.07);
  assert(Math.abs(wrong(0.5) - dense(0.5)) > 0.3);
  assertClose(wrong(0.5) - 0.5 * Math.log(0.5), dense(0.5), { atol: 1e-12 });
});

Deno.test("E2C-6: the terms, from networks in float64 and a dense KL", () => {
  const pairs = e2c.planePairs(key(3), 5), terms = e2c.termsOf(model, pairs);
  const exact = { here: 0, there: 0, prior: 0, consistency: 0 };
  pairs.inputs.forEach((row, n) => {
    const [now, later] = [row.slice(0, 400), row.slice(400)].map((each) =>
      network("encoder", each)
    );
    const split = (
      said: Row,
    ) => [said.slice(0, 2), said.slice(2).map((each) => Math.exp(2 * each))];
    const [m, S] = split(now!), [to, T] = split(later!), said = network("transition", m!);
    const part = (at: number) => said.slice(2 * at, 2 * at + 2), u = pairs.targets[n]!;
    const there = times(bent(part(0), part(1)), m!)
      .map((each, d) => each + part(2)[d]! + u[0]! * part(3)[d]! + u[1]! * part(4)[d]!);
    const missed = (z: Row, real: Row) =>
      sum(network("decoder", z).map((each, p) => (each - real[p]!) ** 2)) / 0.02 / 5;
    exact.here += missed(m!, row.slice(0, 400));
    exact.there += missed(there, row.slice(400));
    exact.prior += 0.5 * sum(m!.map((each, d) => each ** 2 + S![d]! - 1 - Math.log(S![d]!))) / 5;
    const C = pushedCovariance(S!, part(0), part(1), 0.01);
    exact.consistency += denseKl(there, C, to!, [[T![0]!, 0], [0, T![1]!]]) / 5;
  });
  for (const name of ["here", "there", "prior", "consistency"] as const) {
    assertClose(terms[name], exact[name], { rtol: 1e-4, atol: 1e-5 }); // float32
  }
});

Deno.test("E2C-7: nothing is folded of the plane, its mirror and its turn; half of it when half is turned over", () => {
  const turn = ([x, y]: Row) => [0.6 * x! - 0.8 * y!, 0.8 * x! + 0.6 * y!];
  for (const f of [(p: Row) => p, ([x, y]: Row) => [-x!, y!], turn]) {
    assertClose(e2c.foldedShare(e2c.meshPlaces.map((place) => f(place))), 0, { atol: 0 });
  }
  const over = e2c.foldedShare(e2c.meshPlaces.map(([x, y]) => [Math.abs(x - 10), y]));
  assertClose(over, 0.5, { atol: 1e-12 }); // the plane is its own mirror about x = 10
});

Deno.test("E2C-8: one step of Riccati by hand, and no other gain does better", () => {
  const [A, B, Q, R, F, c] = [1.2, 0.7, 0.5, 0.3, 2, 0.4];
  const step = {
    transition: [[A]],
    control: [[B]],
    drift: [c],
    stateCost: [[Q]],
    actionCost: [[R]],
    crossCost: [[0]],
    stateSlope: [0],
    actionSlope: [0],
  };
  const { gains, offsets, values } = linearQuadratic({
    steps: [step],
    finalCost: [[F]],
    finalSlope: [1],
  });
  const K = -B * F * A / (R + B * B * F), k = -B * (F * c + 1) / (R + B * B * F);
  assertClose([gains[0]![0]![0]!, offsets[0]![0]!], [K, k], { atol: 1e-12 });
  assertClose(values[0]!.matrix[0]![0]!, Q + A * A * F + A * F * B * K, { atol: 1e-12 });
  assertClose(values[0]!.slope[0]!, A * (F * c + 1) + B * F * A * k, { atol: 1e-12 });
  const cost = (x: number, u: number) =>
    0.5 * (Q * x * x + R * u * u + F * (A * x + B * u + c) ** 2) + A * x + B * u + c;
  for (const x of [-2, 0.3, 5]) {
    for (const off of [-0.1, 0.1]) assert(cost(x, K * x + k) < cost(x, K * x + k + off));
  }
});

Deno.test("E2C-9: every accepted plan costs less, and no small change of one action improves the last", () => {
  const model = { step: ([x, h]: Row, [u]: Row) => [x! + Math.sin(h!), h! + u!] };
  const cost = {
    goal: [3, 0],
    stateCost: [[1, 0], [0, 0.1]],
    actionCost: [[0.5]],
    finalCost: [[4, 0], [0, 1]],
  };
  const { costs, actions } = ilqr(model, cost, [0, 0], Array.from({ length: 6 }, () => [0]));
  assert(costs.length > 2 && costs.every((each, i) => i === 0 || each < costs[i - 1]!));
  const total = (list: Row) => {
    let [x, h, all] = [0, 0, 0];
    for (const u of list) {
      all += 0.5 * ((x - 3) ** 2 + 0.1 * h * h + 0.5 * u * u);
      [x, h] = [x + Math.sin(h), h + u];
    }
    return all + 0.5 * (4 * (x - 3) ** 2 + h * h);
  };
  const best = actions.map(([u]) => u!);
  assertClose(total(best), costs.at(-1)!, { atol: 1e-12 });
  best.forEach((_, t) => {
    for (const off of [-0.01, 0.01]) assert(total(best.with(t, best[t]! + off)) > total(best));
  });
});

const D = 2;
const fitted = () => ({
  steps: Array.from({ length: 3 }, () => ({
    transition: [[1, 0.1 * next()], [0.1 * next(), 1]],
    control: [[0.5, 0.1], [-0.2, 0.4]],
    drift: draw(D, 0.1),
    noise: [[0.02, 0], [0, 0.03]],
  })),
  mean: [1, -1],
  covariance: [[0.1, 0.02], [0.02, 0.2]],
});
const wide: readonly e2c.Policy[] = Array.from({ length: 3 }, () => ({
  gain: [draw(2, 0.3), draw(2, 0.3)],
  offset: draw(2, 0.2),
  covariance: [[0.09, 0.02], [0.02, 0.12]],
}));
const goalCost = {
  goal: [0, 0],
  stateCost: [[1, 0], [0, 1]],
  actionCost: [[0.1, 0], [0, 0.1]],
  finalCost: [[1, 0], [0, 1]],
};

Deno.test("E2C-10: the ridge solves its normal equations, and stays at its prior without data's weight", () => {
  const tried = e2c.tryOut(key(2), model, e2c.idlePolicies, [3, 3], 12),
    [first] = e2c.fitLocal(tried).steps;
  const x = tried.map(({ codes, actions }) => [...codes[0]!, ...actions[0]!, 1]);
  const y = tried.map(({ codes }) => codes[1]!), rho = e2c.SEARCHING.ridge;
  const gram = x[0]!.map((_, i) =>
    x[0]!.map((_, j) => sum(x.map((row) => row[i]! * row[j]!)) + (i === j ? rho : 0))
  );
  const still: Rows = [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]], back = inverted(gram);
  [0, 1].forEach((d) => {
    const right = gram.map((_, i) =>
      sum(x.map((row, n) => row[i]! * y[n]![d]!)) + rho * still[d]![i]!
    );
    const W = times(back, right);
    const said = [...first!.transition[d]!, ...first!.control[d]!, first!.drift[d]!];
    assertClose(said, W, { rtol: 1e-6, atol: 1e-6 }); // codes of an untrained encoder hardly differ
  });
});

Deno.test("E2C-11: the update at its bound has that KL by Monte Carlo, and nothing near it has a lower cost", () => {
  const own = fitted(), { policies, kl, eta } = e2c.boundedUpdate(own, goalCost, wide, 1);
  assertClose(kl, 1, { atol: 1e-6 }); // fifty bisections
  const root = (C: Rows) => {
    const a = Math.sqrt(C[0]![0]!), b = C[1]![0]! / a;
    return [[a, 0], [b, Math.sqrt(C[1]![1]! - b * b)]];
  };
  const density = ({ gain, offset, covariance }: e2c.Policy, z: Row, u: Row) => {
    const off = u.map((each, j) => each - offset[j]! - times(gain, z)[j]!);
    return -0.5 *
      (sum(times(inverted(covariance), off).map((each, j) => each * off[j]!)) +
        Math.log(determinant(covariance)));
  };
  const n = 20_000,
    ratios = Array.from({ length: n }, () => {
      let z = times(root(own.covariance), draw(D)).map((each, d) => each + own.mean[d]!), total = 0;
      own.steps.forEach((step, t) => {
        const { gain, offset, covariance } = policies[t]!, wind = times(root(covariance), draw(2));
        const u = times(gain, z).map((each, j) => each + offset[j]! + wind[j]!);
        total += density(policies[t]!, z, u) - density(wide[t]!, z, u);
        const shake = times(root(step.noise), draw(D));
        z = times(step.transition, z).map((each, d) =>
          each + times(step.control, u)[d]! + step.drift[d]! + shake[d]!
        );
      });
      return total;
    });
  const error = Math.sqrt(average(ratios.map((each) => (each - average(ratios)) ** 2)) / n);
  assertClose(average(ratios), 1, { atol: 5 * error }); // five standard errors

  /** E[cost]/η + KL, exactly, by moments. */
  const objective = (tried: readonly e2c.Policy[]) => {
    let [m, P, total, apart] = [own.mean as Row, own.covariance as Rows, 0, 0];
    const half = (W: Rows, m: Row, P: Rows) =>
      0.5 *
      (sum(times(W, m).map((each, i) => each * m[i]!)) +
        sum(product(W, P).map((row, i) => row[i]!)));
    const around = (K: Rows, P: Rows) => product(product(K, P), turned(K));
    const plus = (a: Rows, b: Rows) => a.map((row, i) => row.map((each, j) => each + b[i]![j]!));
    own.steps.forEach((step, t) => {
      const { gain, offset, covariance } = tried[t]!, before = wide[t]!;
      const um = times(gain, m).map((each, j) => each + offset[j]!);
      const uP = plus(around(gain, P), covariance);
      total += half(goalCost.stateCost, m, P) + half(goalCost.actionCost, um, uP);
      const dK = gain.map((row, i) => row.map((each, j) => each - before.gain[i]![j]!));
      const d = times(dK, m).map((each, j) => each + offset[j]! - before.offset[j]!);
      const sharp = inverted(before.covariance);
      apart += half(sharp, d, plus(covariance, around(dK, P))) - 1 +
        0.5 * Math.log(determinant(before.covariance) / determinant(covariance));
      const closed = plus(step.transition, product(step.control, gain));
      const push = times(step.control, offset);
      m = times(closed, m).map((each, i) => each + push[i]! + step.drift[i]!);
      P = plus(plus(around(closed, P), around(step.control, covariance)), step.noise);
    });
    return { all: (total + half(goalCost.finalCost, m, P)) / eta + apart, apart };
  };
  assertClose(objective(policies).apart, kl, { rtol: 1e-9 }); // moments, written again
  const best = objective(policies).all;
  policies.forEach((_, t) => {
    for (const off of [-0.05, 0.05]) {
      const shifted = policies.map((each, i) =>
        i === t ? { ...each, offset: each.offset.map((k) => k + off) } : each
      );
      const steeper = policies.map((each, i) =>
        i === t ? { ...each, gain: each.gain.map((row) => row.map((g) => g + off)) } : each
      );
      const wider = policies.map((each, i) =>
        i === t
          ? { ...each, covariance: each.covariance.map((row) => row.map((c) => c * (1 + off))) }
          : each
      );
      for (const tried of [shifted, steeper, wider]) assert(objective(tried).all > best);
    }
  });
});

Deno.test("chapter 11: pictures of another size or outside [0, 1], codes without a spread, are refused in words", () => {
  assertThrows(
    () => e2c.encode(model, [new Array(256).fill(0.5)]),
    ShapeError,
    "pictures[0] is [256], expected [400]",
  );
  const bright = new Array<number>(400).fill(0.5).with(7, 1.2);
  assertThrows(
    () => e2c.encode(model, [new Array(400).fill(0), bright]),
    RangeError,
    "pictures[1][7] is 1.2, expected a grey value in [0, 1]",
  );
  assertThrows(() => e2c.greyOf([0, 255] as never), TypeError, "a Uint8Array");
  const pushed = { mean: [0], variances: [-1], v: [0], r: [0], noise: 0 };
  assertThrows(() => e2c.logDeterminantOfPushed(pushed), RangeError, "pushed.variances[0] is -1");
  const thin = wide.map((each, t) => t === 1 ? { ...each, covariance: [[1, 2], [2, 1]] } : each);
  assertThrows(() => e2c.softened(fitted(), goalCost, thin, 1), RangeError, "step 1");
  const short = { ...fitted(), steps: [...fitted().steps, ...fitted().steps] };
  assertThrows(() => e2c.softened(short, goalCost, wide, 1), RangeError, "6 steps");
});
