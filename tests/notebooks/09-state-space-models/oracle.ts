/** Chapter 09 by other ways: dense Gaussians over whole paths, sums over a grid. Imports nothing of lib. */
import { otherNormals, sum } from "../../support/oracle.ts";

type Row = readonly number[];
type Table = readonly Row[];

/** A local level: variances of the start, of a step, of a look. */
export interface World {
  readonly start: number;
  readonly move: number;
  readonly look: number;
}

/** The river as the chapter has it. */
export const NILE: World = { start: 1e7, move: 1469.1, look: 15_099 };

/** The Nile's flows, read as plain text. */
export async function flows(): Promise<number[]> {
  const text = await Deno.readTextFile(new URL("../../../data/nile.csv", import.meta.url));
  return text.trim().split("\n").slice(1).map((line) => Number(line.split(",")[1]));
}

/** A⁻¹ and log |A| by Gauss and Jordan, with pivots from the diagonal: A is positive definite. */
export function inverted(a: Table): { readonly inverse: number[][]; readonly logDet: number } {
  const n = a.length, rows = a.map((row, i) => [...row, ...row.map((_, j) => i === j ? 1 : 0)]);
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]![k]!;
    logDet += Math.log(pivot);
    for (let j = 0; j < 2 * n; j++) rows[k]![j]! /= pivot;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]!;
      if (factor !== 0) { for (let j = k; j < 2 * n; j++) rows[i]![j]! -= factor * rows[k]![j]!; }
    }
  }
  return { inverse: rows.map((row) => row.slice(n)), logDet };
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const square = (rows: Table, v: Row) =>
  sum(v.map((a, i) => a * sum(v.map((b, j) => rows[i]![j]! * b))));

/** Cov(z) of the whole path: start + move · min(t, s). */
export const pathCovariance = ({ start, move }: World, steps: number): number[][] =>
  range(steps).map((t) => range(steps).map((s) => start + move * Math.min(t, s)));

/** Λ, the inverse covariance of the path given what is seen at each step. */
export function precision({ start, move, look }: World, steps: number): number[][] {
  return range(steps).map((t) =>
    range(steps).map((s) => {
      if (Math.abs(t - s) === 1) return -1 / move;
      if (t !== s) return 0;
      return 1 / (t === 0 ? start : move) + 1 / look + (t < steps - 1 ? 1 / move : 0);
    })
  );
}

/** What is known of the path in the end: its mean, covariance, and log p(x). */
export function dense(world: World, x: Row) {
  const prior = pathCovariance(world, x.length);
  const seen = prior.map((row, t) => row.map((each, s) => each + (t === s ? world.look : 0)));
  const { inverse, logDet } = inverted(seen);
  const covariance = inverted(precision(world, x.length)).inverse;
  const mean = covariance.map((row) => sum(row.map((each, s) => each * x[s]! / world.look)));
  const logEvidence = -0.5 * (x.length * Math.log(2 * Math.PI) + logDet + square(inverse, x));
  return { mean, covariance, logEvidence };
}

/** KL of a Gaussian over the path from the posterior. */
export function klToPosterior(world: World, x: Row, mean: Row, covariance: Table): number {
  const lambda = precision(world, x.length), off = dense(world, x).mean.map((m, t) => mean[t]! - m);
  const trace = sum(lambda.map((row, t) => sum(row.map((each, s) => each * covariance[s]![t]!))));
  const dets = inverted(covariance).logDet + inverted(lambda).logDet;
  return 0.5 * (trace + square(lambda, off) - x.length - dets);
}

/** A diagonal as a table. */
export const diagonal = (entries: Row): number[][] =>
  entries.map((each, t) => entries.map((_, s) => t === s ? each : 0));

/** The filter: what is known of z_t from x₁:t, from the dense posterior of the path cut there. */
export function filtered(world: World, x: Row) {
  const ends = x.map((_, t) => {
    const { mean, covariance } = dense(world, x.slice(0, t + 1));
    return { m: mean[t]!, P: covariance[t]![t]! };
  });
  return { means: ends.map(({ m }) => m), variances: ends.map(({ P }) => P) };
}

/** Mean and covariance of a chain z_t = F_t z_t−1 + g_t + noise of variance V_t. */
export function chainMoments(F: Row, g: Row, V: Row) {
  const mean: number[] = [], covariance = F.map(() => F.map(() => 0));
  F.forEach((gain, t) => {
    mean.push(g[t]! + (t === 0 ? 0 : gain * mean[t - 1]!));
    for (let s = 0; s < t; s++) {
      covariance[t]![s] = gain * covariance[t - 1]![s]!;
      covariance[s]![t] = covariance[t]![s]!;
    }
    covariance[t]![t] = V[t]! + (t === 0 ? 0 : gain ** 2 * covariance[t - 1]![t - 1]!);
  });
  return { mean, covariance };
}

/** ½ (Σ log Λ_tt − log |Λ|). */
export function independence(world: World, steps: number): number {
  const lambda = precision(world, steps);
  return 0.5 * (sum(lambda.map((row, t) => Math.log(row[t]!))) - inverted(lambda).logDet);
}

/** The links of the posterior from the end, by what x_t:T say of z_t: precision J_t, pull h_t. */
export function links({ start, move, look }: World, x: Row) {
  const J: number[] = [], h: number[] = [];
  for (let t = x.length - 1; t >= 0; t--) {
    const ahead = t === x.length - 1 ? 0 : J[t + 1]!, pull = t === x.length - 1 ? 0 : h[t + 1]!;
    J[t] = 1 / look + ahead / (1 + move * ahead);
    h[t] = x[t]! / look + pull / (1 + move * ahead);
  }
  const before = (t: number) => t === 0 ? start : move;
  const V = J.map((each, t) => 1 / (1 / before(t) + each));
  return { J, V, F: V.map((v, t) => t === 0 ? 0 : v / move), g: V.map((v, t) => v * h[t]!) };
}

/** ½ Σ (Var(z_t − F_t z_t−1 | x₁:t+ahead)/V_t − 1), by dense posteriors of cut paths. */
export function blindness(world: World, steps: number, ahead: number): number {
  const { F, V } = links(world, range(steps).map(() => 0));
  return sum(
    range(steps).map((t) => {
      const cut = inverted(precision(world, Math.min(steps, t + 1 + ahead))).inverse;
      const before = t === 0 ? 0 : cut[t - 1]![t - 1]!, both = t === 0 ? 0 : cut[t]![t - 1]!;
      return 0.5 * ((cut[t]![t]! - 2 * F[t]! * both + F[t]! ** 2 * before) / V[t]! - 1);
    }),
  );
}

/** The filter in one pass: means, variances, log p(x). */
export function passed({ start, move, look }: World, x: Row) {
  let m = 0, P = start, logEvidence = 0;
  const means: number[] = [], variances: number[] = [];
  x.forEach((each, t) => {
    if (t > 0) P += move;
    const S = P + look;
    logEvidence -= 0.5 * (Math.log(2 * Math.PI * S) + (each - m) ** 2 / S);
    m = (m * look + each * P) / S;
    P = P * look / S;
    means.push(m);
    variances.push(P);
  });
  return { means, variances, logEvidence };
}

/** What the best chain that sees the past loses on x: ½ Σ (g_t − its forecast)²/V_t. */
export function pastGap(world: World, x: Row): number {
  const { J, V, g } = links(world, x), { means } = passed(world, x);
  return sum(x.map((each, t) => {
    const ahead = t === x.length - 1 ? 0 : J[t + 1]! * means[t]! / (1 + world.move * J[t + 1]!);
    return 0.5 * (g[t]! - V[t]! * (each / world.look + ahead)) ** 2 / V[t]!;
  }));
}

/** EM for both variances of a step and a look: what each round has, and log p(x) before it. */
export function climbed(world: World, x: Row, rounds: number) {
  const history: (World & { readonly logEvidence: number })[] = [];
  for (let round = 0, now = world; round <= rounds; round++) {
    const { means, variances, logEvidence } = passed(now, x);
    history.push({ ...now, logEvidence });
    let m = means.at(-1)!, P = variances.at(-1)!, moves = 0, looks = (x.at(-1)! - m) ** 2 + P;
    for (let t = x.length - 2; t >= 0; t--) {
      const J = variances[t]! / (variances[t]! + now.move);
      const before = means[t]! + J * (m - means[t]!);
      const spread = variances[t]! + J * J * (P - variances[t]! - now.move);
      moves += (m - before) ** 2 + P + spread - 2 * J * P;
      looks += (x[t]! - before) ** 2 + spread;
      [m, P] = [before, spread];
    }
    now = { ...now, move: moves / (x.length - 1), look: looks / x.length };
  }
  return history;
}

/** log p(x) when a step has the density `step`, summed over cells of ten. */
export function gridEvidence(x: Row, look: number, step: (off: number) => number): number {
  const cells = range(181).map((i) => 200 + 10 * i);
  const normal = (off: number, v: number) =>
    Math.exp(-0.5 * off * off / v) / Math.sqrt(2 * Math.PI * v);
  const rows = cells.map((from) => {
    const row = cells.map((to) => step(to - from)), all = sum(row);
    return row.map((each) => each / all);
  });
  let belief = cells.map((z) => 10 * normal(z, NILE.start)), log = 0;
  x.forEach((seen, t) => {
    if (t > 0) belief = cells.map((_, j) => sum(cells.map((_, i) => belief[i]! * rows[i]![j]!)));
    const joint = belief.map((p, i) => p * normal(seen - cells[i]!, look)), all = sum(joint);
    log += Math.log(all);
    belief = joint.map((each) => each / all);
  });
  return log;
}

/** Spreads of a walker's place on one axis, given glimpses at some steps, by dense Gaussians. */
export function walkerSpread(seenAt: Row, at: number): number {
  const wander = 0.05, steps = Math.max(at, ...seenAt) + 1;
  const root = [[Math.sqrt(wander / 3), 0], [0.5 * Math.sqrt(3 * wander), Math.sqrt(wander / 4)]];
  const places: number[][] = [];
  let place = [2], velocity = [0, Math.sqrt(0.1)]; // spreads of the start, over independent noises
  for (let t = 0; t < steps; t++) {
    if (t > 0) {
      const n = place.length < 2 ? 2 : place.length;
      place = range(n).map((i) => (place[i] ?? 0) + (velocity[i] ?? 0)).concat([root[0]![0]!, 0]);
      velocity = range(n).map((i) => velocity[i] ?? 0).concat([root[1]![0]!, root[1]![1]!]);
    }
    places.push(place);
  }
  const covariance = (a: Row, b: Row) => sum(a.map((each, i) => each * (b[i] ?? 0)));
  const given = seenAt.map((t) => places[t]!), mine = places[at]!;
  const { inverse } = inverted(
    given.map((a, i) => given.map((b, j) => covariance(a, b) + (i === j ? 4 : 0))),
  );
  const across = given.map((a) => covariance(a, mine));
  return Math.sqrt(covariance(mine, mine) - square(inverse, across));
}

/** Spread of (SSM-9) over drawn paths of a chain z_t = F z_t−1 + g_t + noise of variance V_t, on x. */
export function drawnSpread(world: World, x: Row, F: Row, g: Row, V: Row, count: number): number {
  const draw = otherNormals(9);
  const bounds = range(count).map(() => {
    let z = 0;
    return sum(x.map((each, t) => {
      const prior = t === 0 ? world.start : world.move, last = t === 0 ? 0 : z;
      const middle = F[t]! * last + g[t]!, off = middle - last;
      z = middle + draw() * Math.sqrt(V[t]!);
      return -0.5 * (off ** 2 / prior + (each - z) ** 2 / world.look);
    }));
  });
  const middle = sum(bounds) / count;
  return Math.sqrt(sum(bounds.map((each) => (each - middle) ** 2)) / (count - 1));
}
