// Products of matrices that lie one after another in memory.
import { kernels, scratchAddress } from "./kernels.ts";

/** Matrices of a stack: the first one's address, and numbers from row to row, column to column, matrix to matrix. */
export interface Block {
  readonly at: number;
  readonly row: number;
  readonly column: number;
  readonly step: number;
}

/** What is multiplied, and what becomes of it. */
export interface StackedProduct {
  readonly left: Block;
  readonly right: Block;
  /** Matrices without gaps. */
  readonly to: { readonly at: number; readonly step: number };
  /** Added to every row. */
  readonly bias?: { readonly at: number; readonly step: number };
  readonly relu?: boolean;
  /** All products are added up into one matrix. */
  readonly summed?: boolean;
}

/** relu(A B + bias) of each of `stack` pairs, `[m, k]` times `[k, n]`. */
export function multiplyStack(
  stack: number,
  [m, k, n]: readonly [number, number, number],
  { left, right, to, bias, relu = false, summed = false }: StackedProduct,
): void {
  const { gemm } = kernels(), scratch = scratchAddress();
  for (let i = 0; i < stack; i++) {
    const a = left.at + 4 * left.step * i, b = right.at + 4 * right.step * i;
    const start = bias === undefined ? 0 : bias.at + 4 * bias.step * i;
    // deno-fmt-ignore
    gemm(m, k, n, a, left.row, left.column, b, right.row, right.column, to.at + 4 * to.step * i, n,
      start, summed && i > 0 ? 1 : 0, relu ? 1 : 0, scratch);
  }
}
