/** Chapter 19: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import * as agents from "lib/agents";
import { fold, key, normal } from "lib/math";
import { mlp, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { squashedGaussian } from "lib/prob/tensor";
import { assertClose, integral } from "../../support/mod.ts";
import {
  actorLossByHand,
  bestOfTen,
  entropyAt,
  logPi,
  normalCdf,
  priceOf,
  softplus,
  tastes,
  twoHumps,
} from "./oracle.ts";

await startBackend();

Deno.test("SAC-1: the density of a squashed Gaussian integrates to one, and samples follow it", () => {
  for (const [mu, sigma] of [[0, 0.3], [0.4, 0.9], [-1, 2]] as const) {
    const mass = integral(
      (u) => Math.exp(logPi(u, mu, sigma)) / Math.cosh(u) ** 2,
      -25,
      25,
      50_000,
    );
    assertClose(mass, 1, { atol: 1e-9 }); // da = du / cosh² u
    const share = integral(
      (a) => Math.exp(logPi(Math.atanh(a), mu, sigma)),
      -0.2,
      0.5,
      20_000,
    );
    const samples = Array.from(normal(key(1), 20_000), (z) => Math.tanh(mu + sigma * z));
    const counted = samples.filter((a) => a > -0.2 && a < 0.5).length / samples.length;
    assertClose(counted, share, { atol: 5 * Math.sqrt(0.25 / 20_000) }); // five standard errors
  }
});

Deno.test("SAC-2: three forms of log(1 − tanh² u), and the library's, far out", () => {
  for (const u of [-3, -0.5, 0, 1, 5]) {
    const stable = 2 * (Math.LN2 - u - softplus(-2 * u));
    assertClose(stable, Math.log(1 - Math.tanh(u) ** 2), { atol: 1e-11 });
    assertClose(stable, Math.log(4) - 2 * Math.log(Math.exp(u) + Math.exp(-u)), { atol: 1e-12 });
  }
  const got = tf.tidy(() =>
    squashedGaussian(tf.tensor2d([[12, 0], [-18, 0]]), tf.zeros([2, 1])).logDensity.arraySync()
  );
  assertClose(got, [logPi(12, 12, 1), logPi(-18, -18, 1)], { rtol: 1e-6 }); // 32 bits
});

Deno.test("SAC-3: the target's average is the soft Bellman backup", () => {
  // two actions after the step, π = (0.3, 0.7), Q̄ = (2, −1): r + γ Σ π (Q̄ − α log π)
  const pi = [0.3, 0.7], q = [2, -1], [r, gamma, alpha] = [0.5, 0.9, 0.4];
  const exact = r + gamma * pi.reduce((sum, p, a) => sum + p * (q[a]! - alpha * Math.log(p)), 0);
  const batch = { rewards: Float32Array.of(r, r), masks: Float32Array.of(1, 1) };
  const next = { values: q, logDensities: pi.map(Math.log) };
  const [first, second] = agents.softTargets(batch, next, gamma, alpha);
  assertClose(pi[0]! * first! + pi[1]! * second!, exact, { rtol: 1e-6 }); // 32 bits
  const ended = agents.softTargets({ ...batch, masks: Float32Array.of(0, 0) }, next, gamma, alpha);
  assertEquals(ended, Float32Array.of(r, r));
});

Deno.test("SAC-3 erratum 003.14: with the entropy outside γ the idle world's Q is its V", () => {
  const value = Math.LN2 / (1 - 0.9);
  assertClose([value, 0.9 * value], [6.931, 6.238], { atol: 5e-4 }); // as in the errata, three digits
  const batch = { rewards: Float32Array.of(0), masks: Float32Array.of(1) };
  let q = 0;
  for (let i = 0; i < 600; i++) {
    const next = { values: [q], logDensities: [-Math.LN2] };
    q = agents.softTargets(batch, next, 0.9, 1)[0]!;
  }
  assertClose(q, 0.9 * value, { rtol: 1e-6 }); // 32 bits
});

Deno.test("SAC-4: half the mean square, summed over the critics; no slope through the target", () => {
  const layer = (w: number) => ({
    weight: tf.tensor3d([[[w]], [[2 * w]]]),
    bias: tf.zeros([2, 1]),
  });
  const [loss] = tf.tidy(() => {
    const critics = { hidden: layer(1), output: layer(1) };
    const [x, y] = [tf.tensor2d([[1], [2]]), tf.tensor2d([[0.5], [1]])];
    return [agents.criticLoss(mlp(critics, x), y).dataSync()[0]!];
  });
  const q = [[1, 2], [4, 8]], y = [0.5, 1]; // relu(x w) w of both critics
  const byHand = q.map((row) => row.reduce((s, each, i) => s + 0.5 * (each - y[i]!) ** 2, 0) / 2);
  assertClose(loss!, byHand[0]! + byHand[1]!, { rtol: 1e-6 }); // 32 bits
});

Deno.test("SAC-5: a maximum of noisy values is too large, the lesser of two too small by σ/√π", () => {
  const min = integral(
    (x) => { // E min(x, y) = 2 ∫ x φ(x) (1 − Φ(x)) dx
      const phi = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
      return 2 * x * phi * (1 - normalCdf(x));
    },
    -9,
    9,
    20_000,
  );
  assertClose(min, -1 / Math.sqrt(Math.PI), { atol: 1e-6 }); // the cdf's own 1.5e-7
  assertGreater(bestOfTen(), 1.5);
});

Deno.test("SAC-6: the actor's loss is a divergence from exp(Q/α)/Z, and never below −α log Z", () => {
  const alpha = 0.3;
  const logZ = Math.log(integral((a) => Math.exp(twoHumps(a) / alpha), -1, 1, 20_000));
  for (const [mu, sigma] of [[0, 0.5], [0.7, 0.3], [-0.5, 0.2], [0.3, 1.2]] as const) {
    const loss = actorLossByHand(mu, sigma, alpha);
    const kl = integral(
      (z) => {
        const u = mu + sigma * z, weight = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        return weight * (logPi(u, mu, sigma) - twoHumps(Math.tanh(u)) / alpha + logZ);
      },
      -9,
      9,
      20_000,
    );
    assertGreater(kl, 0);
    assertClose(loss, alpha * (kl - logZ), { atol: 1e-9 });
  }
});

Deno.test("SAC-7: the gradient through the action is the slope of the expectation", () => {
  const alpha = 0.3, h = 1e-4;
  const exact = (actorLossByHand(0.1 + h, 0.4, alpha) - actorLossByHand(0.1 - h, 0.4, alpha)) /
    (2 * h);
  const noise = Array.from(normal(fold(key(7), "noise"), 40_000));
  const slopes = noise.map((eps) => {
    const at = (mu: number) =>
      alpha * logPi(mu + 0.4 * eps, mu, 0.4) - twoHumps(Math.tanh(mu + 0.4 * eps));
    return (at(0.1 + h) - at(0.1 - h)) / (2 * h); // ε held fixed
  });
  const mean = slopes.reduce((s, x) => s + x, 0) / slopes.length;
  const deviation = Math.sqrt(slopes.reduce((s, x) => s + (x - mean) ** 2, 0) / slopes.length);
  assertClose(mean, exact, { atol: 5 * deviation / Math.sqrt(slopes.length) });
  const withoutQ = 2 * alpha *
    integral(
      (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * Math.tanh(0.1 + 0.4 * z),
      -9,
      9,
      20_000,
    );
  assertLess(exact * withoutQ, 0); // held constant, Q would let the actor move the other way
});

Deno.test("SAC-8: one price for all states meets the target on average", () => {
  const price = priceOf(0.6), entropies = tastes.map((q) => entropyAt(q, price));
  assertClose((entropies[0]! + entropies[1]!) / 2, 0.6, { atol: 1e-12 });
});

Deno.test("SAC-8 erratum 003.15: no single state need meet the target", () => {
  const price = priceOf(0.6);
  const [idle, grave] = tastes.map((q) => entropyAt(q, price)) as [number, number];
  assertGreater(idle, 0.7);
  assertLess(grave, 0.5);
});

Deno.test("SAC-9: the temperature's loss is its own derivative by log α", () => {
  for (
    const [logAlpha, logDensity, target] of [[0.3, -0.5, -1], [-2, 1.5, -1], [1, 0.2, 0.6]] as const
  ) {
    const at = (x: number) => -Math.exp(x) * (logDensity + target);
    const slope = (at(logAlpha + 1e-5) - at(logAlpha - 1e-5)) / 2e-5;
    const loss = agents.temperatureLoss(logAlpha, logDensity, target);
    assertClose(loss, at(logAlpha), { rtol: 1e-14 });
    assertClose(loss, slope, { rtol: 1e-9 });
  }
});

Deno.test("chapter 19: the actor's loss of the library is the chapter's, by samples", () => {
  const noise = Float32Array.from(normal(key(3), 4000)), rows = noise.length;
  const loss = tf.tidy(() => {
    const ones = tf.ones<tf.Rank.R2>([rows, 1]); // a state, always the same
    const zero = { weight: tf.zeros([1, 1]), bias: tf.zeros([1]) };
    const actor = {
      hidden: zero,
      output: { weight: tf.zeros([1, 2]), bias: tf.tensor1d([0.1, Math.log(0.4)]) },
    };
    const still = { weight: tf.zeros([1, 2, 1]), bias: tf.zeros([1, 1]) };
    const critic = {
      hidden: still,
      output: { weight: tf.zeros([1, 1, 1]), bias: tf.tensor2d([[2]]) },
    };
    const eps = tf.tensor2d(noise, [rows, 1]);
    const policy = mlp(actor, ones) as tf.Tensor2D;
    const said = (actions: tf.Tensor) => mlp(critic, tf.concat([ones, actions], 1));
    return agents.actorLoss(policy, said, eps, 0.3, [-20, 2]).loss.dataSync()[0]!;
  });
  const terms = Array.from(noise, (eps) => 0.3 * logPi(0.1 + 0.4 * eps, 0.1, 0.4) - 2);
  assertClose(loss, terms.reduce((s, x) => s + x, 0) / rows, { rtol: 1e-5 }); // 32 bits
  assert(Number.isFinite(loss));
});
