/** Shapes of records: what has entries by name, and what is told apart by its kind. */
import { type Shape, shapeOf, type Sizes, type TypeOf, within, wrongKind } from "./shape.ts";

/** A shape for each entry. */
export type Shapes = Readonly<Record<string, Shape<unknown>>>;

/** The type of a record of shapes. */
export type RecordOf<Table> = { readonly [Name in keyof Table]: TypeOf<Table[Name]> };

/** Whether a value has entries by name: an object, but no list, no map, no typed array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) &&
    !(Symbol.toStringTag in value);
}

/** What was written down as `{ … }`, or read from JSON: no list, no map, nothing that a class made. */
export const plain: Shape<Readonly<Record<string, unknown>>> = shapeOf(
  "a plain object",
  (value) => isPlain(value) ? undefined : wrongKind(value, "a plain object"),
);

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const parent = Object.getPrototypeOf(value);
  return parent === null || Object.getPrototypeOf(parent) === null;
}

/**
 * A plain object with entries of any names, all of one shape.
 *
 * @param wish what to call it in messages
 * @example
 * ```ts
 * import { dictionary, whole } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const counts = dictionary(whole(0));
 * const wrong = () => counts.check("count", "seen", { heads: 3, tails: 0.5 });
 * assertThrows(wrong, RangeError, "seen.tails is 0.5, expected a whole number of at least 0");
 * ```
 */
export function dictionary<T>(
  each: Shape<T>,
  wish = `a plain object, each entry ${each.wish}`,
): Shape<Readonly<Record<string, T>>> {
  return shapeOf(wish, (value, sizes) => {
    if (!isPlain(value)) return wrongKind(value, wish);
    for (const name of Object.keys(value)) {
      const found = each.fault(value[name], sizes);
      if (found !== undefined) return within(`.${name}`, found);
    }
    return undefined;
  });
}

/**
 * An object with these entries; others are let be, for records carry more than one function reads.
 *
 * @param table a shape for each entry
 * @param wish what to call it in messages; its entries' names when left out
 * @example
 * ```ts
 * import { positive, record, text } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const car = record({ name: text, mass: positive });
 * const wrong = () => car.check("drive", "car", { name: "Ada", mass: 0 });
 * assertThrows(wrong, RangeError, "car.mass is 0, expected a number above 0");
 * ```
 */
export function record<const Table extends Shapes>(
  table: Table,
  wish = `an object { ${Object.keys(table).join(", ")} }`,
): Shape<RecordOf<Table>> {
  const [names, shapes] = [Object.keys(table), Object.values(table)];
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!isRecord(value)) return wrongKind(value, wish);
    for (let i = 0; i < names.length; i++) {
      const found = shapes[i]!.fault(value[names[i]!], sizes);
      if (found !== undefined) return within(`.${names[i]}`, found);
    }
    return undefined;
  });
}

/** The union of records that {@link variants} lets in. */
export type VariantsOf<Table> = {
  [Kind in keyof Table]: { readonly kind: Kind } & RecordOf<Table[Kind]>;
}[keyof Table];

/**
 * A union of records, told apart by their `kind`.
 *
 * @param table for each kind the shapes of its other entries
 * @example
 * ```ts
 * import { positive, variants, vector } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const spread = variants({ same: { variance: positive }, each: { variances: vector() } });
 * spread.check("draw", "spread", { kind: "same", variance: 1 });
 * const wrong = () => spread.check("draw", "spread", { kind: "own" });
 * assertThrows(wrong, TypeError, 'spread.kind is "own", expected one of "same", "each"');
 * ```
 */
export function variants<const Table extends Readonly<Record<string, Shapes>>>(
  table: Table,
): Shape<VariantsOf<Table>> {
  const kinds = new Map(Object.entries(table).map(([kind, shapes]) => [kind, record(shapes)]));
  const names = [...kinds.keys()].map((kind) => JSON.stringify(kind)).join(", ");
  const wish = `an object with kind one of ${names}`;
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!isRecord(value)) return wrongKind(value, wish);
    const { kind } = value;
    const fitting = kinds.get(kind as string);
    if (fitting !== undefined) return fitting.fault(value, sizes);
    return within(".kind", wrongKind(kind, `one of ${names}`));
  });
}
