/** Chapter 11 in plain float64, from its definitions. Imports nothing of lib. */

export type Row = readonly number[];
export type Rows = readonly Row[];
export const sum = (values: Row): number => values.reduce((total, each) => total + each, 0);
export const average = (values: Row): number => sum(values) / values.length;
export const times = (a: Rows, v: Row): number[] =>
  a.map((row) => sum(row.map((x, j) => x * v[j]!)));
export const product = (a: Rows, b: Rows): number[][] =>
  a.map((row) => b[0]!.map((_, j) => sum(row.map((x, k) => x * b[k]![j]!))));
export const turned = (a: Rows): number[][] => a[0]!.map((_, j) => a.map((row) => row[j]!));
export const unit = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => i === j ? 1 : 0));

/** Determinant by expansion along the first row. */
export function determinant(a: Rows): number {
  if (a.length === 1) return a[0]![0]!;
  return sum(
    a[0]!.map((each, j) =>
      (j % 2 === 0 ? 1 : -1) * each * determinant(
        a.slice(1).map((row) => row.filter((_, k) => k !== j)),
      )
    ),
  );
}

/** Inverse by cofactors. */
export function inverted(a: Rows): number[][] {
  const whole = determinant(a);
  if (a.length === 1) return [[1 / whole]];
  return a.map((_, i) =>
    a.map((_, j) => {
      const minor = a.filter((_, r) => r !== j).map((row) => row.filter((_, c) => c !== i));
      return ((i + j) % 2 === 0 ? 1 : -1) * determinant(minor) / whole;
    })
  );
}

/** KL of two Gaussians with full covariances, nats. */
export function denseKl(m: Row, C: Rows, n: Row, S: Rows): number {
  const sharp = inverted(S), d = m.map((each, i) => each - n[i]!);
  const trace = sum(product(sharp, C).map((row, i) => row[i]!));
  return 0.5 * (trace - m.length + sum(times(sharp, d).map((each, i) => each * d[i]!)) +
    Math.log(determinant(S) / determinant(C)));
}

/** A = I + v rᵀ. */
export const bent = (v: Row, r: Row): number[][] =>
  v.map((each, i) => r.map((other, j) => each * other + (i === j ? 1 : 0)));

/** A diag(variances) Aᵀ + h I, as it is written. */
export function pushedCovariance(variances: Row, v: Row, r: Row, h: number): number[][] {
  const A = bent(v, r),
    spread = variances.map((each, i) => variances.map((_, j) => i === j ? each : 0));
  return product(product(A, spread), turned(A)).map((row, i) =>
    row.map((each, j) => each + (i === j ? h : 0))
  );
}

/** A step of dynamics or of a policy that are linear with Gaussian noise. */
interface LinearStep {
  readonly transition: Rows;
  readonly control: Rows;
  readonly drift: Row;
  readonly noise: Rows;
}
interface LinearPolicy {
  readonly gain: Rows;
  readonly offset: Row;
  readonly covariance: Rows;
}

/** KL of two policies over a trajectory, nats, by the moments of (z, u) at each step. */
export function moments(
  model: { readonly steps: readonly LinearStep[]; readonly mean: Row; readonly covariance: Rows },
  fresh: readonly LinearPolicy[],
  old: readonly LinearPolicy[],
): number {
  let [m, P, total] = [model.mean, model.covariance, 0];
  const plus = (a: Rows, b: Rows) => a.map((row, i) => row.map((each, j) => each + b[i]![j]!));
  const around = (K: Rows, C: Rows) => product(product(K, C), turned(K));
  model.steps.forEach((step, t) => {
    const { gain, offset, covariance } = fresh[t]!, before = old[t]!;
    const sharp = inverted(before.covariance);
    const dK = gain.map((row, i) => row.map((each, j) => each - before.gain[i]![j]!));
    const d = times(dK, m).map((each, j) => each + offset[j]! - before.offset[j]!);
    const seen = product(sharp, plus(covariance, around(dK, P)));
    total += 0.5 * (sum(seen.map((row, i) => row[i]!)) - d.length +
      sum(times(sharp, d).map((each, j) => each * d[j]!)) +
      Math.log(determinant(before.covariance) / determinant(covariance)));
    const closed = plus(step.transition, product(step.control, gain));
    const push = times(step.control, offset);
    m = times(closed, m).map((each, i) => each + push[i]! + step.drift[i]!);
    P = plus(plus(around(closed, P), around(step.control, covariance)), step.noise);
  });
  return total;
}

const discs = [[4.5, 10], [15.5, 10], [7.25, 5], [12.75, 5], [7.25, 15], [12.75, 15]];

/** A move in the plane: eight steps, walls, discs. */
export function moved([x0, y0]: Row, [right, up]: Row): number[] {
  let [x, y] = [x0!, y0!];
  for (let i = 0; i < 8; i++) {
    x = Math.min(Math.max(x + right! / 8, 1), 19);
    y = Math.min(Math.max(y + up! / 8, 1), 19);
    for (const [cx, cy] of discs) {
      const far = Math.hypot(x - cx!, y - cy!);
      if (far >= 1.8) continue;
      [x, y] = [cx! + 1.8 * (x - cx!) / far, cy! + 1.8 * (y - cy!) / far];
      break;
    }
  }
  return [x, y];
}

/** What a study's runs found under a name, read as plain JSON. */
export async function storedValues(
  study: string,
  name: string,
  runs: number,
): Promise<readonly unknown[]> {
  return await Promise.all(Array.from({ length: runs }, async (_, seed) => {
    const file = new URL(`../../../data/results/${study}/${seed}.json`, import.meta.url);
    return JSON.parse(await Deno.readTextFile(file)).values[name];
  }));
}

/** Numbers of the plane's twelve runs; rows are averaged. */
export async function planeNumbers(name: string): Promise<number[]> {
  const all = await storedValues("e2c-plane", name, 12) as readonly (number | Row)[];
  return all.map((each) => typeof each === "number" ? each : average(each));
}
