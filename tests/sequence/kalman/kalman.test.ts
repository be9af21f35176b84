// The Kalman room by itself: dense Gaussians, missing steps, chains and their bound, refusals.
import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { key, NonFiniteError, normal, NotPositiveDefiniteError, ShapeError } from "lib/math";
import * as sequence from "lib/sequence";
import { assertClose } from "../../support/mod.ts";

/** Two numbers hidden, two seen, nothing symmetric about it. */
const model: sequence.LinearGaussian = {
  transition: [[0.9, 0.3], [-0.2, 0.7]],
  transitionCovariance: [[0.5, 0.1], [0.1, 0.3]],
  emission: [[1, 0.5], [0, 2]],
  emissionCovariance: [[0.4, -0.1], [-0.1, 0.6]],
  initialMean: [1, -1],
  initialCovariance: [[2, 0.5], [0.5, 1]],
};
const x = [[1.5, -2], null, [0.2, 0.4], [2, -1], null];

type Table = readonly (readonly number[])[];
const product = (a: Table, b: Table) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, each, k) => sum + each * b[k]![j]!, 0)));
const flipped = (a: Table) => a[0]!.map((_, j) => a.map((row) => row[j]!));
const plus = (a: Table, b: Table, sign = 1) =>
  a.map((row, i) => row.map((each, j) => each + sign * b[i]![j]!));

/** A⁻¹ and log |A| by elimination. */
function inverted(a: Table): { inverse: number[][]; logDet: number } {
  const n = a.length, rows = a.map((row, i) => [...row, ...row.map((_, j) => i === j ? 1 : 0)]);
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]![k]!;
    logDet += Math.log(pivot);
    rows[k] = rows[k]!.map((each) => each / pivot);
    rows.forEach((row, i) => {
      if (i !== k) rows[i] = row.map((each, j) => each - row[k]! * rows[k]![j]!);
    });
  }
  return { inverse: rows.map((row) => row.slice(n)), logDet };
}

/** The whole path's posterior by one dense conditioning: means, covariance `[TK][TK]`, log p(x). */
function dense(seen: sequence.Observations) {
  const T = seen.length, moments = [{ m: [model.initialMean].map((m) => [...m])[0]!, from: 0 }];
  const blocks: Table[][] = Array.from({ length: T }, () => []);
  const A = model.transition, Q = model.transitionCovariance;
  blocks[0]![0] = model.initialCovariance;
  for (let t = 1; t < T; t++) {
    moments.push({
      m: A.map((row) => row[0]! * moments[t - 1]!.m[0]! + row[1]! * moments[t - 1]!.m[1]!),
      from: t,
    });
    for (let s = 0; s < t; s++) {
      blocks[t]![s] = product(A, blocks[t - 1]![s]!);
      blocks[s]![t] = flipped(blocks[t]![s]!);
    }
    blocks[t]![t] = plus(product(product(A, blocks[t - 1]![t - 1]!), flipped(A)), Q);
  }
  const prior = Array.from(
    { length: 2 * T },
    (_, i) => Array.from({ length: 2 * T }, (_, j) => blocks[i >> 1]![j >> 1]![i & 1]![j & 1]!),
  );
  const at = seen.flatMap((each, t) => each === null ? [] : [t]),
    mean = moments.flatMap(({ m }) => m);
  const look = at.flatMap((t) =>
    model.emission.map((row) => mean.map((_, j) => j >> 1 === t ? row[j & 1]! : 0))
  );
  const S = product(product(look, prior), flipped(look)).map((row, i) =>
    row.map((each, j) => each + (i >> 1 === j >> 1 ? model.emissionCovariance[i & 1]![j & 1]! : 0))
  );
  const off = at.flatMap((t) => seen[t]!.map((each) => [each]));
  const surprise = plus(off, product(look, mean.map((m) => [m])), -1);
  const { inverse, logDet } = inverted(S), gain = product(product(prior, flipped(look)), inverse);
  const square = product(product(flipped(surprise), inverse), surprise)[0]![0]!;
  return {
    mean: plus(mean.map((m) => [m]), product(gain, surprise)).map(([m]) => m!),
    covariance: plus(prior, product(gain, product(look, prior)), -1),
    logEvidence: -0.5 * (off.length * Math.log(2 * Math.PI) + logDet + square),
  };
}
const part = (a: Table, t: number, s: number) =>
  [0, 1].map((i) => [0, 1].map((j) => a[2 * t + i]![2 * s + j]!));
const exact = { atol: 1e-11 }; // dense inverses of six numbers

Deno.test("smoothKalman: means, covariances, neighbours and log p(x) are the dense posterior's", () => {
  const found = sequence.smoothKalman(model, x), wanted = dense(x);
  assertClose(found.logEvidence, wanted.logEvidence, exact);
  assertClose(found.smoothed.means.flat(), wanted.mean, exact);
  x.forEach((_, t) => {
    assertClose(found.smoothed.covariances[t]!.flat(), part(wanted.covariance, t, t).flat(), exact);
    if (t > 0) {
      assertClose(found.lagged[t - 1]!.flat(), part(wanted.covariance, t, t - 1).flat(), exact);
    }
  });
});

Deno.test("filterKalman: each step is the dense posterior of what was seen until then", () => {
  const { filtered, predicted, logStep } = sequence.filterKalman(model, x);
  x.forEach((_, t) => {
    const until = dense(x.slice(0, t + 1));
    assertClose(filtered.means[t]!, until.mean.slice(2 * t), exact);
    assertClose(filtered.covariances[t]!.flat(), part(until.covariance, t, t).flat(), exact);
    if (t === 0) return;
    const before = dense([...x.slice(0, t), null]);
    assertClose(predicted.means[t]!, before.mean.slice(2 * t), exact);
  });
  assertEquals(logStep[1], 0); // nothing was seen
});

Deno.test("filterKalman: a covariance that comes back is the one that would be computed", () => {
  const noise = normal(key(3), 800);
  const seen = Array.from({ length: 400 }, (_, t) => [noise[2 * t]!, noise[2 * t + 1]!]);
  const whole = sequence.smoothKalman(model, seen);
  // the same from the middle on, started with its belief: no step of it was met before
  const later = sequence.smoothKalman({
    ...model,
    initialMean: whole.predicted.means[200]!,
    initialCovariance: whole.predicted.covariances[200]!,
  }, seen.slice(200));
  assertClose(later.filtered.means.flat(), whole.filtered.means.slice(200).flat(), exact);
  assertClose(
    later.smoothed.covariances.flat(2),
    whole.smoothed.covariances.slice(200).flat(2),
    exact,
  );
  // a gap in the steady state: nothing of the steps before it may be taken again
  const gap = seen.map((each, t) => t === 300 ? null : each);
  const { covariances } = sequence.filterKalman(model, gap).filtered;
  assert(covariances[300]![0]![0]! > 1.2 * covariances[299]![0]![0]!);
});

Deno.test("forecastKalman: agrees with steps that were not seen", () => {
  const { states, observations } = sequence.forecastKalman(model, x.slice(0, 4), 2);
  const { filtered } = sequence.filterKalman(model, [...x.slice(0, 4), null, null]);
  assertClose(states.means.flat(), filtered.means.slice(4).flat(), exact);
  assertClose(states.covariances.flat(2), filtered.covariances.slice(4).flat(2), exact);
  const C = model.emission, P = states.covariances[1]!;
  const wanted = plus(product(product(C, P), flipped(C)), model.emissionCovariance);
  assertClose(observations.covariances[1]!.flat(), wanted.flat(), exact);
});

Deno.test("posteriorChain and chainElbo: the posterior is tight, and its path is the smoother's", () => {
  const chain = sequence.posteriorChain(model, x);
  const { elbo } = sequence.chainElbo(model, x, chain);
  assertClose(elbo, dense(x).logEvidence, exact);
});

Deno.test("chainElbo: what is missing is the KL from the dense posterior", () => {
  const chain: sequence.GaussianChain = {
    gains: x.map((_, t) => [[0.1 * t, 0.2], [-0.3, 0.05 * t]]),
    offsets: x.map((_, t) => [0.3 * t - 0.5, 0.2]),
    covariances: x.map((_, t) => [[0.5 + 0.1 * t, 0.1], [0.1, 0.4]]),
  };
  const size = 2 * x.length, mean: number[] = [];
  let covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const root = covariance.map((row) => [...row]); // z = root ε-blocks, carried step by step
  x.forEach((_, t) => {
    const F = chain.gains[t]!, g = chain.offsets[t]!;
    [0, 1].forEach((i) => {
      const before = t === 0 ? [0, 0] : mean.slice(2 * t - 2, 2 * t);
      mean.push(g[i]! + (t === 0 ? 0 : F[i]![0]! * before[0]! + F[i]![1]! * before[1]!));
    });
    [0, 1].forEach((i) => {
      if (t > 0) {
        root[2 * t + i] = root[0]!.map((_, k) =>
          F[i]![0]! * root[2 * t - 2]![k]! + F[i]![1]! * root[2 * t - 1]![k]!
        );
      }
      root[2 * t + i]![2 * t + i] = 1;
    });
  });
  const noise = covariance.map((row, i) =>
    row.map((_, j) => i >> 1 === j >> 1 ? chain.covariances[i >> 1]![i & 1]![j & 1]! : 0)
  );
  covariance = product(product(root, noise), flipped(root));
  const posterior = dense(x), { inverse, logDet } = inverted(posterior.covariance);
  const off = mean.map((m, i) => [m - posterior.mean[i]!]);
  const trace = product(inverse, covariance).reduce((sum, row, i) => sum + row[i]!, 0);
  const square = product(product(flipped(off), inverse), off)[0]![0]!;
  const kl = 0.5 * (trace + square - size + logDet - inverted(covariance).logDet);
  const { elbo, logLikelihood, kl: paid } = sequence.chainElbo(model, x, chain);
  assertClose(elbo, posterior.logEvidence - kl, exact);
  assertClose(elbo, logLikelihood - paid, exact);
});

Deno.test("bestIndependentChain: no other independent steps have a larger bound", () => {
  const best = sequence.bestIndependentChain(model, x);
  const at = (chain: sequence.GaussianChain) => sequence.chainElbo(model, x, chain).elbo;
  for (let t = 0; t < x.length; t++) {
    for (const factor of [0.95, 1.05]) {
      const covariances = best.covariances.map((S, s) =>
        s === t ? S.map((row) => row.map((each) => factor * each)) : S
      );
      const offsets = best.offsets.map((m, s) => s === t ? m.map((each) => each + factor - 1) : m);
      assertLess(at({ ...best, covariances }), at(best));
      assertLess(at({ ...best, offsets }), at(best));
    }
  }
});

Deno.test("fitKalman: one round gives the mean squares of steps and looks under the dense posterior", () => {
  const { mean, covariance } = dense(x),
    { model: found } = sequence.fitKalman(model, x, {
      maxIterations: 1,
    });
  const square = (t: number, s: number) =>
    plus(
      part(covariance, t, s),
      product([[mean[2 * t]!], [mean[2 * t + 1]!]], [mean.slice(2 * s, 2 * s + 2)]),
    );
  const A = model.transition, C = model.emission;
  const steps = [1, 2, 3, 4].map((t) => {
    const across = product(A, square(t - 1, t)); // A E[z_t−1 z_tᵀ]
    const whole = plus(square(t, t), product(product(A, square(t - 1, t - 1)), flipped(A)));
    return plus(plus(whole, across, -1), flipped(across), -1);
  });
  const looks = [0, 2, 3].map((t) => {
    const seen = x[t]!.map((each) => [each]), m = [[mean[2 * t]!], [mean[2 * t + 1]!]];
    const across = product(seen, flipped(product(C, m)));
    const whole = plus(product(seen, flipped(seen)), product(product(C, square(t, t)), flipped(C)));
    return plus(plus(whole, across, -1), flipped(across), -1);
  });
  const average = (all: readonly Table[]) =>
    all.reduce((sum, each) => plus(sum, each)).flat().map((each) => each / all.length);
  assertClose(found.transitionCovariance.flat(), average(steps), exact);
  assertClose(found.emissionCovariance.flat(), average(looks), exact);
});

Deno.test("fitKalman: no round loses likelihood, whatever is learned, with steps missing", () => {
  const { observations } = sequence.sampleLinearGaussian(key(1), model, 60);
  const seen = observations.map((each, t) => t % 7 === 3 ? null : each);
  const all = ["transition", "transitionCovariance", "emission", "emissionCovariance"] as const;
  for (
    const learn of [[], ["transition"], ["emission", "initialMean"], all, ["initialCovariance"]]
  ) {
    const options = { learn, maxIterations: 15, tolerance: 1e-14 } as sequence.KalmanEmOptions;
    const { history, model: found } = sequence.fitKalman(model, seen, options);
    history.slice(1).forEach((each, i) => assertLess(history[i]! - 1e-9, each));
    if (learn.length > 0) assertLess(history[0]! + 1e-3, history.at(-1)!);
    assertEquals(
      found.transition === model.transition,
      !(learn as string[]).includes("transition"),
    );
  }
});

Deno.test("sampleLinearGaussian: the same key draws the same sequence, and a longer one another", () => {
  const one = sequence.sampleLinearGaussian(key(2), model, 5);
  assertEquals(sequence.sampleLinearGaussian(key(2), model, 5), one);
  assert(sequence.sampleLinearGaussian(key(3), model, 5).states[0]![0] !== one.states[0]![0]);
});

Deno.test("lib/sequence: bad input is refused by name and step", () => {
  const { filterKalman, smoothKalman, fitKalman, chainElbo } = sequence;
  const refuse = (run: () => unknown, kind: new (...args: never[]) => Error, words: string) =>
    assertThrows(run, kind as never, words);
  const broken = { ...model, transitionCovariance: [[1, 2], [2, 1]] };
  refuse(
    () => filterKalman(broken, x),
    NotPositiveDefiniteError,
    "model.transitionCovariance is not",
  );
  refuse(() => filterKalman(model, []), ShapeError, "observations is [0], expected at least one");
  refuse(
    () => filterKalman(model, [[1, 2], [1]]),
    ShapeError,
    "observations[1] is [1], expected [2]",
  );
  refuse(() => filterKalman(model, [[1, NaN]]), NonFiniteError, "observations[0][1] is NaN");
  refuse(() => filterKalman(model, [[1, 2], undefined as never]), TypeError, "observations[1] is");
  refuse(() => filterKalman(model, [[1, 2], [1e200, 0]]), NonFiniteError, "log p(observations[1])");
  const exploding = { ...model, transition: [[1e120, 0], [0, 1]] };
  refuse(() => smoothKalman(exploding, [null, null, null]), NonFiniteError, "observations[");
  refuse(() => fitKalman(model, [[1, 2]]), RangeError, "the number of steps is 1");
  refuse(() => fitKalman(model, [null, null]), RangeError, "steps that were seen is 0");
  refuse(() => sequence.forecastKalman(model, x, 0), RangeError, "steps is 0");
  const chain = sequence.posteriorChain(model, x);
  refuse(
    () => chainElbo(model, x.slice(1), chain),
    ShapeError,
    "chain.offsets is [5,2], expected [4,2]",
  );
  const flat = chain.covariances.map((V, t) => t === 2 ? [[1, 1], [1, 1]] : V);
  refuse(
    () => chainElbo(model, x, { ...chain, covariances: flat }),
    NotPositiveDefiniteError,
    "chain.covariances[2] is not",
  );
});
