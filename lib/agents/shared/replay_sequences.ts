/** Stretches of a memory: rows that followed upon each other, for models of sequences. */
import {
  door,
  type Key,
  keyShape,
  MOST_NUMBERS,
  optional,
  refusal,
  required,
  settings,
  ShapeError,
  text,
  uniform,
  whole,
} from "../../math/mod.ts";
import { type Columns, gathered, type Replay, type RowBatch, stored } from "./replay.ts";
import { REPLAY } from "./replay_shape.ts";

const DOING = "sample sequences";
const OPTIONS = settings({ length: required(whole(1)), ends: optional(text) });
const checkSample = door(DOING, { key: keyShape, replay: REPLAY, size: whole(1, MOST_NUMBERS) });

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
 * @throws {RangeError} when there is no such stretch, {TypeError|ShapeError} for what is no replay, and
 *   for ends that are no column of one number
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
  options: SequenceOptions<C>,
): RowBatch<C> & { readonly length: number } {
  checkSample({ key, replay, size });
  const { length, ends } = OPTIONS.read(DOING, options);
  const starts = startsOf(replay, length, ends);
  if (starts.length === 0) {
    const wish = `one in a row within an episode; ${stored(replay)} rows are there`;
    throw new RangeError(refusal(DOING, `stretches of ${length} rows`, "none", wish));
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
  replay: Replay<C>,
  length: number,
  ends: string | undefined,
): number[] {
  if (ends !== undefined && replay.columns[ends]?.width !== 1) {
    throw new ShapeError(DOING, `column ${ends}`, [replay.columns[ends]?.width ?? 0], "[1]");
  }
  const count = stored(replay), oldest = replay.added - count, starts: number[] = [];
  const flags = ends === undefined ? undefined : replay.rows[ends]!;
  for (let i = 0, run = 0; i < count; i++) {
    run++;
    if (run >= length) starts.push((oldest + i - length + 1) % replay.capacity);
    if (flags !== undefined && flags[(oldest + i) % replay.capacity] !== 0) run = 0;
  }
  return starts;
}
