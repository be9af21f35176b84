/** Sums of exponentials along the rows of a sparse matrix of logarithms: one step of a message. */
import type { Floats, Integers } from "../mdp/model.ts";

/** A sparse matrix of logarithms. Entries of −∞ are not stored; a row may be empty. */
export interface LogRows {
  /** Row i is the entries from `offsets[i]` up to `offsets[i + 1]`. */
  readonly offsets: Integers;
  readonly column: Integers;
  readonly logWeight: Floats;
  /** exp(logWeight − top of its row): between 0 and 1. */
  readonly scaled: Floats;
  /** The largest logWeight of each row. */
  readonly top: Floats;
}

/** One entry of a matrix to be packed. */
export interface LogEntry {
  readonly row: number;
  readonly column: number;
  readonly logWeight: number;
}

/**
 * Below this a scaled sum may have lost digits: a term that underflowed is at most 1e-307, so a sum
 * above 1e-290 lacks less than 1e-17 of itself for it.
 */
const LEAST_SUM = 1e-290;

/** Packs entries, in any order, by rows; drops those of weight 0. */
export function logRows(rows: number, entries: readonly LogEntry[]): LogRows {
  const kept = entries.filter((entry) => entry.logWeight > -Infinity);
  const offsets = new Int32Array(rows + 1);
  const top = new Float64Array(rows).fill(-Infinity);
  for (const { row, logWeight } of kept) {
    offsets[row + 1]!++;
    top[row] = Math.max(top[row]!, logWeight);
  }
  for (let i = 0; i < rows; i++) offsets[i + 1]! += offsets[i]!;
  const next = offsets.slice();
  const column = new Int32Array(kept.length);
  const logWeight = new Float64Array(kept.length);
  const scaled = new Float64Array(kept.length);
  for (const entry of kept) {
    const n = next[entry.row]!++;
    column[n] = entry.column;
    logWeight[n] = entry.logWeight;
    scaled[n] = Math.exp(entry.logWeight - top[entry.row]!);
  }
  return { offsets, column, logWeight, scaled, top };
}

/**
 * log Σⱼ exp(Wᵢⱼ + vⱼ) for every row i; −∞ for a row whose sum is empty.
 *
 * Each vⱼ is exponentiated once, relative to the largest; only rows that this loses (sums below
 * 1e-290) are summed again entry by entry relative to their own largest term, so that no scale of
 * weights or values under- or overflows.
 *
 * @param values `[columns]` logarithms, finite or −∞
 * @returns `[rows]`
 */
export function logProduct(matrix: LogRows, values: Floats): Float64Array {
  const { offsets, column, scaled, top } = matrix;
  const out = new Float64Array(top.length).fill(-Infinity);
  let most = -Infinity;
  for (let j = 0; j < values.length; j++) if (values[j]! > most) most = values[j]!;
  if (most === -Infinity) return out;
  const relative = new Float64Array(values.length);
  for (let j = 0; j < values.length; j++) relative[j] = Math.exp(values[j]! - most);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let n = offsets[i]!; n < offsets[i + 1]!; n++) sum += scaled[n]! * relative[column[n]!]!;
    out[i] = sum > LEAST_SUM ? top[i]! + most + Math.log(sum) : logRowSum(matrix, i, values);
  }
  return out;
}

/** The same for one row, relative to its own largest term. */
function logRowSum({ offsets, column, logWeight }: LogRows, i: number, values: Floats): number {
  let most = -Infinity;
  for (let n = offsets[i]!; n < offsets[i + 1]!; n++) {
    most = Math.max(most, logWeight[n]! + values[column[n]!]!);
  }
  if (most === -Infinity) return most;
  let sum = 0;
  for (let n = offsets[i]!; n < offsets[i + 1]!; n++) {
    sum += Math.exp(logWeight[n]! + values[column[n]!]! - most);
  }
  return most + Math.log(sum);
}

/**
 * Overwrites entries `from … to − 1`, logarithms, by the probabilities in proportion to their
 * exponentials; all 0 where all are −∞, since such a row has no distribution.
 */
export function normalizeLogs(table: Float64Array, from: number, to: number): void {
  let most = -Infinity;
  for (let i = from; i < to; i++) if (table[i]! > most) most = table[i]!;
  if (most === -Infinity) return void table.fill(0, from, to);
  let sum = 0;
  for (let i = from; i < to; i++) sum += table[i] = Math.exp(table[i]! - most);
  for (let i = from; i < to; i++) table[i]! /= sum;
}
