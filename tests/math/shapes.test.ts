import { assertEquals, assertThrows } from "@std/assert";
import {
  anyList,
  atLeast,
  between,
  callable,
  dictionary,
  door,
  either,
  extended,
  finite,
  flag,
  fraction,
  list,
  logarithm,
  matrix,
  NonFiniteError,
  oneOf,
  openUnit,
  perhaps,
  plain,
  positive,
  probabilities,
  record,
  type Shape,
  ShapeError,
  text,
  textWith,
  type TypeOf,
  variants,
  vector,
  vectorWithin,
  whole,
} from "lib/math";

/** What no shape of a number may let in. */
const NO_NUMBERS = [undefined, null, "1", true, 1n, [1], {}, new Map(), () => 1, Symbol("1")];

const refusalOf = (shape: Shape<unknown>, value: unknown): string => {
  try {
    shape.check("do it", "x", value);
    return "";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

Deno.test("shapes of numbers: let in what they say and refuse all other kinds by their own words", () => {
  const shapes: readonly [Shape<number>, readonly number[], readonly number[]][] = [
    [finite, [0, -1.5, 1e308], [NaN, Infinity, -Infinity]],
    [positive, [5e-324, 2], [0, -0, -1, NaN, Infinity]],
    [fraction, [0.1, 1], [0, 1.1, NaN, Infinity]],
    [openUnit, [0.1], [0, 1, NaN]],
    [extended, [Infinity, -Infinity, 0], [NaN]],
    [logarithm, [-Infinity, 3], [Infinity, NaN]],
    [atLeast(2), [2, 3], [1.9, NaN, Infinity]],
    [between(-1, 1), [-1, 1], [1.01, NaN, Infinity]],
    [whole(1, 3), [1, 3], [0, 4, 1.5, NaN, Infinity]],
    [whole(0), [0, 2 ** 53 - 1], [-1, 2 ** 53, 1e308]],
  ];
  for (const [shape, good, bad] of shapes) {
    for (const value of good) assertEquals(shape.check("do it", "x", value), value);
    for (const value of bad) {
      assertThrows(() => shape.check("do it", "x", value), RangeError, "Cannot do it: x is ");
    }
    for (const value of NO_NUMBERS) {
      assertThrows(() => shape.check("do it", "x", value), TypeError, `expected ${shape.wish}`);
    }
  }
});

Deno.test("numbers that are not finite: their own class, and the words that help most", () => {
  const words = (value: number) => refusalOf(positive, value);
  assertEquals(words(NaN), "NonFiniteError: Cannot do it: x is NaN, expected a number above 0");
  assertEquals(
    words(Infinity),
    "NonFiniteError: Cannot do it: x is Infinity, expected a finite number",
  );
  assertEquals(
    words(-Infinity),
    "NonFiniteError: Cannot do it: x is -Infinity, expected a number above 0",
  );
});

Deno.test("vector: kind, size, entries and holes", () => {
  for (const good of [[1, 2], Float64Array.of(1), Int8Array.of(1), Float32Array.of(1, 2)]) {
    assertEquals(vector().check("do it", "x", good), good);
  }
  assertEquals(refusalOf(vector(3), [1, 2]), "ShapeError: Cannot do it: x is [2], expected [3]");
  assertEquals(
    refusalOf(vector(), []),
    "ShapeError: Cannot do it: x is [0], expected at least one entry",
  );
  assertThrows(() => vector().check("do it", "x", [1, , 3]), TypeError, "x[1] is undefined");
  assertThrows(() => vector().check("do it", "x", ["1"]), TypeError, 'x[0] is "1"');
  assertThrows(() => vector().check("do it", "x", BigInt64Array.of(1n)), TypeError, "x[0] is 1n");
  for (const bad of [Float64Array.of(0, NaN), Float32Array.of(0, NaN), [0, NaN]]) {
    assertThrows(() => vector().check("do it", "x", bad), NonFiniteError, "x[1] is NaN");
  }
  const none = () => vector("n", atLeast(0)).check("do it", "x", [0, -1]);
  assertThrows(none, RangeError, "x[1] is -1, expected a number of at least 0");
  for (const bad of NO_NUMBERS) {
    if (!Array.isArray(bad)) assertThrows(() => vector().check("do it", "x", bad), TypeError);
  }
});

Deno.test("vectorWithin: a box with its faces, one range a side", () => {
  const box = vectorWithin([-1, 0], [1, 2]);
  for (const good of [[-1, 2], Float32Array.of(1, 0)]) box.check("do it", "x", good);
  assertThrows(
    () => box.check("do it", "x", [0, 2.5]),
    RangeError,
    "x[1] is 2.5, expected a number in [0, 2]",
  );
  assertThrows(() => box.check("do it", "x", [0]), ShapeError, "x is [1], expected [2]");
  assertThrows(() => box.check("do it", "x", [NaN, 0]), NonFiniteError, "x[0] is NaN");
});

Deno.test("matrix: ragged, square, and sizes that belong to another argument", () => {
  matrix().check("do it", "x", [[1, 2], Float64Array.of(3, 4)]);
  assertEquals(
    refusalOf(matrix(), [[1], [2, 3]]),
    "ShapeError: Cannot do it: x[1] is [2], expected [1]",
  );
  assertEquals(
    refusalOf(matrix(), [[]]),
    "ShapeError: Cannot do it: x[0] is [0], expected at least one entry",
  );
  assertEquals(
    refusalOf(matrix("n", "n"), [[1, 2]]),
    "ShapeError: Cannot do it: x is [1,2], expected [n,n]",
  );
  assertEquals(
    refusalOf(matrix(2, 2), [[1, 2]]),
    "ShapeError: Cannot do it: x is [1,2], expected [2,2]",
  );
  assertThrows(() => matrix().check("do it", "x", [[1], , [2]]), TypeError, "x[1] is undefined");
  assertThrows(() => matrix().check("do it", "x", [1]), TypeError, "x[0] is 1");
  const checkProduct = door("multiply", { a: matrix("m", "k"), b: matrix("k", "n") });
  checkProduct({ a: [[1, 2]], b: [[1], [2]] });
  const wrong = () => checkProduct({ a: [[1, 2]], b: [[1, 2, 3]] });
  assertThrows(wrong, ShapeError, "Cannot multiply: b is [1,3], expected [2,n]");
});

Deno.test("probabilities: none negative, sum one, holes are none", () => {
  probabilities().check("do it", "p", [0.25, 0.75]);
  assertThrows(() => probabilities(2).check("do it", "p", [1]), ShapeError, "p is [1]");
  assertThrows(() => probabilities().check("do it", "p", [-1, 2]), RangeError, "p[0] is -1");
  assertThrows(() => probabilities().check("do it", "p", [1, 1]), RangeError, "the sum of p is 2");
  assertThrows(() => probabilities().check("do it", "p", [1, , 0]), TypeError, "p[1] is undefined");
});

Deno.test("list, record, variants: name the place of what is wrong", () => {
  const shape = list(record({ name: text, at: vector(2) }), "n");
  shape.check("do it", "x", [{ name: "a", at: [1, 2], more: 3 }]);
  const place = (value: unknown) => /x\S*/.exec(refusalOf(shape, value))![0];
  assertEquals(place([{ name: "a", at: [1, 2] }, { name: 1, at: [1, 2] }]), "x[1].name");
  assertEquals(place([{ name: "a", at: [1, NaN] }]), "x[0].at[1]");
  assertEquals(place([new Map()]), "x[0]");
  assertEquals(place([, 1]), "x[0]");
  assertEquals(place([]), "x");
  assertEquals(refusalOf(anyList(finite), []), "");
  const union = variants({ one: { by: positive }, two: {} });
  union.check("do it", "x", { kind: "two" });
  assertThrows(() => union.check("do it", "x", { kind: "one" }), TypeError, "x.by is undefined");
  assertThrows(() => union.check("do it", "x", { kind: "six" }), TypeError, 'x.kind is "six"');
  assertThrows(() => union.check("do it", "x", {}), TypeError, "x.kind is undefined");
  assertThrows(() => union.check("do it", "x", { kind: "toString" }), TypeError, "x.kind is");
  for (const bad of [null, 3, [], new Map(), "two"]) {
    assertThrows(() => union.check("do it", "x", bad), TypeError, "Cannot do it: x is");
  }
});

Deno.test("oneOf, either, flag, callable: choices and kinds", () => {
  assertEquals(oneOf("a", "b").check("do it", "x", "b"), "b");
  assertThrows(() => oneOf("a", "b").check("do it", "x", "c"), RangeError, 'one of "a", "b"');
  assertThrows(() => oneOf("a", "b").check("do it", "x", 3), TypeError);
  const name = either(text, whole(0, 9));
  for (const good of ["a", 3]) assertEquals(name.check("do it", "x", good), good);
  assertThrows(() => name.check("do it", "x", 10), RangeError, "a whole number in [0, 9]");
  assertThrows(() => name.check("do it", "x", null), TypeError, "a text or a whole number");
  assertThrows(() => flag.check("do it", "x", 1), TypeError, "true or false");
  callable().check("do it", "x", Math.sqrt);
  assertThrows(() => callable("a function of z").check("do it", "x", {}), TypeError, "of z");
});

Deno.test("door: a letter is one number in all arguments, and forgets it for the next call", () => {
  const check = door("compare", { q: probabilities("Z"), p: probabilities("Z") });
  check({ q: [1], p: [1] });
  check({ q: [0.5, 0.5], p: [0.5, 0.5] });
  const wrong = () => check({ q: [0.5, 0.5], p: [1] });
  assertThrows(wrong, ShapeError, "Cannot compare: p is [1], expected [2]");
  assertThrows(() => check({ q: undefined, p: [1] }), TypeError, "q is undefined");
});

Deno.test("refusal: a picture of every value, also of a list that holds itself", () => {
  const endless: unknown[] = [];
  endless.push(endless);
  const pictures: readonly [unknown, string][] = [
    [endless, "[[[…]]]"],
    [new Map(), "a Map"],
    [1n, "1n"],
    [new Error("x"), "an Error"],
    ["a".repeat(100), `"${"a".repeat(59)}…"`],
    [{ a: 1 }, "an object"],
  ];
  for (const [value, picture] of pictures) {
    assertEquals(
      refusalOf(text, typeof value === "string" ? [value] : value).includes(picture),
      true,
    );
  }
});

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;
const expectType = <_ extends true>() => {};

Deno.test("TypeOf: a shape's type is inferred from it", () => {
  const spread = variants({ same: { variance: positive }, each: { variances: vector() } });
  expectType<Same<TypeOf<typeof positive>, number>>();
  const bonus = oneOf("prior", "entropy");
  expectType<Same<TypeOf<typeof bonus>, "prior" | "entropy">>();
  const car = record({ name: text, at: list(finite) });
  expectType<Same<TypeOf<typeof car>, { readonly name: string; readonly at: readonly number[] }>>();
  expectType<
    Same<
      TypeOf<typeof spread>,
      | { readonly kind: "same" } & { readonly variance: number }
      | { readonly kind: "each" } & { readonly variances: ArrayLike<number> }
    >
  >();
  // @ts-expect-error the two are not the same
  expectType<Same<TypeOf<typeof positive>, string>>();
});

Deno.test("plain, dictionary: entries of any names; a list, a map, a date and a class are none", () => {
  class Made {}
  const counts = dictionary(whole(0));
  for (const good of [{}, { a: 1, b: 0 }, Object.create(null)]) counts.check("count", "n", good);
  for (const bad of [null, [], new Map(), new Date(0), new Made(), 3, "a", undefined]) {
    assertThrows(() => plain.check("count", "n", bad), TypeError, "expected a plain object");
    assertThrows(() => counts.check("count", "n", bad), TypeError, "each entry a whole number");
  }
  assertThrows(() => counts.check("count", "n", { a: 1, b: "1" }), TypeError, 'n.b is "1"');
  assertThrows(() => counts.check("count", "n", { a: undefined }), TypeError, "n.a is undefined");
});

Deno.test("textWith, perhaps: a text for which something holds; what may be left out, but not null", () => {
  const word = textWith("a word", (value) => value !== "");
  assertEquals(word.check("count", "w", "so"), "so");
  assertThrows(() => word.check("count", "w", ""), RangeError, 'w is "", expected a word');
  assertThrows(() => word.check("count", "w", 3), TypeError, "w is 3, expected a word");
  assertEquals(perhaps(word).check("count", "w", undefined), undefined);
  assertThrows(() => perhaps(word).check("count", "w", null), TypeError, "w is null");
});
