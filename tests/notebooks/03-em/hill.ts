/** Chapter 03: other ways up, and the landscape of two means; imports nothing of lib. */
import { eruptions as points, waits } from "../../support/faithful.ts";
import { sum } from "../../support/mod.ts";
import {
  type Blob2,
  borrowed,
  eStep,
  lineDensity,
  lineLogLikelihood,
  logLikelihood,
} from "./oracle.ts";

/** Plain gradient ascent on the two means alone, in units of the data's variances. */
export function plainAscent(fit: readonly Blob2[], eta: number): readonly number[] {
  const average = [0, 1].map((d) => sum(points.map((x) => x[d]!)) / 272);
  const units = average.map((m, d) => sum(points.map((x) => (x[d]! - m) ** 2)) / 272);
  let blobs = fit.map((blob, k) => ({ ...blob, mean: ([[2, 55], [4, 80]] as const)[k]! }));
  const values = [logLikelihood(blobs as unknown as Blob2[], points)];
  for (let step = 0; step < 200; step++) {
    const r = eStep(blobs as unknown as Blob2[], points);
    blobs = blobs.map((blob, k) => {
      const [u, v] = [0, 1].map((d) =>
        sum(points.map((x, i) => r[i]![k]! * (x[d]! - blob.mean[d]!)))
      ) as [number, number];
      const det = blob.a * blob.c - blob.b ** 2;
      const slope = [(blob.c * u - blob.b * v) / det, (blob.a * v - blob.b * u) / det];
      const mean = blob.mean.map((m, d) => m + eta * units[d]! * slope[d]!);
      return { ...blob, mean: mean as unknown as typeof blob.mean };
    });
    values.push(logLikelihood(blobs as unknown as Blob2[], points));
  }
  return values;
}

export const downs = (values: readonly number[]) =>
  values.filter((value, t) => t > 0 && value < values[t - 1]! - 1e-9).length;

/** The waits' log-likelihood with weights and σ of the fit, at these means. */
export const heightAt = (mu: readonly number[], std: number) =>
  lineLogLikelihood({ ...borrowed(std), mu });

/** Rounds of EM on the two means alone. */
export function meansAfter(from: readonly number[], rounds: number, std: number) {
  let mu = from;
  for (let t = 0; t < rounds; t++) {
    const r = waits.map((x) => {
      const parts = lineDensity({ ...borrowed(std), mu }, x);
      return parts.map((each) => each / sum(parts));
    });
    mu = [0, 1].map((k) => sum(waits.map((x, i) => r[i]![k]! * x)) / sum(r.map((row) => row[k]!)));
  }
  return mu;
}

/** The share of what is left that the last rounds of an EM run close. */
export function closedShare(history: readonly number[]): number {
  const gains = history.slice(1).map((value, t) => value - history[t]!);
  const seen = gains.findLastIndex((gain) => gain > 1e-7); // far above rounding, 1e-12
  return 1 - gains[seen]! / gains[seen - 1]!;
}
