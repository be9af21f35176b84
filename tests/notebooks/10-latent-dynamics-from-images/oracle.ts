/** Chapter 10 in plain float64, from its definitions. Imports nothing of lib. */

export type Row = readonly number[];
export const sum = (values: Row): number => values.reduce((total, each) => total + each, 0);
export const average = (values: Row): number => sum(values) / values.length;

/** A network in float64: its layers' weights and biases by path, ReLU between them. */
export function network(
  weights: Readonly<Record<string, ArrayLike<number>>>,
  net: string,
  x: Row,
): number[] {
  const layers = ["hidden1", "hidden2", "hidden3", "output"].filter((layer) =>
    weights[`${net}/${layer}/weight`] !== undefined
  );
  return layers.reduce((rows: number[], layer) => {
    const weight = weights[`${net}/${layer}/weight`]!, bias = weights[`${net}/${layer}/bias`]!;
    return Array.from(bias, (b, j) => {
      const value = sum(rows.map((each, i) => each * weight[i * bias.length + j]!)) + b;
      return layer === "output" ? value : Math.max(value, 0);
    });
  }, [...x]);
}

/** log N(x; m, s²), added up over the numbers. */
export const logNormal = (x: Row, m: Row, s: number): number =>
  sum(x.map((each, d) => -0.5 * ((each - m[d]!) / s) ** 2 - Math.log(s * Math.sqrt(2 * Math.PI))));

/** Grey values of the rod at an angle, 16 × 16: soft distance, by the nearest of many points. */
export function rod(angle: number): number[] {
  return Array.from({ length: 256 }, (_, pixel) => {
    const x = (2 * (pixel % 16) + 1) / 16 - 1, y = 1 - (2 * Math.floor(pixel / 16) + 1) / 16;
    let least = Infinity;
    for (let i = 0; i <= 100; i++) {
      const r = 0.8 * i / 100;
      least = Math.min(least, Math.hypot(x + r * Math.sin(angle), y - r * Math.cos(angle)));
    }
    return Math.round(255 / (1 + Math.exp((least - 0.1) / 0.1))) / 255;
  });
}

/** Greatest eigenvalues of a covariance by power iteration with deflation. */
export function greatest(rows: readonly Row[], count: number): number[] {
  const middle = rows[0]!.map((_, p) => average(rows.map((row) => row[p]!)));
  const centred = rows.map((row) => row.map((each, p) => each - middle[p]!));
  const size = rows.length;
  const products = centred.map((one) =>
    centred.map((other) => sum(one.map((x, p) => x * other[p]!)))
  );
  const found: number[] = [];
  for (let k = 0; k < count; k++) {
    let v = Array.from({ length: size }, (_, i) => Math.sin(1 + i * (k + 1.3)));
    let value = 0;
    for (let round = 0; round < 400; round++) {
      const next = products.map((row) => sum(row.map((each, i) => each * v[i]!)));
      value = Math.hypot(...next);
      v = next.map((each) => each / value);
    }
    found.push(value);
    products.forEach((row, i) => row.forEach((_, j) => row[j]! -= value * v[i]! * v[j]!));
  }
  const total = sum(centred.map((row) => sum(row.map((each) => each * each))));
  return found.map((each) => each / total);
}

/** What a study's runs found under a name, read as plain JSON. */
export async function storedValues(study: string, name: string): Promise<readonly unknown[]> {
  return await Promise.all([0, 1, 2, 3, 4].map(async (seed) => {
    const file = new URL(`../../../data/results/${study}/${seed}.json`, import.meta.url);
    return JSON.parse(await Deno.readTextFile(file)).values[name];
  }));
}

/** Mean over the runs of the mean of a row. */
export async function storedMean(name: string): Promise<number> {
  return average((await storedValues("ldm-control", name) as readonly Row[]).map(average));
}

/** Mean over the runs of a row's last number. */
export async function storedLast(name: string): Promise<number> {
  return average(
    (await storedValues("ldm-shrink", name) as readonly Row[]).map((row) => row.at(-1)!),
  );
}
