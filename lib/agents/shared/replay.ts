/** A memory of rows: typed columns side by side in a ring, of which the oldest rows are overwritten. */
import {
  type Key,
  refusal,
  requireInteger,
  requireNumber,
  requireVector,
  uniform,
} from "../../math/mod.ts";

/** What one column holds in each row: so many numbers, of which kind. */
export interface Column {
  /** Numbers of a row; an image of 16 × 16 has 256. */
  readonly width: number;
  /** `uint8` for images, `int32` for numbered actions. */
  readonly type: "float32" | "int32" | "uint8";
}

/** Columns by name. */
export type Columns = Readonly<Record<string, Column>>;

type ArrayOf = { float32: Float32Array; int32: Int32Array; uint8: Uint8Array };

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
 * @throws {RangeError} when a size is no whole number of at least 1, or a type is none
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
  { capacity }: { readonly capacity: number },
): Replay<C> {
  const doing = "make a replay";
  requireInteger(doing, "capacity", capacity, 1);
  const rows = Object.entries(columns).map(([name, { width, type }]) => {
    requireInteger(doing, `columns.${name}.width`, width, 1);
    return [name, new (arrayOf(doing, name, type))(capacity * width)];
  });
  return { capacity, columns, added: 0, rows: Object.fromEntries(rows) };
}

function arrayOf(doing: string, name: string, type: Column["type"]) {
  switch (type) {
    case "float32":
      return Float32Array;
    case "int32":
      return Int32Array;
    case "uint8":
      return Uint8Array;
    default: {
      const wish = "one of float32, int32, uint8";
      throw new RangeError(refusal(doing, `columns.${name}.type`, type satisfies never, wish));
    }
  }
}

/** How many rows are there now. */
export function replaySize({ added, capacity }: Replay): number {
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
  const doing = `remember row ${replay.added}`;
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
  requireInteger("sample a batch", "size", size, 1);
  const stored = replaySize(replay);
  if (stored < size) {
    const wish = `at least ${size}, the batch; act longer before you learn`;
    throw new RangeError(refusal("sample a batch", "the number of rows", stored, wish));
  }
  return gathered(replay, Int32Array.from(uniform(key, size, 0, stored)));
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
