/** What a memory of rows has to be: looked at once, then known. */
import {
  door,
  type Fault,
  MOST_NUMBERS,
  oneOf,
  record,
  refusal,
  type Shape,
  shapeOf,
  whole,
  within,
  wrongKind,
  wrongSize,
  wrongValue,
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

/** The list that holds a column of each type. */
export const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

const WISH = "an object with { width, type } for each column";
const COLUMN = record({ width: whole(1), type: oneOf("float32", "int32", "uint8") });
const named = record({}, WISH);

/** Columns by name, at least one. */
const COLUMNS: Shape<Columns> = shapeOf(WISH, (value) => {
  const found = named.fault(value);
  if (found !== undefined) return found;
  const columns = Object.entries(value as object);
  if (columns.length === 0) return wrongValue(value, WISH);
  for (const [name, column] of columns) {
    const found = COLUMN.fault(column);
    if (found !== undefined) return within(`.${name}`, found);
  }
  return undefined;
});

/** Most bytes of a memory, a gibibyte: more is a slip, and would end the process without a word. */
const MOST_BYTES = 8 * MOST_NUMBERS;

const checkInit = door("make a replay", { columns: COLUMNS, capacity: whole(1) });

/** Refuses columns that are none, and more rows than fit in a gibibyte. */
export function requireColumns(columns: Columns, capacity: number): void {
  checkInit({ columns, capacity });
  let bytes = 0;
  for (const { width, type } of Object.values(columns)) {
    bytes += width * ARRAYS[type].BYTES_PER_ELEMENT;
  }
  if (capacity * bytes <= MOST_BYTES) return;
  const wish = `so few that ${bytes} bytes of each fit in a gibibyte`;
  throw new RangeError(refusal("make a replay", "capacity", capacity, wish));
}

/** What the functions of a memory read of it. */
interface Ring {
  readonly capacity: number;
  readonly columns: Columns;
  readonly added: number;
  readonly rows: Readonly<Record<string, unknown>>;
}

const RING = record(
  { capacity: whole(1), columns: COLUMNS, added: whole(0), rows: record({}) },
  "a replay { capacity, columns, added, rows }",
);

/** A ring of rows, as `replayInit` makes it. */
export const REPLAY: Shape<Ring> = knownOnce(
  shapeOf<Ring>(RING.wish, (value) => RING.fault(value) ?? rowsFault(value as Ring)),
);

function rowsFault({ capacity, columns, rows }: Ring): Fault | undefined {
  for (const [name, { width, type }] of Object.entries(columns)) {
    const list = rows[name], place = `.rows.${name}`;
    if (!(list instanceof ARRAYS[type])) return within(place, wrongKind(list, `numbers ${type}`));
    if (list.length === capacity * width) continue;
    return within(place, wrongSize([list.length], `[${capacity * width}]`));
  }
  return undefined;
}

/** A shape that looks at an object once: for what is asked again and again, and made to fit. */
export function knownOnce<T extends object>(shape: Shape<T>): Shape<T> {
  const known = new WeakSet<object>();
  return shapeOf(shape.wish, (value, sizes) => {
    if (known.has(value as object)) return undefined;
    const found = shape.fault(value, sizes);
    if (found === undefined) known.add(value as object);
    return found;
  });
}
