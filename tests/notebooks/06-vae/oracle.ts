/** Chapter 06: losses, spectra, gaps and signals by plain sums; imports nothing of lib. */
import { integral, logNormal, normalPdf, sum } from "../../support/mod.ts";

export type List = readonly number[];
export type Rows = readonly List[];

export const average = (list: List): number => sum(list) / list.length;
export const softplus = (y: number): number => Math.max(0, y) + Math.log1p(Math.exp(-Math.abs(y)));
export const chance = (y: number): number => 1 / (1 + Math.exp(-y));

/** (VAE-4). */
export const price = (means: List, stds: List): number =>
  sum(means.map((m, d) => 0.5 * (m * m + stds[d]! ** 2 - 1) - Math.log(stds[d]!)));

/** The digits, as the file has them. */
const lines = (await Deno.readTextFile(new URL("../../../data/digits.csv", import.meta.url)))
  .trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
export const counts: Rows = lines.map((cells) => cells.slice(0, 64));
export const inked: Rows = counts.map((row) => row.map((each) => each >= 8 ? 1 : 0));

/** Eigenvalues of the digits' covariance, greatest first: power iteration with deflation, QR-free. */
export const spectrum: List = (() => {
  const centre = counts[0]!.map((_, j) => average(counts.map((row) => row[j]!)));
  const centred = counts.map((row) => row.map((each, j) => each - centre[j]!));
  let matrix = centre.map((_, i) =>
    centre.map((_, j) => average(centred.map((row) => row[i]! * row[j]!)))
  );
  const found: number[] = [];
  for (let k = 0; k < 8; k++) {
    let v = matrix.map((_, i) => Math.sin(1 + i + 3 * k));
    let value = 0;
    for (let turn = 0; turn < 600; turn++) {
      const next = matrix.map((row) => row.reduce((total, each, j) => total + each * v[j]!, 0));
      value = Math.sqrt(sum(next.map((each) => each * each)));
      v = next.map((each) => each / value);
    }
    found.push(value);
    matrix = matrix.map((row, i) => row.map((each, j) => each - value * v[i]! * v[j]!));
  }
  return found;
})();
const trace = (() => {
  const centre = counts[0]!.map((_, j) => average(counts.map((row) => row[j]!)));
  return sum(centre.map((m, j) => average(counts.map((row) => (row[j]! - m) ** 2))));
})();

/** (VAE-6), D = 2, by the trace: the small eigenvalues are its rest. */
export const ppca: number = (() => {
  const rest = (trace - spectrum[0]! - spectrum[1]!) / 62;
  const logs = Math.log(spectrum[0]!) + Math.log(spectrum[1]!) + 62 * Math.log(rest);
  return -0.5 * (64 * Math.log(2 * Math.PI) + logs + 64);
})();

/** One pixel with ink, y = 3z: E log p(x | z) under N(m, s²). */
export const pixelFit = (m: number, s: number): number =>
  integral((z) => normalPdf(z, m, s) * -softplus(-3 * z), m - 12 * s, m + 12 * s);

/** The linear world of the signals: a = 1.5, s = .8, x = 2, q = N(0, .8²). */
export const world = { a: 1.5, s: 0.8, x: 2, m: 0, d: 0.8 };
export const logEvidence = logNormal(2, 0, Math.hypot(1.5, 0.8));
export const logWeight = (z: number, { a, s, x, m, d } = world): number =>
  logNormal(z, 0, 1) + logNormal(x, a * z, s) - logNormal(z, m, d);

/** What a decoder of two layers writes, a column of weights at a time. */
export function inkAt(
  weights: readonly { readonly weight: List; readonly bias: List }[],
  code: List,
): number[] {
  const [first, second] = weights;
  const hidden = first!.bias.map((each, h) =>
    Math.max(
      0,
      each + code[0]! * first!.weight[h]! + code[1]! * first!.weight[first!.bias.length + h]!,
    )
  );
  return second!.bias.map((each, j) =>
    chance(hidden.reduce((total, x, h) => total + x * second!.weight[64 * h + j]!, each))
  );
}

/** The gap of the ellipses' factors turned by 30° in pairs, counted with sorted texts instead of bins' tables. */
export function turnedGap(): number {
  const factors: number[][] = [];
  for (let x = 0; x < 8; x++) {
    for (let y = 0; y < 8; y++) {
      for (let size = 0; size < 4; size++) {
        for (let angle = 0; angle < 6; angle++) factors.push([x, y, size, angle]);
      }
    }
  }
  const c = Math.cos(Math.PI / 6);
  const codes = factors.map(([x, y, size, angle]) => [
    c * x! + 0.5 * y!,
    c * y! - 0.5 * x!,
    c * size! + 0.5 * angle!,
    c * angle! - 0.5 * size!,
  ]);
  const entropy = (labels: readonly string[]) => {
    const sorted = labels.toSorted();
    let [total, run] = [0, 0];
    sorted.forEach((each, i) => {
      run++;
      if (each === sorted[i + 1]) return;
      total -= run / sorted.length * Math.log(run / sorted.length);
      run = 0;
    });
    return total;
  };
  const bins = [0, 1, 2, 3].map((d) => {
    const column = codes.map((row) => row[d]!),
      low = Math.min(...column),
      high = Math.max(...column);
    return column.map((each) => Math.min(19, Math.floor((each - low) / ((high - low) / 20))));
  });
  return average([0, 1, 2, 3].map((f) => {
    const factor = factors.map((row) => String(row[f]!)), whole = entropy(factor);
    const told = bins.map((code) =>
      whole + entropy(code.map(String)) - entropy(code.map((each, i) => `${each},${factor[i]}`))
    );
    told.sort((p, q) => q - p);
    return (told[0]! - told[1]!) / whole;
  }));
}
