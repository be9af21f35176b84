/** Chapter 08 in plain float64, from its definitions. Imports nothing of lib. */

export type List = readonly number[];
export type Rows = readonly List[];
export const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
export const average = (values: List): number => sum(values) / values.length;

/** p(right | x) of the lane. */
export const right = (x: number): number => 1 / (1 + Math.exp(-3 * x));
/** −p log p − (1−p) log(1−p). */
export const coin = (p: number): number =>
  -(p > 0 ? p * Math.log(p) : 0) - (p < 1 ? (1 - p) * Math.log(1 - p) : 0);
/** Var(y | x): a coin between ±1.5, and 0.15 around each. */
export const openAt = (x: number): number => 9 * right(x) * (1 - right(x)) + 0.15 ** 2;

/** Mean over x uniform in ±1. */
export function overPlaces(f: (x: number) => number, pieces = 20_000): number {
  let total = 0;
  for (let i = 0; i < pieces; i++) total += f(-1 + 2 * (i + 0.5) / pieces);
  return total / pieces;
}

/** −½ log 2πe σ² − the coin's entropy: E log p(y | x) at x, the two humps being twenty σ apart. */
export const exactFit = (x: number): number =>
  -0.5 * Math.log(2 * Math.PI * Math.E * 0.15 ** 2) - coin(right(x));

/** Attention of one head, from its equation. */
export function attended(queries: Rows, keys: Rows, values: Rows): number[][] {
  return queries.map((q) => {
    const powers = keys.map((k) =>
      Math.exp(sum(k.map((each, d) => each * q[d]!)) / Math.sqrt(q.length))
    );
    return values[0]!.map((_, d) => sum(values.map((v, m) => v[d]! * powers[m]!)) / sum(powers));
  });
}

/** The weighted β-loss of a linear code: decoder w z, encoder a y with spread s, data of variance v. */
export function linearLoss(
  { w, a, s }: { readonly w: number; readonly a: number; readonly s: number },
  v: number,
  variance: number,
  beta: number,
): number {
  const missed = (1 - w * a) ** 2 * v + (w * s) ** 2;
  return missed / (2 * variance) + beta * ((a * a * v + s * s - 1) / 2 - Math.log(s));
}

/** What a study's runs found under a name, read as plain JSON. */
export async function storedValues(study: string, name: string): Promise<readonly unknown[]> {
  const runs = Array.from({ length: 10 }, (_, seed) => seed);
  return await Promise.all(runs.map(async (seed) => {
    const file = new URL(`../../../data/results/${study}/${seed}.json`, import.meta.url);
    return JSON.parse(await Deno.readTextFile(file)).values[name];
  }));
}

/** The mean over runs of the i-th number under a name. */
export async function storedMean(study: string, name: string, i: number): Promise<number> {
  return average((await storedValues(study, name) as Rows).map((row) => row[i]!));
}
