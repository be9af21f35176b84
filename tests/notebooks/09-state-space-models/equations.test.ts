/** Chapter 09: every equation, held against oracles that import nothing of lib. */
import { assert, assertLess } from "@std/assert";
import {
  limitedSight,
  localLevel,
  seenOne,
  stepByStep,
} from "chapters/09-state-space-models/level.ts";
import { encoderParameters, ENCODERS } from "chapters/09-state-space-models/encoders.ts";
import {
  exactGap,
  negativeBound,
  sequences,
  WORLD,
} from "chapters/09-state-space-models/learning.ts";
import { chainsOf, sightOf } from "chapters/09-state-space-models/encoders.ts";
import { independencePrice, nowFloor } from "chapters/09-state-space-models/river.ts";
import { fold, key } from "lib/math";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import * as sequence from "lib/sequence";
import {
  assertClose,
  integral,
  logNormal,
  normalPdf,
  otherNormals,
  sum,
} from "../../support/mod.ts";
import * as oracle from "./oracle.ts";

await startBackend();

const world = { start: 2, move: 0.5, look: 1.5 }, model = localLevel(world);
const x = [0.3, -1.2, 2, 0.4, 1.1], seen = seenOne(x);
const smoothed = sequence.smoothKalman(model, seen), whole = oracle.dense(world, x);
const exact = { atol: 1e-10 }; // dense inverses of five numbers

Deno.test("SSM-1: the joint density of path and glimpses is the product of its links", () => {
  const z = [0.5, 0.1, 1, 0.7, 0.2];
  const links = sum(
    z.map((each, t) =>
      logNormal(each, t === 0 ? 0 : z[t - 1]!, Math.sqrt(t === 0 ? 2 : 0.5)) +
      logNormal(x[t]!, each, Math.sqrt(1.5))
    ),
  );
  // log p(x) + log p(z | x), both by dense Gaussians
  const lambda = oracle.precision(world, 5), off = z.map((each, t) => each - whole.mean[t]!);
  const square = sum(off.map((a, i) => a * sum(off.map((b, j) => lambda[i]![j]! * b))));
  const logPosterior = 0.5 * (oracle.inverted(lambda).logDet - 5 * Math.log(2 * Math.PI) - square);
  assertClose(links, whole.logEvidence + logPosterior, exact);
});

Deno.test("SSM-2: Bayes' rule step by step, by quadrature, is the filter", () => {
  let belief = (z: number) => normalPdf(z, 0, Math.sqrt(2));
  x.slice(0, 2).forEach((each, t) => {
    const before = belief;
    const predicted = t === 0
      ? before
      : (z: number) =>
        integral((from) => before(from) * normalPdf(z, from, Math.sqrt(0.5)), -12, 12, 400);
    const joint = (z: number) => predicted(z) * normalPdf(each, z, Math.sqrt(1.5));
    const total = integral(joint, -12, 12, 400);
    belief = (z) => joint(z) / total;
  });
  const mean = integral((z) => z * belief(z), -12, 12, 400);
  assertClose(mean, smoothed.filtered.means[1]![0]!, { atol: 1e-8 }); // smooth, and gone at ±12
});

Deno.test("SSM-3: draws of the model have its covariances", () => {
  const count = 20_000;
  const ends = Array.from({ length: count }, (_, n) => {
    const { states, observations } = sequence.sampleLinearGaussian(fold(key(4), n), model, 3);
    return [states[2]![0]!, observations[2]![0]!, states[0]![0]!] as const;
  });
  const about = (f: (e: (typeof ends)[number]) => number) => sum(ends.map(f)) / count;
  // products of two normals of variance below 5: spread below 7; five standard errors
  const atol = 5 * 7 / Math.sqrt(count);
  assertClose(about(([z]) => z * z), 3, { atol });
  assertClose(about(([, seen]) => seen * seen), 4.5, { atol });
  assertClose(about(([z, , first]) => z * first), 2, { atol });
});

Deno.test("SSM-4: gain, mean and variance are those of a Gaussian given a glimpse", () => {
  const { means, variances } = oracle.filtered(world, x);
  assertClose(smoothed.filtered.means.flat(), means, exact);
  assertClose(smoothed.filtered.covariances.flat(2), variances, exact);
});

Deno.test("SSM-5: the forecasts multiply to the density of all that was seen", () => {
  assertClose(smoothed.logEvidence, whole.logEvidence, exact);
});

Deno.test("SSM-6: hindsight, and what neighbours share, are the path's posterior", () => {
  assertClose(smoothed.smoothed.means.flat(), whole.mean, exact);
  assertClose(
    smoothed.smoothed.covariances.flat(2),
    whole.covariance.map((row, t) => row[t]!),
    exact,
  );
  assertClose(
    smoothed.lagged.flat(2),
    [0, 1, 2, 3].map((t) => whole.covariance[t + 1]![t]!),
    exact,
  );
});

Deno.test("SSM-7: the M-step's variances make the expected complete log-likelihood largest", () => {
  const { model: next } = sequence.fitKalman(model, seen, { maxIterations: 1 });
  const found = { move: next.transitionCovariance[0]![0]!, look: next.emissionCovariance[0]![0]! };
  const S = whole.covariance, m = whole.mean;
  const expected = ({ move, look }: typeof found) =>
    sum(x.map((each, t) => {
      const seenSquare = (each - m[t]!) ** 2 + S[t]![t]!;
      const first = t === 0
        ? 0
        : (m[t]! - m[t - 1]!) ** 2 + S[t]![t]! + S[t - 1]![t - 1]! - 2 * S[t]![t - 1]!;
      return -0.5 * (Math.log(look) + seenSquare / look) -
        (t === 0 ? 0 : 0.5 * (Math.log(move) + first / move));
    }));
  for (const factor of [0.9, 1.1]) {
    assertLess(expected({ ...found, move: factor * found.move }), expected(found));
    assertLess(expected({ ...found, look: factor * found.look }), expected(found));
  }
  const oneRound = oracle.climbed(world, x, 1)[1]!;
  assertClose([found.move, found.look], [oneRound.move, oneRound.look], exact);
});

const chain: sequence.GaussianChain = {
  gains: [0, 0.4, 0.9, 0.2, 0.7].map((a) => [[a]]),
  offsets: [0.1, -0.3, 0.8, 0.2, 0.3].map((b) => [b]),
  covariances: [0.5, 0.3, 0.8, 0.2, 0.6].map((v) => [[v]]),
};
const numbersOf = ({ gains, offsets, covariances }: sequence.GaussianChain) =>
  [gains.flat(2), offsets.flat(), covariances.flat(2)] as const;

Deno.test("SSM-8: a chain of links is one Gaussian over the path; without gains it is a product", () => {
  const { covariance } = oracle.chainMoments(...numbersOf(chain));
  const draw = otherNormals(2), count = 20_000;
  let product = 0;
  for (let n = 0; n < count; n++) {
    let z = 0, before = 0;
    for (let t = 0; t < 3; t++) {
      before = z;
      z = (t === 0 ? 0 : chain.gains[t]![0]![0]! * z) + chain.offsets[t]![0]! +
        Math.sqrt(chain.covariances[t]![0]![0]!) * draw();
    }
    product += (z - 1.034) * (before + 0.26) / count; // about their means
  }
  assertClose(product, covariance[2]![1]!, { atol: 5 / Math.sqrt(count) }); // spreads of about 1
});

Deno.test("SSM-9: the sum over links is log p(x) − KL(q ‖ posterior), a bound", () => {
  const { mean, covariance } = oracle.chainMoments(...numbersOf(chain));
  const { elbo, logLikelihood, kl } = sequence.chainElbo(model, seen, chain);
  assertClose(elbo, whole.logEvidence - oracle.klToPosterior(world, x, mean, covariance), exact);
  assertClose(elbo, logLikelihood - kl, exact);
  assertLess(elbo, whole.logEvidence);
});

Deno.test("SSM-10: the posterior's links, from the end by information; they forget the past", () => {
  const posterior = sequence.posteriorChain(model, seen), { F, g, V } = oracle.links(world, x);
  const [gains, offsets, covariances] = numbersOf(posterior);
  assertClose(gains, F, exact);
  assertClose(offsets, g, exact);
  assertClose(covariances, V, exact);
});

Deno.test("SSM-11: the gap is the sum of the links' divergences", () => {
  const { F, g, V } = oracle.links(world, x);
  const { mean, covariance } = oracle.chainMoments(...numbersOf(chain));
  const [gains, offsets, covariances] = numbersOf(chain);
  const links = sum(x.map((_, t) => {
    const turn = t === 0 ? 0 : gains[t]! - F[t]!;
    const m = t === 0 ? 0 : mean[t - 1]!, P = t === 0 ? 0 : covariance[t - 1]![t - 1]!;
    const off = (turn * m + offsets[t]! - g[t]!) ** 2 + turn ** 2 * P;
    return 0.5 * ((covariances[t]! + off) / V[t]! - 1 - Math.log(covariances[t]! / V[t]!));
  }));
  const { elbo } = sequence.chainElbo(model, seen, chain);
  assertClose(whole.logEvidence - elbo, links, exact);
});

Deno.test("SSM-12: no independent steps come nearer than the price of independence", () => {
  const price = oracle.independence(world, 5);
  assertClose(independencePrice(5, 0.5, 1.5, 2), price, exact);
  const lambda = oracle.precision(world, 5);
  const gap = (scale: number, shift: number) =>
    oracle.klToPosterior(
      world,
      x,
      whole.mean.map((m) => m + shift),
      oracle.diagonal(lambda.map((row, t) => scale / row[t]!)),
    );
  assertClose(gap(1, 0), price, exact);
  for (const [scale, shift] of [[0.9, 0], [1.1, 0], [1, 0.1]] as const) {
    assertLess(price, gap(scale, shift));
  }
});

Deno.test("SSM-13: the price of blindness is the mean gap of the best blind chain over data", () => {
  for (const ahead of [0, 1, 4]) {
    const { price } = limitedSight(model, seen, ahead);
    assertClose(price, oracle.blindness(world, 5, ahead), exact);
    // the gap is quadratic in x: points ±√5 r along the roots of Cov(x) average it exactly
    const prior = oracle.pathCovariance(world, 5)
      .map((row, t) => row.map((each, s) => each + (t === s ? 1.5 : 0)));
    const gaps = rootsOf(prior).flatMap((r) =>
      [1, -1].map((s) => {
        const data = r.map((each) => s * Math.sqrt(5) * each);
        const [F, g, V] = numbersOf(limitedSight(model, seenOne(data), ahead).chain);
        const { mean, covariance } = oracle.chainMoments(F, g, V);
        return oracle.klToPosterior(world, data, mean, covariance);
      })
    );
    assertClose(sum(gaps) / gaps.length, price, { atol: 1e-8 });
  }
});

/** Columns of a Cholesky factor. */
function rootsOf(a: readonly (readonly number[])[]): number[][] {
  const L = a.map(() => a.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j]! - sum(L[i]!.slice(0, j).map((each, k) => each * L[j]![k]!));
      L[i]![j] = i === j ? Math.sqrt(rest) : rest / L[j]![j]!;
    }
  });
  return a.map((_, j) => L.map((row) => row[j]!));
}

Deno.test("SSM-14 erratum 000.6: the product of filters is no posterior, nor the best of its family", () => {
  const unit = { start: 1, move: 1, look: 1 };
  const roots = rootsOf([[2, 1], [1, 3]]);
  const over = (mean: (x: readonly number[]) => number[], variances: readonly number[]) =>
    sum(roots.flatMap((r) =>
      [1, -1].map((s) => {
        const data = r.map((each) => s * Math.SQRT2 * each);
        return oracle.klToPosterior(unit, data, mean(data), oracle.diagonal(variances)) / 4;
      })
    ));
  const filters = over(
    (x) => oracle.filtered(unit, x).means,
    oracle.filtered(unit, [0, 0]).variances,
  );
  assertClose(filters, 0.2973, { atol: 5e-5 });
  // every linear q(z₁|x₁) q(z₂|x₁,x₂), by descent along the three slopes
  let a = [0.5, 0.2, 0.5];
  const gap = ([p, q, r]: readonly number[]) =>
    over((x) => [p! * x[0]!, q! * x[0]! + r! * x[1]!], [1 / 3, 1 / 2]);
  for (let step = 0; step < 4000; step++) {
    a = a.map((each, i) => {
      const moved = (h: number) => gap(a.map((b, j) => j === i ? b + h : b));
      return each - 0.05 * (moved(1e-4) - moved(-1e-4)) / 2e-4;
    });
  }
  assertClose(gap(a), 0.2162, { atol: 5e-5 });
  assertClose(gap(a), oracle.independence(unit, 2) + oracle.blindness(unit, 2, 0), { atol: 1e-7 });
  assertLess(gap(a), filters);
});

Deno.test("SSM-15: the loss of drawn paths averages to the exact bound of the same answers", () => {
  const kind = ENCODERS["past, chained"], parameters = encoderParameters(key(3), kind);
  const judged = sequences(key(1), 2), { steps } = WORLD;
  const gap = exactGap(kind, parameters, judged);
  const evidence = sum(judged.map((row) => oracle.passed(WORLD, row).logEvidence)) / 2;
  const chains = chainsOf(kind, parameters, judged);
  const byOracle = sum(judged.map((row, n) => {
    const { mean, covariance } = oracle.chainMoments(...numbersOf(chains[n]!));
    return oracle.klToPosterior(WORLD, row, mean, covariance) / 2;
  }));
  assertClose(gap, byOracle, { rtol: 1e-8 });
  const draw = otherNormals(7), copies = 4000;
  const rows = Array.from({ length: 2 * copies }, (_, i) => judged[i % 2]!);
  const loss = tf.tidy(() => {
    const numbers = Array.from({ length: 2 * steps * copies }, draw);
    const noise = tf.tensor2d(numbers, [steps, 2 * copies]);
    const batch = { ...sightOf(rows), x: tf.transpose(tf.tensor2d(rows)) as tf.Tensor2D, noise };
    return negativeBound(kind, parameters, batch).dataSync()[0]!;
  });
  // −loss is the bound; a path's spread is some 15 nats, float32 adds 1e-4
  assertClose(-loss, evidence - gap, { atol: 5 * 15 / Math.sqrt(2 * copies) });
});

Deno.test("chapter 09: the textbook's links are a blind chain, and not the best one", () => {
  const textbook = stepByStep(model, seen), { chain: best } = limitedSight(model, seen, 0);
  const data = Array.from(
    { length: 40 },
    (_, n) =>
      sequence.sampleLinearGaussian(fold(key(2), n), model, 5).observations.map(([each]) => each!),
  );
  const gap = (make: (x: readonly (readonly [number])[]) => sequence.GaussianChain) =>
    sum(data.map((row) => {
      const { mean, covariance } = oracle.chainMoments(...numbersOf(make(seenOne(row))));
      return oracle.klToPosterior(world, row, mean, covariance);
    }));
  assert(textbook.offsets.length === best.offsets.length);
  assertLess(gap((x) => limitedSight(model, x, 0).chain), gap((x) => stepByStep(model, x)));
  assertLess(oracle.independence(world, 5), nowFloor(5, 2, 0.5, 1.5));
});

Deno.test("limitedSight: refuses a look beyond the data", () => {
  for (const ahead of [-1, 5, 0.5, NaN]) {
    try {
      limitedSight(model, seen, ahead);
    } catch (error) {
      assert(error instanceof RangeError && error.message.includes("whole number in [0, 4]"));
      continue;
    }
    assert(false, `${ahead} was let in`);
  }
});
