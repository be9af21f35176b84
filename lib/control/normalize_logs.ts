/** From logarithms of weights to probabilities, a stretch of a table at a time. */

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
