/** The joint ascent of chapter 04, written anew; imports nothing of lib. */
import type { Rows } from "./oracle.ts";

/** Adam on a list of numbers, uphill. */
function climber(size: number) {
  const [m, v] = [new Float64Array(size), new Float64Array(size)];
  return (place: Float64Array, slope: Float64Array, rate: number, t: number) => {
    for (let i = 0; i < size; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * slope[i]!;
      v[i] = 0.999 * v[i]! + 0.001 * slope[i]! ** 2;
      place[i]! += rate * (m[i]! / (1 - 0.9 ** t)) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8);
    }
  };
}

/**
 * Ends of one ascent: the exact bound, and the |cosine| of W's two columns.
 *
 * @param start draws for W, `[D, 2]`; `draws` those of each step, `[N, 2]`, row after row
 */
export function ascend(
  points: Rows,
  start: Float64Array,
  draws: readonly (() => Float64Array)[],
) {
  const N = points.length, D = points[0]!.length, steps = draws.length;
  const W = Float64Array.from(start, (each) => 0.1 * each);
  const [noise, mu, log] = [new Float64Array(1), new Float64Array(2 * N), new Float64Array(2 * N)];
  const [gW, gNoise, gMu, gLog] = [W, noise, mu, log].map((list) => new Float64Array(list.length));
  const climb = [W, noise, mu, log].map((list) => climber(list.length));
  for (let t = 1; t <= steps; t++) {
    const variance = Math.exp(noise[0]!), rate = 0.02 * Math.min(1, 2 * (1 - (t - 1) / steps));
    gW!.fill(0), gNoise!.fill(0);
    const epsilon = draws[t - 1]!();
    for (let i = 0; i < N; i++) {
      const e = epsilon.subarray(2 * i, 2 * i + 2),
        std = [Math.exp(log[2 * i]!), Math.exp(log[2 * i + 1]!)];
      const z = [mu[2 * i]! + std[0]! * e[0]!, mu[2 * i + 1]! + std[1]! * e[1]!];
      const pull = [0, 0];
      for (let d = 0; d < D; d++) {
        const rest = points[i]![d]! - W[2 * d]! * z[0]! - W[2 * d + 1]! * z[1]!;
        for (const k of [0, 1]) {
          pull[k]! += W[2 * d + k]! * rest / variance;
          gW![2 * d + k]! += rest * z[k]! / variance;
        }
        gNoise![0]! += (rest * rest / variance - 1) / 2;
      }
      for (const k of [0, 1]) {
        gMu![2 * i + k] = pull[k]! - mu[2 * i + k]!;
        gLog![2 * i + k] = pull[k]! * std[k]! * e[k]! + 1 - std[k]! ** 2;
      }
    }
    [gW, gNoise, gMu, gLog].forEach((slope, at) =>
      climb[at]!([W, noise, mu, log][at]!, slope!, rate, t)
    );
  }
  return { bound: boundOf(points, W, Math.exp(noise[0]!), mu, log), cosine: cosineOf(W) };
}

function boundOf(
  points: Rows,
  W: Float64Array,
  variance: number,
  mu: Float64Array,
  log: Float64Array,
) {
  let bound = 0;
  points.forEach((x, i) => {
    const s = [Math.exp(2 * log[2 * i]!), Math.exp(2 * log[2 * i + 1]!)];
    x.forEach((each, d) => {
      const rest = each - W[2 * d]! * mu[2 * i]! - W[2 * d + 1]! * mu[2 * i + 1]!;
      const blur = W[2 * d]! ** 2 * s[0]! + W[2 * d + 1]! ** 2 * s[1]!;
      bound -= 0.5 * (Math.log(2 * Math.PI * variance) + (rest * rest + blur) / variance);
    });
    for (const k of [0, 1]) bound -= 0.5 * (mu[2 * i + k]! ** 2 + s[k]! - 1 - 2 * log[2 * i + k]!);
  });
  return bound;
}

function cosineOf(W: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let d = 0; d < W.length; d += 2) {
    ab += W[d]! * W[d + 1]!;
    aa += W[d]! ** 2;
    bb += W[d + 1]! ** 2;
  }
  return Math.abs(ab) / Math.sqrt(aa * bb);
}
