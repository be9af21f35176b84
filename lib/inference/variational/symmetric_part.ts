import type { Matrix } from "../../math/mod.ts";

/** (A + Aᵀ)/2: takes the rounding out of a matrix that is symmetric but for it. */
export function symmetricPart(a: Matrix): number[][] {
  return a.map((row, i) => row.map((each, j) => (each + a[j]![i]!) / 2));
}
