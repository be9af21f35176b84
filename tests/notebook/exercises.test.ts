/** Every checker accepts the notebook's own solution, and rejects wrong answers by name. */
import { assert, assertEquals, assertGreaterOrEqual, assertStringIncludes } from "@std/assert";
import { exercise01_1, exercise01_2 } from "exercises/01.ts";
import { exercise02_1, exercise02_2, exercise02_3 } from "exercises/02.ts";
import { exercise03_1, exercise03_2 } from "exercises/03.ts";
import { exercise13_1, exercise13_2, exercise13_3 } from "exercises/13.ts";
import { exercise14_1, exercise14_2, exercise14_3 } from "exercises/14.ts";
import { exercise15_1, exercise15_2, exercise15_3 } from "exercises/15.ts";
import { exercise16_1, exercise16_2, exercise16_3 } from "exercises/16.ts";
import { exercise19_1, exercise19_2 } from "exercises/19.ts";
import { type Exercise, exercise, type Numeric } from "lib/notebook";
import { functionFrom, isFoldedSolution } from "../support/solutions.ts";

interface Case {
  readonly checker: Exercise<readonly never[]>;
  /** The learner's stub and the folded solution. */
  readonly stub: string;
  readonly solution: string;
}

const named = (checker: unknown, stub: string): Case => ({
  checker: checker as Exercise<readonly never[]>,
  stub,
  solution: `${stub}Solution`,
});
const cases: readonly Case[] = [
  named(exercise01_1, "longGivenBrief"),
  named(exercise01_2, "logMixture"),
  named(exercise02_1, "paperElbo"),
  named(exercise02_2, "gap"),
  named(exercise02_3, "entropyFromLogStd"),
  named(exercise03_1, "varianceOfFirst"),
  named(exercise03_2, "eStepExercise"),
  named(exercise13_1, "paperPosterior"),
  named(exercise13_2, "behaviourPosterior"),
  named(exercise13_3, "coldLimit"),
  named(exercise14_1, "boldShare"),
  named(exercise14_2, "backwardPass"),
  named(exercise14_3, "policyFrom"),
  named(exercise15_1, "wishedWin"),
  named(exercise15_2, "returnWithEntropy"),
  named(exercise15_3, "wishfulDynamics"),
  named(exercise16_1, "twoActions"),
  named(exercise16_2, "softBackup"),
  named(exercise16_3, "policyBackup"),
  named(exercise19_1, "lesserOfTwo"),
  named(exercise19_2, "squashedLogDensity"),
];
type Attempt = (...args: readonly never[]) => Numeric;

for (const { checker, stub, solution } of cases) {
  const chapter = checker.id.slice(0, 2);
  Deno.test(`exercise ${checker.id}: accepts the folded solution`, async () => {
    const verdict = checker.judge(await functionFrom<Attempt>(chapter, solution));
    assertEquals([verdict.kind, verdict.message], ["solved", verdict.message]);
    assert(await isFoldedSolution(chapter, solution));
  });
  Deno.test(`exercise ${checker.id}: the stub is unsolved, with a hint, and throws nothing`, async () => {
    const verdict = checker.judge(await functionFrom<Attempt>(chapter, stub));
    assertEquals(verdict.kind, "unsolved");
    assert(verdict.message.split(" ").length >= 5);
  });
  Deno.test(`exercise ${checker.id}: rejects its plausible mistakes, each by its name`, () => {
    assertGreaterOrEqual(checker.mistakes.length, 3);
    for (const { answer, says } of checker.mistakes) {
      assertEquals(checker.judge(answer), { kind: "wrong", message: says });
    }
  });
  Deno.test(`exercise ${checker.id}: rejects mutants of the solution`, async () => {
    const right = await functionFrom<Attempt>(chapter, solution);
    const mapped = (f: (x: number) => number): Attempt => (...args) =>
      mapNumbers(right(...args), f);
    for (const f of [(x: number) => x + 0.01, (x: number) => 2 * x, () => NaN, () => 0]) {
      assertEquals(checker.judge(mapped(f)).kind, "wrong");
    }
  });
  Deno.test(`exercise ${checker.id}: says what is wrong with other kinds of answer`, () => {
    const nothing = checker.judge((() => undefined) as unknown as Attempt);
    assertStringIncludes(nothing.message, "return");
    const throwing = checker.judge(() => {
      throw new RangeError("no such luck");
    });
    assertStringIncludes(throwing.message, "no such luck");
    assertEquals(checker.judge(3 as unknown as Attempt).kind, "wrong");
  });
}

/** What a learner writes who rounds as asked: three decimals, up or down. */
const rounded: readonly [Case["checker"], readonly Numeric[]][] = [
  [cases[0]!.checker, [0.063, 0.062, 0.0625, 1 / 16]],
  [cases[2]!.checker, [-0.418, -0.4185]],
  [cases[5]!.checker, [0.889, 8 / 9]],
  [named(exercise16_1, "twoActions").checker, [[0.717, 1, 0.5], [0.7169, 1, 0.5]]],
];
for (const [checker, answers] of rounded) {
  Deno.test(`exercise ${checker.id}: accepts the answer rounded to three decimals`, () => {
    for (const answer of answers) assertEquals(checker.judge(() => answer).kind, "solved");
  });
}

function mapNumbers(value: Numeric, f: (x: number) => number): Numeric {
  return typeof value === "number" ? f(value) : value.map((each) => mapNumbers(each, f));
}

Deno.test("a checker's words: what came back, in the learner's terms", () => {
  const lists = exercise({
    id: "00.1",
    cases: [[[0.1, 0.2]]],
    answer: (values: readonly number[]) => values,
    tolerance: 1e-9,
    mistakes: [],
    solved: "",
  });
  const said = (answer: unknown) => lists.judge(() => answer as Numeric).message;
  assertStringIncludes(said({ a: 1 }), "returns an object, expected a list of 2");
  assertStringIncludes(said([undefined, 0.2]), "entry 0: it is undefined, expected a number");
  assertStringIncludes(said([3, 0.2]), "entry 0: you return 3, which is too large");
  assertStringIncludes(said(undefined), "does it say `return`?");
  assertStringIncludes(said("x"), "returns a string");
});

Deno.test("a checker's words: every input of a case is named, however large the tables", () => {
  const verdict = exercise14_2.judge(() => [[0]]);
  assertStringIncludes(verdict.message, "transition: [");
  assertStringIncludes(verdict.message, " }, 1: ");
});
