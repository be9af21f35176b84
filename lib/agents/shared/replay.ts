/** A memory of rows: typed columns side by side in a ring, of which the oldest rows are overwritten. */
import {
  type Key,
  record,
  refusal,
  required,
  requireInteger,
  requireNumber,
  requireVector,
  settings,
  uniform,
  whole,
} from "../../math/mod.ts";
import { ARRAYS, type Column, type Columns, REPLAY, requireColumns } from "./replay_shape.ts";

export type { Column, Columns };

type ArrayOf = { float32: Float32Array; int32: Int32Array; uint8: Uint8Array };

const OPTIONS = settings({ capacity: required(whole(1)) });
const ROW = record({}, "an object with numbers for each column");

/** The numbers of all columns, row after row. */
export type Rows<C extends Columns> = { readonly [Name in keyof C]: ArrayOf[C[Name]["type"]] };

/** A ring of rows; `added` counts all that ever came. */
export interface Replay<C extends Columns = Columns> {
  readonly capacity: number;
  readonly columns: C;
  added: number;
  /** `capacity` rows each. */
  readonly rows: Rows<C>;
}

/** Some rows, one after another. */
export type RowBatch<C extends Columns> = { readonly size: number } & Rows<C>;

/**
 * An empty ring.
 *
 * @throws {RangeError} when a size is no whole number of at least 1, a type is none, or all of it
 *   would take more than a gibibyte
 * @example
 * ```ts
 * import { addRow, replayInit, sampleRows } from "lib/agents";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = { image: { width: 4, type: "uint8" }, reward: { width: 1, type: "float32" } } as const;
 * const replay = replayInit(columns, { capacity: 100 });
 * addRow(replay, { image: [0, 255, 7, 9], reward: 2 });
 * assertEquals(sampleRows(key(0), replay, 1).image, Uint8Array.of(0, 255, 7, 9));
 * ```
 */
export function replayInit<const C extends Columns>(
  columns: C,
  options: { readonly capacity: number },
): Replay<C> {
  const { capacity } = OPTIONS.read("make a replay", options);
  requireColumns(columns, capacity);
  const rows = Object.entries(columns).map(([name, { width, type }]) =>
    [name, new ARRAYS[type](capacity * width)] as const
  );
  return { capacity, columns, added: 0, rows: Object.fromEntries(rows) as Rows<C> };
}

/**
 * How many rows are there now.
 *
 * @throws {TypeError} for what is no replay
 */
export function replaySize(replay: Replay): number {
  return stored(REPLAY.check("count rows", "replay", replay));
}

/** {@link replaySize} of a replay that was looked at before. */
export function stored({ added, capacity }: Pick<Replay, "added" | "capacity">): number {
  return Math.min(added, capacity);
}

/** A row to remember: a number, or as many as the column is wide, for each column. */
export type Row<C extends Columns> = {
  readonly [Name in keyof C]: number | ArrayLike<number>;
};

/**
 * Adds a row, over the oldest one when the ring is full. Changes the replay.
 *
 * @throws {ShapeError} for another number of numbers, {TypeError|RangeError} for one that the column's
 *   type cannot hold, a missing or surplus column; nothing is added then
 */
export function addRow<C extends Columns>(replay: Replay<C>, row: Row<C>): void {
  const { added } = REPLAY.check("remember a row", "replay", replay);
  const doing = `remember row ${added}`;
  ROW.check(doing, "row", row);
  const surplus = Object.keys(row).find((name) => !Object.hasOwn(replay.columns, name));
  if (surplus === undefined) return putRow(replay, row, doing);
  const wish = `one of ${Object.keys(replay.columns).join(", ")}`;
  throw new RangeError(refusal(doing, "a column", surplus, wish));
}

/** {@link addRow} for callers with words of their own; `names` is what messages call the columns. */
export function putRow<C extends Columns>(
  replay: Replay<C>,
  row: Row<C>,
  doing: string,
  names: { readonly [Name in keyof C]?: string } = {},
): void {
  const entries = Object.entries(replay.columns).map(([name, column]) =>
    [name, requireEntry(doing, names[name] ?? name, column, row[name]), column.width] as const
  );
  const at = replay.added % replay.capacity;
  for (const [name, numbers, width] of entries) replay.rows[name]!.set(numbers, at * width);
  replay.added++;
}

function requireEntry(
  doing: string,
  name: string,
  { width, type }: Column,
  value: number | ArrayLike<number> | undefined,
): ArrayLike<number> {
  if (typeof value === "number" && width === 1) {
    requireFits(doing, name, type, value);
    return [value];
  }
  requireVector(doing, name, value, width);
  const numbers = value as ArrayLike<number>;
  for (let i = 0; i < width; i++) requireFits(doing, `${name}[${i}]`, type, numbers[i]!);
  return numbers;
}

/** Refuses what would be stored as another number: beyond float32, beside whole numbers. */
function requireFits(doing: string, name: string, type: Column["type"], value: number): void {
  if (type === "uint8") return requireInteger(doing, name, value, 0, 255);
  if (type === "int32") return requireInteger(doing, name, value, -(2 ** 31), 2 ** 31 - 1);
  requireNumber(doing, name, value);
  if (Number.isFinite(Math.fround(value))) return;
  throw new RangeError(refusal(doing, name, value, "a number that float32 can hold"));
}

/**
 * Rows drawn uniformly, with replacement.
 *
 * @param key used up by this draw
 * @returns `[size, width]` of each column
 * @throws {RangeError} when there are fewer rows than are asked for
 */
export function sampleRows<C extends Columns>(
  key: Key,
  replay: Replay<C>,
  size: number,
): RowBatch<C> {
  const doing = "sample a batch";
  REPLAY.check(doing, "replay", replay);
  requireInteger(doing, "size", size, 1);
  const count = stored(replay);
  if (count < size) {
    const wish = `at least ${size}, the batch; act longer before you learn`;
    throw new RangeError(refusal(doing, "the number of rows", count, wish));
  }
  return gathered(replay, Int32Array.from(uniform(key, size, 0, count)));
}

/** Rows at their places in the ring, one after another. */
export function gathered<C extends Columns>(replay: Replay<C>, chosen: Int32Array): RowBatch<C> {
  const columns = Object.entries(replay.columns).map(([name, { width }]) => {
    const from = replay.rows[name]!;
    const to = new (from.constructor as Float32ArrayConstructor)(chosen.length * width);
    for (let i = 0, at = 0; i < chosen.length; i++) {
      for (let j = chosen[i]! * width, end = j + width; j < end; j++) to[at++] = from[j]!;
    }
    return [name, to];
  });
  return { size: chosen.length, ...Object.fromEntries(columns) };
}
