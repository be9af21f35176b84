/** Stretches of a memory: rows that followed upon each other, for models of sequences. */
import { type Key, refusal, requireInteger, ShapeError, uniform } from "../../math/mod.ts";
import { type Columns, gathered, type Replay, replaySize, type RowBatch } from "./replay.ts";

/** Which stretches of rows may be drawn. */
export interface SequenceOptions<C extends Columns> {
  /** Rows of a stretch, in the order in which they came. */
  readonly length: number;
  /** A column of one number, not 0 in rows that end an episode: no stretch goes on after one. */
  readonly ends?: keyof C & string;
}

/**
 * Stretches of rows that followed upon each other, drawn uniformly among all there are, with
 * replacement. None goes across the place where the ring is being overwritten.
 *
 * @param key used up by this draw
 * @returns `[size, length, width]` of each column
 * @throws {RangeError} when there is no such stretch
 * @example
 * ```ts
 * import { addRow, replayInit, sampleSequences } from "lib/agents";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = { x: { width: 1, type: "int32" }, last: { width: 1, type: "uint8" } } as const;
 * const replay = replayInit(columns, { capacity: 10 });
 * for (let x = 0; x < 5; x++) addRow(replay, { x, last: x === 1 ? 1 : 0 });
 * const { x } = sampleSequences(key(0), replay, 1, { length: 3, ends: "last" });
 * assertEquals([...x], [2, 3, 4]); // the only three in a row within one episode
 * ```
 */
export function sampleSequences<C extends Columns>(
  key: Key,
  replay: Replay<C>,
  size: number,
  { length, ends }: SequenceOptions<C>,
): RowBatch<C> & { readonly length: number } {
  const doing = "sample sequences";
  requireInteger(doing, "size", size, 1);
  requireInteger(doing, "length", length, 1);
  const starts = startsOf(doing, replay, length, ends);
  if (starts.length === 0) {
    const wish = `one in a row within an episode; ${replaySize(replay)} rows are there`;
    throw new RangeError(refusal(doing, `stretches of ${length} rows`, "none", wish));
  }
  const chosen = new Int32Array(size * length), draws = uniform(key, size, 0, starts.length);
  draws.forEach((draw, i) => {
    const from = starts[Math.floor(draw)]!;
    for (let t = 0; t < length; t++) chosen[i * length + t] = (from + t) % replay.capacity;
  });
  return { ...gathered(replay, chosen), size, length };
}

/** Rows, by their place in the ring, with `length` − 1 more after them in one episode. */
function startsOf<C extends Columns>(
  doing: string,
  replay: Replay<C>,
  length: number,
  ends: (keyof C & string) | undefined,
): number[] {
  if (ends !== undefined && replay.columns[ends]?.width !== 1) {
    throw new ShapeError(doing, `column ${ends}`, [replay.columns[ends]?.width ?? 0], "[1]");
  }
  const stored = replaySize(replay), oldest = replay.added - stored, starts: number[] = [];
  const flags = ends === undefined ? undefined : replay.rows[ends]!;
  for (let i = 0, run = 0; i < stored; i++) {
    run++;
    if (run >= length) starts.push((oldest + i - length + 1) % replay.capacity);
    if (flags !== undefined && flags[(oldest + i) % replay.capacity] !== 0) run = 0;
  }
  return starts;
}
