// The verdicts of the genuine @std/assert 1.0, stated as facts: this file passes with the genuine
// package in the stand-in's place.
import * as std from "@std/assert";

const { assertEquals, AssertionError, assertThrows, equal } = std;

/** [what, a, b]: pairs that are deeply equal. */
const EQUAL: readonly (readonly [string, unknown, unknown])[] = [
  ["NaN and NaN", NaN, NaN],
  ["0 and -0, inside too", { at: [0, new Float64Array([0])] }, {
    at: [-0, new Float64Array([-0])],
  }],
  ["NaN in a typed array", new Float64Array([NaN]), new Float64Array([NaN])],
  ["keys in another order", { a: 1, b: [2] }, { b: [2], a: 1 }],
  ["one registered symbol as key", { [Symbol.for("k")]: 1 }, { [Symbol.for("k")]: 1 }],
  ["a bare object and a plain one", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["own key `constructor`", { constructor: { x: 1 } }, { constructor: { x: 1 } }],
  ["dates", new Date(5), new Date(5)],
  ["invalid dates", new Date("no"), new Date("no")],
  ["regular expressions", /a+/gi, /a+/gi],
  ["URLs", new URL("https://example.test"), new URL("https://example.test/")],
  ["query parts", new URLSearchParams("a=1&b=2"), new URLSearchParams("a=1&b=2")],
  ["locales", new Intl.Locale("es-MX"), new Intl.Locale("es-MX")],
  ["sets in another order", new Set([1, 2, 3]), new Set([3, 2, 1])],
  ["sets of sets", new Set([1, new Set([2, 3])]), new Set([new Set([3, 2]), 1])],
  ["sets of objects", new Set([{ b: 2 }, { a: 1 }]), new Set([{ a: 1 }, { b: 2 }])],
  ["maps in another order", new Map([["a", [1]], ["b", [2]]]), new Map([["b", [2]], ["a", [1]]])],
  ["maps keyed by objects", new Map([[{ x: 1 }, true]]), new Map([[{ x: 1 }, true]])],
  ["weak references", new WeakRef({ a: 1 }), new WeakRef({ a: 1 })],
  ["buffers", new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2]).buffer],
  ["boxed numbers, whose value no key shows", new Number(1), new Number(2)],
  ["boxed texts", new String("a"), new String("a")],
];

/** [what, a, b]: pairs that are not. */
const UNEQUAL: readonly (readonly [string, unknown, unknown])[] = [
  ["null and undefined", null, undefined],
  ["1 and '1'", 1, "1"],
  ["1 and 1n", 1, 1n],
  ["a missing key and undefined", { a: undefined }, {}],
  ["two missing keys", { a: undefined, b: undefined }, { a: undefined, c: undefined }],
  ["a hole and undefined", [1, , 3], [1, undefined, 3]],
  ["arrays of another length", [1, 2, 3], [1, 2]],
  ["arrays of another order", [1, 2], [2, 1]],
  ["an array and an object", [], {}],
  ["two unregistered symbols as keys", { [Symbol("k")]: 1 }, { [Symbol("k")]: 1 }],
  [
    "an instance and its plain copy",
    new (class X {
      a = 1;
    })(),
    { a: 1 },
  ],
  ["instances of two classes", new (class A {})(), new (class B {})()],
  ["dates", new Date(5), new Date(6)],
  ["an invalid date and a date", new Date("no"), new Date(5)],
  ["flags of expressions", /a/g, /a/i],
  ["URLs", new URL("https://example.test"), new URL("https://example.test/path")],
  ["locales", new Intl.Locale("es-MX"), new Intl.Locale("pt-BR")],
  ["sets", new Set([1, 2, 3]), new Set([1, 2, 4])],
  ["sets of objects", new Set([{ b: 2 }, { a: 1 }]), new Set([{ a: 1 }, { b: 3 }])],
  ["a map's keys", new Map([["a", 1]]), new Map([["b", 1]])],
  ["a map's values", new Map([[{ x: 1 }, true]]), new Map([[{ x: 1 }, false]])],
  ["typed arrays of two kinds", new Uint8Array([1]), new Int8Array([1])],
  ["typed arrays of another length", new Uint8Array([0]), new Uint8Array([0, 0])],
  ["buffers", new Uint8Array([1, 2]).buffer, new Uint8Array([1, 3]).buffer],
  ["an object and a weak reference to one", { a: 1 }, new WeakRef({ a: 1 })],
  ["a weak map and a weak set", new WeakMap(), new WeakSet()],
  ["errors with other words", new Error("a"), new Error("b")],
  ["boxed texts", new String("a"), new String("b")],
];

Deno.test("equal: pairs that are equal, both ways round", () => {
  for (const [what, a, b] of EQUAL) {
    std.assert(equal(a, b) && equal(b, a), what);
    assertEquals(a, b);
    assertThrows(() => std.assertNotEquals(a, b), AssertionError);
  }
});

Deno.test("equal: pairs that are not equal, both ways round", () => {
  for (const [what, a, b] of UNEQUAL) {
    std.assertFalse(equal(a, b) || equal(b, a), what);
    std.assertNotEquals(a, b);
    assertThrows(() => assertEquals(a, b), AssertionError);
  }
});

Deno.test("equal follows cycles once", () => {
  const [a, b]: { self?: unknown; n?: number }[] = [{}, {}];
  a!.self = a;
  b!.self = b;
  std.assert(equal(a, b));
  b!.n = 1;
  std.assertFalse(equal(a, b));
  const [first, second] = [new Map(), new Map()];
  first.set("self", first);
  second.set("self", second);
  std.assert(equal(first, second));
});

Deno.test("equal sees what getters on a prototype show", () => {
  const secret = new WeakMap<object, number>();
  const prototype = {
    get value() {
      return secret.get(this);
    },
  };
  const make = (value: number) => {
    const made = Object.create(prototype);
    secret.set(made, value);
    return made;
  };
  std.assert(equal(make(1), make(1)));
  std.assertFalse(equal(make(1), make(2)));
});

Deno.test("equal compares errors with all they carry, the stack included", () => {
  const error = new Error("a");
  std.assert(equal(error, error));
  const twin = new Error("a");
  Object.defineProperty(twin, "stack", { value: error.stack, enumerable: false });
  Object.defineProperty(error, "stack", { value: error.stack, enumerable: false });
  std.assert(equal(error, twin));
});

Deno.test("equal refuses two weak maps or two weak sets", () => {
  assertThrows(() => equal(new WeakMap(), new WeakMap()), TypeError);
  assertThrows(() => equal(new WeakSet(), new WeakSet()), TypeError);
});

Deno.test("assertEquals shows both values line by line", () => {
  const error = assertThrows(() => assertEquals({ a: 1, b: 2 }, { a: 1, b: 3 }, "words"));
  std.assertInstanceOf(error, AssertionError);
  std.assertEquals(error.name, "AssertionError");
  const words = plain(error.message);
  std.assertMatch(words, /^Values are not equal: words\n/);
  std.assertMatch(words, /^-\s+b: 2,$/m);
  std.assertMatch(words, /^\+\s+b: 3,$/m);
});

Deno.test("assert, assertFalse, assertExists", () => {
  std.assert("x");
  std.assertFalse(0);
  std.assertExists(0);
  assertThrows(() => std.assert(0, "why"), AssertionError, "why");
  assertThrows(() => std.assertFalse("x", "why"), AssertionError, "why");
  assertThrows(() => std.assertExists(null), AssertionError);
  assertThrows(() => std.assertExists(undefined), AssertionError);
});

Deno.test("fail, unimplemented, unreachable", () => {
  assertThrows(() => std.fail("foo"), AssertionError, "Failed assertion: foo");
  assertThrows(() => std.fail(), AssertionError, "Failed assertion.");
  assertThrows(() => std.unimplemented(), AssertionError, "Unimplemented.");
  assertThrows(() => std.unreachable(), AssertionError, "Unreachable.");
});

Deno.test("assertStrictEquals and its negative go by Object.is", () => {
  const one = { a: 1 };
  std.assertStrictEquals(one, one);
  std.assertStrictEquals(NaN, NaN);
  std.assertNotStrictEquals(0, -0);
  std.assertNotStrictEquals<unknown>({ a: 1 }, { a: 1 });
  assertThrows(() => std.assertStrictEquals({ a: 1 }, { a: 1 }), AssertionError);
  assertThrows(() => std.assertStrictEquals(0, -0), AssertionError);
  assertThrows(() => std.assertNotStrictEquals(NaN, NaN), AssertionError);
});

Deno.test("assertAlmostEquals: the default tolerance is 1e-7 of what is expected", () => {
  const close: readonly (readonly [number, number, number?])[] = [
    [-0, 0],
    [NaN, NaN],
    [Infinity, Infinity],
    [0.1 + 0.2, 0.3],
    [0.1 + 0.2, 0.3, 1e-16],
    [9e20, 9.0000000001e20],
    [-1.000000001e-8, -1.000000002e-8],
  ];
  const apart: readonly (readonly [number, number, number?])[] = [
    [1, 1.1],
    [5e-7, 6e-7],
    [1e-8, 1e-9],
    [1e-300, 0],
    [0.1 + 0.2, 0.3, 1e-17],
    [0, Infinity],
    [-Infinity, Infinity],
    [Infinity, NaN],
    [NaN, 1],
    [1, NaN, 5],
  ];
  for (const [actual, expected, tolerance] of close) {
    std.assertAlmostEquals(actual, expected, tolerance);
  }
  for (const [actual, expected, tolerance] of apart) {
    assertThrows(() => std.assertAlmostEquals(actual, expected, tolerance), AssertionError);
  }
});

Deno.test("assertGreater, assertLess and the like", () => {
  std.assertGreater(2, 1);
  std.assertGreaterOrEqual(2, 2);
  std.assertLess("a", "b");
  std.assertLessOrEqual(1n, 1n);
  assertThrows(() => std.assertGreater(1, 1), AssertionError, "Expect 1 > 1");
  assertThrows(() => std.assertGreaterOrEqual(0, 1), AssertionError, "Expect 0 >= 1");
  assertThrows(() => std.assertLess(1, 1), AssertionError, "Expect 1 < 1");
  assertThrows(() => std.assertLessOrEqual(2, 1, "words"), AssertionError, "words");
  assertThrows(() => std.assertGreater(NaN, 1), AssertionError);
  assertThrows(() => std.assertLessOrEqual(1, NaN), AssertionError);
});

Deno.test("assertInstanceOf and its negative", () => {
  std.assertInstanceOf(new RangeError(), Error);
  std.assertNotInstanceOf(new Date(), RegExp);
  assertThrows(() => std.assertInstanceOf({}, Date), AssertionError, '"Date"');
  assertThrows(() => std.assertInstanceOf(null, Object), AssertionError, '"null"');
  assertThrows(() => std.assertInstanceOf(5, Number), AssertionError);
  assertThrows(() => std.assertNotInstanceOf(new Date(), Date), AssertionError);
});

Deno.test("assertMatch, assertNotMatch, assertStringIncludes", () => {
  std.assertMatch("elbo", /^el/);
  std.assertNotMatch("elbo", /^kl/);
  std.assertStringIncludes("elbo", "lb");
  assertThrows(() => std.assertMatch("elbo", /kl/), AssertionError);
  assertThrows(() => std.assertNotMatch("elbo", /lb/), AssertionError);
  assertThrows(() => std.assertStringIncludes("elbo", "kl"), AssertionError);
});

Deno.test("assertArrayIncludes goes by deep equality", () => {
  std.assertArrayIncludes([{ a: 1 }, { b: 2 }], [{ b: 2 }]);
  std.assertArrayIncludes([NaN, 0], [-0, NaN]);
  std.assertArrayIncludes(new Uint8Array([1, 2, 3]), new Uint8Array([3]));
  std.assertArrayIncludes([1], []);
  assertThrows(() => std.assertArrayIncludes([1, 2], [3]), AssertionError, "missing");
  assertThrows(() => std.assertArrayIncludes([{ a: 1 }], [{ a: 2 }]), AssertionError);
});

Deno.test("assertObjectMatch: pairs that match", () => {
  const loop: Record<string, unknown> = { foo: true };
  loop.bar = loop;
  const matches: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }],
    [loop, { foo: true, bar: { bar: { bar: { foo: true } } } }],
    [{ list: [1, 2, 3] }, { list: [] }],
    [{ list: [1, 2, 3] }, { list: [1, 2] }],
    [{ list: [{ a: 1, b: 2 }] }, { list: [{ a: 1 }] }],
    [{ set: new Set([1, 2]) }, { set: new Set([1]) }],
    [{ map: new Map([["a", { x: 1, y: 2 }]]) }, { map: new Map([["a", { x: 1 }]]) }],
    [{ re: /a/g }, { re: /a/g }],
    [{
      it: new (class A {
        a = 1;
      })(),
    }, { it: { a: 1 } }],
    [{ a: null, b: 1 }, { a: null }],
    [{ body: new Uint8Array([1]), x: 1 }, { body: new Uint8Array([1]) }],
  ];
  for (const [actual, expected] of matches) std.assertObjectMatch(actual, expected);
});

Deno.test("assertObjectMatch: pairs that do not", () => {
  const strangers: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: null }, { a: { b: 1 } }],
    [{ a: undefined }, { a: null }],
    [{ list: [1, 2] }, { list: [1, 2, 3] }],
    [{ list: [1, 2] }, { list: [2] }],
    [{ set: new Set([1]) }, { set: new Set([2]) }],
    [{ map: new Map([["a", 1]]) }, { map: new Map([["a", 2]]) }],
    [{ re: /a/g }, { re: /a/i }],
  ];
  for (const [actual, expected] of strangers) {
    assertThrows(() => std.assertObjectMatch(actual, expected), AssertionError);
  }
  const none = null as unknown as Record<string, unknown>;
  assertThrows(() => std.assertObjectMatch(none, { a: 1 }), TypeError, "null");
});

Deno.test("assertThrows returns what was thrown, of the class and with the words", () => {
  const boom = () => {
    throw new RangeError("out of range");
  };
  std.assertEquals(assertThrows(boom, RangeError, "of range").message, "out of range");
  assertThrows(boom, Error);
  std.assertStrictEquals(
    assertThrows(() => {
      // deno-lint-ignore no-throw-literal
      throw "text";
    }),
    "text",
  );
  assertThrows(() => assertThrows(() => 1), AssertionError, "Expected function to throw.");
  assertThrows(() => assertThrows(() => 1, "words"), AssertionError, "to throw: words");
  assertThrows(() => assertThrows(boom, TypeError), AssertionError, '"RangeError"');
  assertThrows(() => assertThrows(boom, RangeError, "in range"), AssertionError, "in range");
  const text = () => {
    // deno-lint-ignore no-throw-literal
    throw "text";
  };
  assertThrows(() => assertThrows(text, Error), AssertionError, "non-Error");
});

Deno.test("assertIsError", () => {
  std.assertIsError(new RangeError("out"), RangeError, /^o/);
  assertThrows(() => std.assertIsError("out"), AssertionError);
  assertThrows(() => std.assertIsError(new RangeError("out"), TypeError), AssertionError);
  assertThrows(() => std.assertIsError(new RangeError("out"), Error, /^x/), AssertionError);
});

Deno.test("assertRejects wants a promise that rejects, not a function that throws", async () => {
  const rejects = () => Promise.reject(new TypeError("no"));
  std.assertEquals((await std.assertRejects(rejects, TypeError, "no")).message, "no");
  await std.assertRejects(() => Promise.reject(null));
  const fails: readonly (() => Promise<unknown>)[] = [
    () => std.assertRejects(() => Promise.resolve(1)),
    () => std.assertRejects(rejects, RangeError),
    () => std.assertRejects(rejects, TypeError, "yes"),
    () => std.assertRejects(() => Promise.reject("text"), Error),
    () =>
      std.assertRejects(() => {
        throw new Error("at once");
      }),
    () => std.assertRejects((() => 1) as unknown as () => Promise<unknown>),
  ];
  for (const attempt of fails) {
    const error = await attempt().then(() => undefined, (reason: unknown) => reason);
    std.assertInstanceOf(error, AssertionError);
  }
});

/** The text without terminal colours, which the genuine package puts into its messages. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "");
}
