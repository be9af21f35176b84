/** All places in the arguments of a call: each argument, and each value inside it. */

/** The way to a value: the argument's number, then names and indices. */
export type Path = readonly (string | number)[];

/** Takes the place of a value that is not there: a hole in a list, a name left out. */
export const MISSING = Symbol("missing");

/** A list or a plain object, whose parts are places, too. */
export function hasParts(value: unknown): value is Record<string | number, unknown> {
  if (Array.isArray(value)) return true;
  if (value === null || typeof value !== "object") return false;
  const parent = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}

/** Every place with its value, the whole before its parts. */
export function placesOf(
  value: unknown,
  path: Path = [],
): readonly { readonly path: Path; readonly value: unknown }[] {
  const here = path.length === 0 ? [] : [{ path, value }];
  if (!hasParts(value)) return here;
  const parts = Object.entries(value).flatMap(([name, part]) =>
    placesOf(part, [...path, Array.isArray(value) ? Number(name) : name])
  );
  return [...here, ...parts];
}

/** A copy with another value at one place. */
export function replaced(whole: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const parts = whole as Record<string | number, unknown>;
  // deno-lint-ignore no-explicit-any -- a list or a record, either way indexed
  const copy: any = Array.isArray(whole) ? whole.slice() : { ...parts };
  const part = replaced(parts[name], rest, value);
  if (part === MISSING) delete copy[name];
  else copy[name] = part;
  return copy;
}
