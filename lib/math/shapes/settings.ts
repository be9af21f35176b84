/** Options as one table: their names, types, checks, defaults and words. */
import { refusal } from "../errors.ts";
import { plain } from "./records.ts";
import { type Fault, type Shape, shapeOf, type Sizes, wrongKind } from "./shape.ts";

/** How a setting may be left out: its default is taken, it is nothing, or it may not. */
export type Presence = "default" | "optional" | "required";

/** One row of a table of settings. */
export interface Setting<T, P extends Presence = Presence> {
  readonly presence: P;
  readonly shape: Shape<T>;
  /** Taken when the setting is left out. */
  readonly value?: T;
}

/** A setting that has a default; a default that does not fit its own shape is refused at once. */
export function setting<T>(shape: Shape<T>, value: NoInfer<T>): Setting<T, "default"> {
  return { presence: "default", shape, value: shape.check("make a setting", "its default", value) };
}

/** A setting that must be given. */
export function required<T>(shape: Shape<T>): Setting<T, "required"> {
  return { presence: "required", shape };
}

/** A setting that may be left out and then is nothing. */
export function optional<T>(shape: Shape<T>): Setting<T, "optional"> {
  return { presence: "optional", shape };
}

/** Rows by name. */
export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;

type Named<Table, P extends Presence> = {
  [Name in keyof Table]: Table[Name] extends { readonly presence: P } ? Name : never;
}[keyof Table];

type ValueOf<Row> = Row extends Setting<infer T> ? T : never;

type Flat<T> = { [Name in keyof T]: T[Name] };

type GivenOf<Table> = Flat<
  & { readonly [Name in Named<Table, "required">]: ValueOf<Table[Name]> }
  & { readonly [Name in Named<Table, "default" | "optional">]?: ValueOf<Table[Name]> }
>;

type ResolvedOf<Table> = Flat<
  & { readonly [Name in Named<Table, "required" | "default">]: ValueOf<Table[Name]> }
  & { readonly [Name in Named<Table, "optional">]?: ValueOf<Table[Name]> }
>;

/** What a caller may hand in: all but the required settings can be left out. */
export type Given<S> = S extends Settings<infer Table> ? GivenOf<Table> : never;

/** What is there after reading: the defaults filled in. */
export type Resolved<S> = S extends Settings<infer Table> ? ResolvedOf<Table> : never;

/** A table of settings; itself a shape, so that a setting may hold settings. */
export interface Settings<Table extends SettingsTable> extends Shape<GivenOf<Table>> {
  readonly table: Table;
  /** What is taken when nothing is given. */
  readonly defaults: { readonly [Name in Named<Table, "default">]: ValueOf<Table[Name]> };
  /**
   * The settings given, over the defaults, as a frozen plain object in the table's order.
   *
   * @param doing what the caller was about to do, for the message: "make pendulum"
   * @param given `undefined` for the defaults alone
   * @param argument what the whole is called in messages; "options" when left out
   * @throws {TypeError} for what is no plain object (a list, a map, a number, null), and for a name
   *   that is none of the table's; as its shape says for an entry
   */
  readonly read: (
    doing: string,
    given: GivenOf<Table> | undefined,
    argument?: string,
  ) => ResolvedOf<Table>;
}

/**
 * A table of settings. Types, checks, defaults and words come from it alone; a name that is not in
 * it is refused, so that a typing slip is no silent default.
 *
 * @example
 * ```ts
 * import { atLeast, type Given, positive, setting, settings } from "lib/math";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const CAR = settings({ mass: setting(positive, 1), drag: setting(atLeast(0), 0.1) });
 * const drive = (options?: Given<typeof CAR>) => CAR.read("drive", options);
 * assertEquals(drive({ drag: 0 }), { mass: 1, drag: 0 });
 * assertThrows(
 *   () => drive(JSON.parse('{ "mas": 2 }')),
 *   TypeError,
 *   'Cannot drive: an option is "mas", expected one of mass, drag',
 * );
 * ```
 */
export function settings<const Table extends SettingsTable>(table: Table): Settings<Table> {
  const wish = `an object { ${Object.keys(table).join(", ")} }`;
  const shape = shapeOf<unknown>(wish, (value, sizes: Sizes = {}) => {
    if (plain.fault(value) !== undefined) return wrongKind(value, wish);
    const given = value as Readonly<Record<string, unknown>>;
    return unknownName(given, table) ?? entryFault(given, rows, sizes);
  });
  const rows = Object.entries(table);
  const defaults = filled(rows, {});
  const read = (doing: string, given: unknown, argument = "options") => {
    const value = (given === undefined ? {} : given) as Readonly<Record<string, unknown>>;
    if (plain.fault(value) !== undefined) throw wrongKind(value, wish)(doing, argument);
    const found = unknownName(value, table) ?? entryFault(value, rows, {});
    if (found !== undefined) throw found(doing, "");
    return filled(rows, value);
  };
  return { ...shape, table, defaults, read } as Settings<Table>;
}

function unknownName(value: object, table: SettingsTable): Fault | undefined {
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(table, name)) continue;
    const known = Object.keys(table);
    const wish = known.length === 1 ? known[0]! : `one of ${known.join(", ")}`;
    return (doing, argument) => {
      const option = argument === "" ? "an option" : `an option of ${argument}`;
      return new TypeError(refusal(doing, option, name, wish));
    };
  }
  return undefined;
}

type Rows = readonly (readonly [name: string, setting: Setting<unknown>])[];

function entryFault(
  value: Readonly<Record<string, unknown>>,
  rows: Rows,
  sizes: Sizes,
): Fault | undefined {
  for (const [name, { presence, shape }] of rows) {
    if (presence !== "required" && !Object.hasOwn(value, name)) continue;
    const found = shape.fault(value[name], sizes);
    if (found === undefined) continue;
    return (doing, argument) => found(doing, argument === "" ? name : `${argument}.${name}`);
  }
  return undefined;
}

function filled(rows: Rows, given: Readonly<Record<string, unknown>>): object {
  const all: Record<string, unknown> = {};
  for (const [name, { presence, value }] of rows) {
    if (Object.hasOwn(given, name)) all[name] = given[name];
    else if (presence === "default") all[name] = value;
  }
  return Object.freeze(all);
}
