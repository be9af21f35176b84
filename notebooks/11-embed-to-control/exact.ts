/** The consistency of one code in plain numbers: (E2C-4) and (E2C-5) as they are written. */
import { atLeast, door, positive, record, vector } from "lib/math";

/** A diagonal Gaussian that A = I + v rᵀ and noise of variance h have moved to a mean. */
export interface PushedCode {
  /** Of the moved Gaussian, A μ + B u + o. */
  readonly mean: readonly number[];
  /** σ² of the code before it was moved. */
  readonly variances: readonly number[];
  readonly v: readonly number[];
  readonly r: readonly number[];
  readonly noise: number;
}

const PUSHED = record({
  mean: vector("D"),
  variances: vector("D", positive),
  v: vector("D"),
  r: vector("D"),
  noise: atLeast(0),
}, "a code { mean, variances, v, r, noise }");
const checkPushed = door("take a log-determinant", { pushed: PUSHED });
const checkKl = door("compare codes", {
  pushed: PUSHED,
  next: record(
    { mean: vector("D"), variances: vector("D", positive) },
    "a Gaussian { mean, variances }",
  ),
});

const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);

/** log |AΣAᵀ + hI|: (E2C-4). */
export function logDeterminantOfPushed(pushed: PushedCode): number {
  checkPushed({ pushed });
  const { variances, v, r, noise } = pushed, base = variances.map((each) => each + noise);
  const w = variances.map((each, d) => each * r[d]!), s = sum(w.map((each, d) => each * r[d]!));
  const a = sum(v.map((each, d) => each ** 2 / base[d]!));
  const b = sum(v.map((each, d) => each * w[d]! / base[d]!));
  const c = sum(w.map((each, d) => each ** 2 / base[d]!));
  return sum(base.map(Math.log)) + Math.log((1 + b) ** 2 + a * (s - c));
}

/** KL(pushed ‖ next), nats: (E2C-5). */
export function consistencyKl(
  pushed: PushedCode,
  next: { readonly mean: readonly number[]; readonly variances: readonly number[] },
): number {
  checkKl({ pushed, next });
  const { mean, variances, v, r, noise } = pushed;
  const s = sum(variances.map((each, d) => each * r[d]! ** 2));
  const terms = mean.map((m, d) => {
    const spread = variances[d]! + noise + 2 * v[d]! * r[d]! * variances[d]! + s * v[d]! ** 2;
    const other = next.variances[d]!;
    return (spread + (m - next.mean[d]!) ** 2) / other - 1 + Math.log(other);
  });
  return 0.5 * (sum(terms) - logDeterminantOfPushed(pushed));
}
