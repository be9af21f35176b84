/** Chapter 19 by hand: densities and losses in plain float64, from their definitions. */
import { integral } from "../../support/mod.ts";

export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** log density of a = tanh u, with log(1 − tanh² u) = log 4 − 2 (|u| + log(1 + e^{−2|u|})). */
export function logPi(u: number, mu: number, sigma: number): number {
  const z = (u - mu) / sigma, size = Math.abs(u);
  const slope = Math.log(4) - 2 * (size + Math.log1p(Math.exp(-2 * size)));
  return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - slope;
}

/** The chapter's Q with two humps. */
export const twoHumps = (a: number) =>
  2 * Math.exp(-8 * (a - 0.6) ** 2) + 1.5 * Math.exp(-8 * (a + 0.5) ** 2);

/** E[α log π − Q] of the squashed Gaussian, by midpoints. */
export const actorLossByHand = (mu: number, sigma: number, alpha: number, points = 20_000) =>
  integral(
    (z) => {
      const u = mu + sigma * z, weight = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      return weight * (alpha * logPi(u, mu, sigma) - twoHumps(Math.tanh(u)));
    },
    -9,
    9,
    points,
  );

/** −E[log π] of tanh(σ z), by midpoints, with log(1 − tanh²) = log 4 − 2 log(eᵘ + e⁻ᵘ). */
export const entropyOf = (sigma: number) =>
  -integral(
    (z) => {
      const weight = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      return weight * logPi(sigma * z, 0, sigma);
    },
    -12,
    12,
    20_000,
  );

/** E max of ten, ∫ x d(F¹⁰) = ∫ (1 − F¹⁰) − ∫ F¹⁰ on either side of 0; of standard normals by default. */
export function bestOfTen(cdf: (x: number) => number = normalCdf): number {
  const above = integral((x) => 1 - cdf(x) ** 10, 0, 8, 2000);
  return above - integral((x) => cdf(x) ** 10, -8, 0, 2000);
}

/** Of the lesser of two. */
export const lesserCdf = (x: number) => 1 - (1 - normalCdf(x)) ** 2;

/** The least actor's loss within a box of μ and log σ: over a lattice, refined four times. */
export function lowestActorLoss(mus: readonly number[], logStds: readonly number[]): number {
  let [best, mu, logStd] = [Infinity, (mus[0]! + mus[1]!) / 2, (logStds[0]! + logStds[1]!) / 2];
  let [width, height] = [(mus[1]! - mus[0]!) / 2, (logStds[1]! - logStds[0]!) / 2];
  for (let round = 0; round < 5; round++, width /= 3, height /= 3) {
    const [centre, middle] = [mu, logStd];
    for (let i = 0; i < 49; i++) {
      const m = centre + (i % 7 - 3) / 3 * width, l = middle + (Math.floor(i / 7) - 3) / 3 * height;
      const loss = actorLossByHand(m, Math.exp(l), 0.3, 400);
      if (loss < best) [best, mu, logStd] = [loss, m, l];
    }
  }
  return best;
}

/** By integrating the density from 0: midpoints. */
export function normalCdf(x: number): number {
  const phi = (t: number) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
  return 0.5 + integral(phi, 0, x, 400);
}

export const tastes = [[1, 0, 0], [5, 2, 0]];
export const entropyAt = (q: readonly number[], alpha: number) => {
  const weights = q.map((each) => Math.exp(each / alpha)), z = weights.reduce((s, w) => s + w, 0);
  return weights.reduce((s, w) => s - w / z * Math.log(w / z), 0);
};

/** α at which the average entropy is the target, by bisection. */
export function priceOf(target: number): number {
  let [low, high] = [1e-2, 1e2];
  for (let i = 0; i < 200; i++) {
    const middle = Math.sqrt(low * high);
    const mean = (entropyAt(tastes[0]!, middle) + entropyAt(tastes[1]!, middle)) / 2;
    if (mean < target) low = middle;
    else high = middle;
  }
  return low;
}

/** Going on earns entropy alone; leaving is worth 6.5. */
export function stays(inside: boolean): number {
  let q = 0;
  for (let i = 0; i < 4000; i++) {
    const p = 1 / (1 + Math.exp(6.5 - q)), mean = p * q + (1 - p) * 6.5;
    const entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    q = inside ? 0.9 * (mean + entropy) : 0.9 * mean + entropy;
  }
  return 1 / (1 + Math.exp(6.5 - q));
}
