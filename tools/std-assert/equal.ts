/**
 * Deep equality, as the genuine package decides it.
 *
 * Numbers compare by value with `NaN` equal to itself and 0 equal to -0; objects need one prototype
 * (a bare object and `{}` count as one), the same keys, and equal values; sets and maps compare
 * whatever their order; cycles are followed once.
 * @throws {TypeError} for two `WeakMap`s or two `WeakSet`s, whose contents nobody can list
 */
export function equal(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

/** The partner each object was last laid beside: meeting the pair again ends a cycle. */
type Partners = Map<object, object>;

function same(a: unknown, b: unknown, partners: Partners): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Date && b instanceof Date) {
    return Object.is(a.getTime(), b.getTime());
  }
  if (!samePrototype(a, b)) return false;
  const opaque = sameByKind(a, b, partners);
  if (opaque !== undefined) return opaque;
  if (partners.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  partners.set(a, b);
  if (isCollection(a) && isCollection(b)) return sameCollection(a, b, partners);
  if (WRITTEN_AS_TEXT.has(Object.getPrototypeOf(a))) {
    return String(a) === String(b);
  }
  return keysOf(a).union(keysOf(b)).values().every((key) => sameAt(key, a, b, partners));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function samePrototype(a: object, b: object): boolean {
  const [first, second] = [a, b].map((value) => Object.getPrototypeOf(value) ?? Object.prototype);
  return first === second;
}

/** Decides the kinds whose content no key shows; `undefined` for all others. */
function sameByKind(
  a: object,
  b: object,
  partners: Partners,
): boolean | undefined {
  if (a instanceof TYPED_ARRAY) {
    return sameElements(a as Uint8Array, b as Uint8Array);
  }
  if (isBuffer(a)) {
    return sameElements(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  }
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError(`Cannot compare ${a.constructor.name} instances`);
  }
  if (a instanceof WeakRef) {
    return same(a.deref(), (b as WeakRef<WeakKey>).deref(), partners);
  }
  return undefined;
}

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array) as new () => object;

function isBuffer(value: object): value is ArrayBuffer | SharedArrayBuffer {
  return value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== "undefined" &&
      value instanceof SharedArrayBuffer);
}

function sameElements(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length &&
    a.every((element, index) => element === b[index] || Object.is(element, b[index]));
}

type Collection = ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>;

function isCollection(value: object): value is Collection {
  return value instanceof Set || value instanceof Map;
}

function sameCollection(
  a: Collection,
  b: Collection,
  partners: Partners,
): boolean {
  if (a.size !== b.size) return false;
  if (a.keys().every((key) => !isReference(key))) {
    return a.entries().every(([key, value]) =>
      b.has(key) &&
      (b instanceof Set ||
        same(value, (b as Map<unknown, unknown>).get(key), partners))
    );
  }
  return a.entries().every(([key, value]) =>
    b.entries().some(([otherKey, otherValue]) =>
      same(key, otherKey, partners) &&
      (b instanceof Set || same(value, otherValue, partners))
    )
  );
}

function isReference(value: unknown): boolean {
  return isObject(value) || typeof value === "function";
}

/** Whether both have the key, with equal values. */
function sameAt(
  key: PropertyKey,
  a: object,
  b: object,
  partners: Partners,
): boolean {
  return (key in a) === (key in b) &&
    same(a[key as keyof typeof a], b[key as keyof typeof b], partners);
}

/**
 * The keys that count: the enumerable own ones of plain objects and arrays; for instances of a
 * class all own ones and those of their prototypes, where getters may show private state.
 */
function keysOf(value: object): Set<PropertyKey> {
  const prototype = Object.getPrototypeOf(value);
  if ([null, Object.prototype, Array.prototype].includes(prototype)) {
    return new Set(Reflect.ownKeys({ ...value }));
  }
  const keys = new Set<PropertyKey>();
  for (
    let link: object | null = value;
    link !== null && link !== Object.prototype && link !== Array.prototype;
    link = Object.getPrototypeOf(link)
  ) {
    Reflect.ownKeys(link).forEach((key) => keys.add(key));
  }
  return keys;
}

/** Kinds whose text says all there is to compare. */
const WRITTEN_AS_TEXT: ReadonlySet<unknown> = new Set(
  [Intl.Locale, RegExp, URL, URLSearchParams, ...temporalKinds()].map((kind) => kind.prototype),
);

function temporalKinds(): { readonly prototype: unknown }[] {
  const temporal: unknown = Reflect.get(globalThis, "Temporal");
  const kinds = Object(temporal) as Record<string, { readonly prototype: unknown } | undefined>;
  return [
    "Duration",
    "Instant",
    "PlainDate",
    "PlainDateTime",
    "PlainTime",
    "PlainYearMonth",
    "PlainMonthDay",
    "ZonedDateTime",
  ].flatMap((name) => kinds[name] ?? []);
}
