/** The steps of a Kalman filter. Covariances do not look at the data: where one comes back to the last bit,
 * as in the long run they do, what followed from it is taken again. */
import {
  divideRows,
  factorize,
  type Flat,
  flatOf,
  plus,
  symmetrize,
  times,
  timesTransposed,
} from "./flat.ts";
import type { LinearGaussian } from "./model.ts";

/** A checked model as flat arrays. */
export interface FlatModel {
  readonly hidden: number;
  readonly seen: number;
  readonly A: Flat;
  readonly Q: Flat;
  readonly C: Flat;
  readonly R: Flat;
  readonly m: Flat;
  readonly P: Flat;
}

/** A model that has been checked, as flat arrays. */
export function flatModel(model: LinearGaussian): FlatModel {
  return {
    hidden: model.initialMean.length,
    seen: model.emission.length,
    A: flatOf(model.transition),
    Q: flatOf(model.transitionCovariance),
    C: flatOf(model.emission),
    R: flatOf(model.emissionCovariance),
    m: Float64Array.from(model.initialMean),
    P: flatOf(model.initialCovariance),
  };
}

/** Whether a is what it was at the last call; remembers it. */
export function recurrence(size: number): (a: Flat) => boolean {
  const last = new Float64Array(size).fill(NaN);
  return (a) => {
    let same = true;
    for (let i = 0; i < size && same; i++) same = a[i] === last[i];
    if (!same) last.set(a);
    return same;
  };
}

/** a ← I − a. */
export function fromIdentity(a: Flat, n: number): void {
  for (let i = 0; i < n * n; i++) a[i] = (i % (n + 1) === 0 ? 1 : 0) - a[i]!;
}

/** m ← A m, P ← A P Aᵀ + Q. */
export function predictor({ hidden: K, A, Q }: FlatModel): (m: Flat, P: Flat) => void {
  const moved = new Float64Array(K), product = new Float64Array(K * K);
  const isSame = recurrence(K * K), ahead = new Float64Array(K * K);
  return (m, P) => {
    times(moved, A, m, K, K, 1);
    m.set(moved);
    if (!isSame(P)) {
      times(product, A, P, K, K, K);
      timesTransposed(ahead, product, A, K, K, K);
      plus(ahead, ahead, Q);
      symmetrize(ahead, K);
    }
    P.set(ahead);
  };
}

/** m and P after x, seen at step t; gives log p(x | the past). */
export function updater(
  doing: string,
  model: FlatModel,
): (m: Flat, P: Flat, x: ArrayLike<number>, t: number) => number {
  const { hidden: K, seen: D, C } = model;
  const v = new Float64Array(D), room = new Float64Array(D);
  const isSame = recurrence(K * K), after = new Float64Array(K * K);
  const { gain: G, lower, weigh } = weigher(doing, model);
  return (m, P, x, t) => {
    if (!isSame(P)) weigh(after, P, t);
    times(v, C, m, D, K, 1);
    for (let d = 0; d < D; d++) v[d] = x[d]! - v[d]!;
    for (let i = 0; i < K; i++) for (let d = 0; d < D; d++) m[i]! += G[i * D + d]! * v[d]!;
    P.set(after);
    return logDensity(room, v, lower, D);
  };
}

/** The gain P Cᵀ S⁻¹, S's factor, and the covariance after an update, (I − GC) P (I − GC)ᵀ + G R Gᵀ. */
function weigher(doing: string, { hidden: K, seen: D, C, R }: FlatModel) {
  const CP = new Float64Array(D * K), S = new Float64Array(D * D), lower = new Float64Array(D * D);
  const gain = new Float64Array(K * D),
    kept = new Float64Array(K * K),
    KK = new Float64Array(K * K);
  const GR = new Float64Array(K * D), GRG = new Float64Array(K * K);
  const weigh = (after: Flat, P: Flat, t: number): void => {
    times(CP, C, P, D, K, K);
    timesTransposed(S, CP, C, D, K, D);
    plus(S, S, R);
    factorize(lower, S, D, doing, () => `the covariance expected of observations[${t}]`);
    for (let i = 0; i < K; i++) for (let d = 0; d < D; d++) gain[i * D + d] = CP[d * K + i]!;
    divideRows(gain, lower, K, D);
    times(kept, gain, C, K, D, K);
    fromIdentity(kept, K);
    times(KK, kept, P, K, K, K);
    timesTransposed(after, KK, kept, K, K, K);
    times(GR, gain, R, K, D, D);
    timesTransposed(GRG, GR, gain, K, D, K);
    plus(after, after, GRG);
    symmetrize(after, K);
  };
  return { gain, lower, weigh };
}

/** log N(v; 0, L Lᵀ); room takes L⁻¹ v. */
function logDensity(room: Flat, v: Flat, lower: Flat, n: number): number {
  let sum = -0.5 * n * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) {
    let rest = v[i]!;
    for (let j = 0; j < i; j++) rest -= lower[i * n + j]! * room[j]!;
    room[i] = rest / lower[i * n + i]!;
    sum -= Math.log(lower[i * n + i]!) + 0.5 * room[i]! * room[i]!;
  }
  return sum;
}
