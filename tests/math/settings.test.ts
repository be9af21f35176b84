import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  atLeast,
  type Given,
  oneOf,
  optional,
  positive,
  probabilities,
  record,
  required,
  type Resolved,
  setting,
  settings,
  vector,
  whole,
} from "lib/math";

const PUSH = settings({ size: required(positive) });
const WORLD = settings({
  mass: setting(positive, 1),
  bonus: setting(oneOf("prior", "entropy"), "prior"),
  push: optional(PUSH),
  steps: setting(whole(1), 200),
});
type Wide = Readonly<Record<string, unknown>>;
const read = (given?: unknown) => WORLD.read("make a world", given as Given<typeof WORLD>);

Deno.test("settings: defaults filled in, in the table's order, frozen", () => {
  const resolved = read({ steps: 3, mass: 2 });
  assertEquals(JSON.stringify(resolved), '{"mass":2,"bonus":"prior","steps":3}');
  assert(Object.isFrozen(resolved));
  assertEquals(read(undefined), { mass: 1, bonus: "prior", steps: 200 });
  assertEquals(WORLD.defaults as Wide, { mass: 1, bonus: "prior", steps: 200 });
  assertEquals((read({ push: { size: 1 } }) as Wide).push, { size: 1 });
});

Deno.test("settings: what is no plain object is refused, a Map above all", () => {
  class Options {
    readonly mass = 2;
  }
  const wrong = [null, 3, "x", true, [], [1], new Map(), new Set(), new Options(), () => 1, 1n];
  for (const given of wrong) {
    assertThrows(() => read(given), TypeError, "Cannot make a world: options is ");
  }
  read(Object.assign(Object.create(null), { mass: 2 }));
});

Deno.test("settings: a misspelt name is refused, naming the known ones, also inside", () => {
  assertThrows(
    () => read({ Mass: 2 }),
    TypeError,
    'Cannot make a world: an option is "Mass", expected one of mass, bonus, push, steps',
  );
  assertThrows(
    () => read({ push: { size: 1, often: 1 } }),
    TypeError,
    'Cannot make a world: an option of push is "often", expected size',
  );
});

Deno.test("settings: an entry is what its shape says; undefined is not left out", () => {
  assertThrows(
    () => read({ mass: 0 }),
    RangeError,
    "Cannot make a world: mass is 0, expected a number above 0",
  );
  assertThrows(() => read({ mass: undefined }), TypeError, "mass is undefined");
  assertThrows(() => read({ push: undefined }), TypeError, "push is undefined");
  assertThrows(
    () => read({ push: {} }),
    TypeError,
    "push.size is undefined, expected a number above 0",
  );
  assertThrows(() => read({ push: 3 }), TypeError, "push is 3");
});

Deno.test("settings: required ones, with letters for sizes that hold for the whole table", () => {
  const CHAIN = settings({
    q: required(probabilities("Z")),
    joint: required(vector("Z", atLeast(0))),
  });
  const given = { q: [0.5, 0.5], joint: [1] };
  assertThrows(
    () => CHAIN.read("bound", given),
    RangeError,
    "Cannot bound: joint is [1], expected [2]",
  );
  assertThrows(
    () => CHAIN.read("bound", undefined as never, "problem"),
    TypeError,
    "q is undefined",
  );
});

Deno.test("setting: a default that does not fit its own shape is refused at once", () => {
  assertThrows(() => setting(positive, 0), RangeError, "Cannot make a setting: its default is 0");
});

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;
const expectType = <_ extends true>() => {};

Deno.test("Given, Resolved: both types come from the one table", () => {
  const TABLE = settings({
    mass: setting(positive, 1),
    bonus: setting(oneOf("prior", "entropy"), "prior"),
    at: optional(record({ x: positive })),
    size: required(whole(1)),
  });
  expectType<
    Same<Given<typeof TABLE>, {
      readonly size: number;
      readonly mass?: number;
      readonly bonus?: "prior" | "entropy";
      readonly at?: { readonly x: number };
    }>
  >();
  expectType<
    Same<Resolved<typeof TABLE>, {
      readonly size: number;
      readonly mass: number;
      readonly bonus: "prior" | "entropy";
      readonly at?: { readonly x: number };
    }>
  >();
  // @ts-expect-error mass may be left out
  expectType<Same<Given<typeof TABLE>, Resolved<typeof TABLE>>>();
  // @ts-expect-error a default must fit its shape
  assertThrows(() => setting(oneOf("prior", "entropy"), "both"));
  const resolved = TABLE.read("go", { size: 3 });
  const mass: number = resolved.mass;
  assertEquals(mass, 1);
});
