import { assertEquals } from "./equality.ts";

/**
 * Passes when `expected` is a part of `actual`, however deep: both are cut down to the keys that
 * `expected` names and then compared. Classes do not matter, only what stands under the keys.
 * @throws {TypeError} when `actual` is no object
 */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(part(actual, expected), part(expected, expected), msg);
}

type Loose = Record<PropertyKey, unknown>;
type Met = WeakMap<object, object>;

function part(whole: Loose, shape: Loose): Loose {
  if (
    typeof whole !== "object" && typeof whole !== "function" || whole === null
  ) {
    const kind = whole === null ? "null" : `type ${typeof whole}`;
    throw new TypeError(`Cannot assertObjectMatch ${kind}`);
  }
  return objectPart(whole, shape, new WeakMap());
}

/** What of `value` the shape speaks about. */
function valuePart(value: unknown, shape: unknown, met: Met): unknown {
  if (value instanceof RegExp || !isObject(value) || !isObject(shape)) {
    return value;
  }
  if (Array.isArray(value) && Array.isArray(shape)) {
    return arrayPart(value, shape, met);
  }
  if (value instanceof Map && shape instanceof Map) {
    return mapPart(value, shape, met);
  }
  if (value instanceof Set && shape instanceof Set) {
    return value.intersection(shape);
  }
  return objectPart(value, shape, met);
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null;
}

function objectPart(value: Loose, shape: Loose, met: Met): Loose {
  if (met.get(value) === shape) return value;
  met.set(value, shape);
  const keys = Reflect.ownKeys(value);
  const named = Reflect.ownKeys(shape);
  const shared = keys.filter((key) => named.includes(key));
  const strangers = keys.length > 0 && named.length > 0 && shared.length === 0;
  const kept: Loose = {};
  for (const key of strangers ? keys : shared) {
    const content = strangers ? value[key] : valuePart(value[key], shape[key], met);
    Object.defineProperty(kept, key, {
      value: content,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return kept;
}

function arrayPart(
  value: readonly unknown[],
  shape: readonly unknown[],
  met: Met,
): readonly unknown[] {
  if (met.get(value) === shape) return value;
  met.set(value, shape);
  return Array.from(
    { length: Math.min(value.length, shape.length) },
    (_, index) => valuePart(value[index], shape[index], met),
  );
}

function mapPart(
  value: ReadonlyMap<unknown, unknown>,
  shape: ReadonlyMap<unknown, unknown>,
  met: Met,
): ReadonlyMap<unknown, unknown> {
  const named = [...value].filter(([key]) => shape.has(key));
  return new Map(named.map(([key, content]) => {
    const wanted = shape.get(key);
    const both = isObject(content) && isObject(wanted);
    return [key, both ? objectPart(content, wanted, met) : content];
  }));
}
