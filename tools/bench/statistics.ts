import { quantile } from "lib/math";

/** The middle of some numbers, and the range of four fifths of them. */
export type Spread = { readonly median: number; readonly low: number; readonly high: number };

/** Median, 10 % and 90 % quantile. */
export function spread(values: readonly number[]): Spread {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
  };
}

/**
 * The ratio within each round, ours / peer: neighbours in time saw the same machine.
 * @throws {RangeError} when one took more turns than the other
 */
export function ratios(ours: readonly number[], peer: readonly number[]): number[] {
  if (ours.length === peer.length) return ours.map((time, round) => time / peer[round]!);
  throw new RangeError(
    `Cannot compare times: ours has ${ours.length} rounds, expected ${peer.length} as the peer`,
  );
}
