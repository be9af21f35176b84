// A diagonal Gaussian of an encoder; float64 inside, rounded where it is stored.
import { mapForward } from "./elementwise";

const EXP: i32 = 5; // of mapForward

/** σ of each posterior `[examples, 2 dimension]`, μ and then log σ. */
function writeStd(examples: i32, dimension: i32, posterior: usize, std: usize): void {
  let to = std;
  for (let example = 0; example < examples; example++) {
    const from = posterior + <usize>(dimension * (2 * example + 1)) * 4;
    for (let i = 0; i < dimension; i++, to += 4) store<f32>(to, load<f32>(from + <usize> i * 4));
  }
  mapForward(EXP, examples * dimension, std, std);
}

/** z = μ + σ ε, and of each example KL = Σ ½ (μ² + σ² − 1) − log σ. */
export function latentForward(
  examples: i32,
  dimension: i32,
  posterior: usize,
  noise: usize,
  sample: usize,
  kl: usize,
): void {
  writeStd(examples, dimension, posterior, sample);
  for (let example = 0; example < examples; example++, kl += 4) {
    let at = posterior + <usize>(dimension * 2 * example) * 4, sum: f64 = 0;
    const logs = <usize> dimension * 4;
    for (let i = 0; i < dimension; i++, at += 4, noise += 4, sample += 4) {
      const mu = <f64> load<f32>(at), sigma = <f64> load<f32>(sample);
      store<f32>(sample, <f32>(mu + sigma * <f64> load<f32>(noise)));
      sum += (mu * mu + sigma * sigma - 1) / 2 - <f64> load<f32>(at + logs);
    }
    store<f32>(kl, <f32> sum);
  }
}

/**
 * dμ = dz + dKL μ, d log σ = dz σ ε + dKL (σ² − 1).
 * @param std room for `[examples, dimension]`
 */
export function latentBackward(
  examples: i32,
  dimension: i32,
  dSample: usize,
  dKl: usize,
  posterior: usize,
  noise: usize,
  std: usize,
  result: usize,
): void {
  writeStd(examples, dimension, posterior, std);
  const logs = <usize> dimension * 4;
  for (let example = 0; example < examples; example++, dKl += 4) {
    const offset = <usize>(dimension * 2 * example) * 4, weight = <f64> load<f32>(dKl);
    let at = posterior + offset, to = result + offset;
    for (let i = 0; i < dimension; i++, at += 4, to += 4) {
      const dz = <f64> load<f32>(dSample), sigma = <f64> load<f32>(std);
      store<f32>(to, <f32>(dz + weight * <f64> load<f32>(at)));
      const bySigma = dz * sigma * <f64> load<f32>(noise) + weight * (sigma * sigma - 1);
      store<f32>(to + logs, <f32> bySigma);
      dSample += 4, std += 4, noise += 4;
    }
  }
}
