/** Every checker accepts the notebook's own solution, and rejects wrong answers by name. */
import { assert, assertEquals, assertGreaterOrEqual, assertStringIncludes } from "@std/assert";
import { type Exercise, notYet, type Numeric } from "lib/notebook";
import { readNotebook, sourceOf } from "./notebooks.ts";
import { functionFrom, isFoldedSolution } from "./solutions.ts";

type Checker = Exercise<readonly never[]>;
type Attempt = (...args: readonly never[]) => Numeric;

/** What a learner is right to answer who rounds as asked, by the checker's name. */
export type Rounded = Readonly<Record<string, readonly Numeric[]>>;

/**
 * Declares the tests of all exercises of a chapter. Stubs and solutions are found in the notebook, by
 * the calls `exercise02_2.check(gap)` and `exercise02_2.check(gapSolution)`.
 *
 * @param chapter its number, e.g. `"02"`
 * @param exercises all that the chapter's `exercises.ts` exports
 * @throws {RangeError} for a checker that no cell asks, and a rounded answer to none
 */
export async function testExercises(
  chapter: string,
  exercises: Readonly<Record<string, unknown>>,
  rounded: Rounded = {},
): Promise<void> {
  const { notebook, path } = await readNotebook(chapter);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code").map(sourceOf).join("\n");
  const checkers = Object.entries(exercises).filter(([name]) => /^exercise\d\d_\d+$/.test(name));
  const strange = Object.keys(rounded).find((name) => !Object.hasOwn(exercises, name));
  if (strange !== undefined) throw new RangeError(`Cannot test ${strange}: it is no exercise`);
  for (const [name, checker] of checkers) {
    const stub = new RegExp(`\\b${name}\\.check\\((\\w+?)\\)`).exec(cells)?.[1];
    if (stub === undefined) throw new RangeError(`Cannot test ${name}: no cell of ${path} asks it`);
    testOne(checker as Checker, chapter, stub, rounded[name] ?? []);
  }
}

function testOne(
  checker: Checker,
  chapter: string,
  stub: string,
  rounded: readonly Numeric[],
): void {
  const solution = `${stub}Solution`, { id } = checker;
  Deno.test(`exercise ${id}: accepts the folded solution`, async () => {
    const verdict = checker.judge(await functionFrom<Attempt>(chapter, solution));
    assertEquals([verdict.kind, verdict.message], ["solved", verdict.message]);
    assert(await isFoldedSolution(chapter, solution));
  });
  Deno.test(`exercise ${id}: the stub is unsolved, with a hint, and throws nothing`, async () => {
    const verdict = checker.judge(await functionFrom<Attempt>(chapter, stub));
    assertEquals(verdict.kind, "unsolved");
    assert(verdict.message.split(" ").length >= 5);
  });
  Deno.test(`exercise ${id}: hints come on demand, a nudge and then the method`, () => {
    assertGreaterOrEqual(checker.hints.length, 2);
    assertStringIncludes(checker.judge(() => notYet({})).message, ".hint()");
  });
  Deno.test(`exercise ${id}: rejects its plausible mistakes, each by its name`, () => {
    assertGreaterOrEqual(checker.mistakes.length, 3);
    for (const { answer, says } of checker.mistakes) {
      assertEquals(checker.judge(answer), { kind: "wrong", message: says });
    }
  });
  Deno.test(`exercise ${id}: rejects mutants of the solution`, async () => {
    const right = await functionFrom<Attempt>(chapter, solution);
    const mapped = (f: (x: number) => number): Attempt => (...args) =>
      mapNumbers(right(...args), f);
    for (const f of [(x: number) => x + 0.01, (x: number) => 2 * x, () => NaN, () => 0]) {
      assertEquals(checker.judge(mapped(f)).kind, "wrong");
    }
  });
  Deno.test(`exercise ${id}: says what is wrong with other kinds of answer`, () => {
    const nothing = checker.judge((() => undefined) as unknown as Attempt);
    assertStringIncludes(nothing.message, "return");
    const throwing = checker.judge(() => {
      throw new RangeError("no such luck");
    });
    assertStringIncludes(throwing.message, "no such luck");
    assertEquals(checker.judge(3 as unknown as Attempt).kind, "wrong");
  });
  if (rounded.length === 0) return;
  Deno.test(`exercise ${id}: accepts the answer rounded to three decimals`, () => {
    for (const answer of rounded) assertEquals(checker.judge(() => answer).kind, "solved");
  });
}

function mapNumbers(value: Numeric, f: (x: number) => number): Numeric {
  return typeof value === "number" ? f(value) : value.map((each) => mapNumbers(each, f));
}
