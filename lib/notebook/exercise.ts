import { display } from "./display.ts";
import {
  anyList,
  atLeast,
  callable,
  list,
  perhaps,
  record,
  shapeOf,
  text,
  wrongKind,
} from "../math/mod.ts";
import { hinting, whereHintsAre } from "./hints.ts";
import { NotYetError } from "./not_yet.ts";
import { compareAnswers, NUMERIC, type Numeric, sameAnswer, shortNumber } from "./answer.ts";

/** How long the inputs of a case may be in a sentence. */
const mostLetters = 110;

/** What a checker says of an attempt. */
export type Verdict =
  | { readonly kind: "unsolved"; readonly message: string }
  | { readonly kind: "wrong"; readonly message: string }
  | { readonly kind: "solved"; readonly message: string };

/** A mistake that is often made: what it computes, and what to say to the one who made it. */
export interface Mistake<Args extends readonly unknown[]> {
  readonly answer: (...args: Args) => Numeric;
  readonly says: string;
}

/** Everything a checker needs; the reference answer is handed in. */
export interface ExerciseParts<Args extends readonly unknown[]> {
  /** Chapter and number, e.g. `"02.2"`. */
  readonly id: string;
  /** Inputs on which an attempt is tried; the first ones are the simplest. */
  readonly cases: readonly Args[];
  readonly answer: (...args: Args) => Numeric;
  /** Allowed absolute difference, in the unit of the answer. */
  readonly tolerance: number;
  readonly mistakes: readonly Mistake<Args>[];
  /** Said when solved: what has been won. */
  readonly solved: string;
  /** Given one at a time, on demand: first a nudge, then the method. */
  readonly hints?: readonly string[];
}

const answer = callable<(...args: never[]) => Numeric>();
const given = shapeOf<unknown>(
  "a value",
  (value) => value === undefined ? wrongKind(value, "a value") : undefined,
);
const PARTS = record({
  id: text,
  cases: list(anyList(given)),
  answer,
  tolerance: atLeast(0),
  mistakes: anyList(record({ answer, says: text })),
  solved: text,
  hints: perhaps(anyList(text)),
});

/** A checker: `check` tells the learner, `judge` tells a test. */
export interface Exercise<Args extends readonly unknown[]> {
  readonly id: string;
  readonly mistakes: readonly Mistake<Args>[];
  readonly hints: readonly string[];
  /** Shows the next hint: first a nudge, then the method. */
  readonly hint: () => Promise<void>;
  /** Tries an attempt and shows in words how it went; never throws. */
  readonly check: (attempt: (...args: Args) => Numeric) => Promise<void>;
  /** The same as data. */
  readonly judge: (attempt: (...args: Args) => Numeric) => Verdict;
}

/**
 * Makes a checker. It tries an attempt on every case; where the answer differs it looks for the
 * mistake that gives the same wrong answers, and names it.
 *
 * @throws {RangeError|TypeError} when there are no cases, or a part is none
 *
 * @example
 * ```ts
 * import { exercise } from "lib/notebook";
 * const double = exercise({
 *   id: "00.1",
 *   cases: [[1], [3]],
 *   answer: (x: number) => 2 * x,
 *   tolerance: 1e-12,
 *   mistakes: [{ answer: (x: number) => x * x, says: "You squared." }],
 *   solved: "Twice as much.",
 *   hints: ["What is twice three?", "Add x to itself."],
 * });
 * await double.hint();
 * await double.check((x) => x + x);
 * ```
 */
export function exercise<Args extends readonly unknown[]>(
  parts: ExerciseParts<Args>,
): Exercise<Args> {
  PARTS.check("make an exercise", "parts", parts);
  const judge = (attempt: (...args: Args) => Numeric) => judged(parts, attempt);
  const check = async (attempt: (...args: Args) => Numeric) => {
    await display({ "text/plain": verdictText(parts.id, judge(attempt)) });
  };
  const hint = hinting(parts);
  return { id: parts.id, mistakes: parts.mistakes, hints: parts.hints ?? [], hint, check, judge };
}

function verdictText(id: string, verdict: Verdict): string {
  switch (verdict.kind) {
    case "unsolved":
      return `Exercise ${id} is not solved yet. ${verdict.message}`;
    case "wrong":
      return `Exercise ${id} is not right yet. ${verdict.message}`;
    case "solved":
      return `Exercise ${id} is solved. ${verdict.message}`;
    default:
      throw new TypeError(`Cannot judge exercise ${id}: verdict is ${verdict satisfies never}`);
  }
}

function judged<Args extends readonly unknown[]>(
  parts: ExerciseParts<Args>,
  attempt: (...args: Args) => Numeric,
): Verdict {
  if (typeof attempt !== "function") {
    return { kind: "wrong", message: `The checker got ${typeof attempt}; give it your function.` };
  }
  const answers: Numeric[] = [];
  for (const args of parts.cases) {
    try {
      answers.push(attempt(...frozenCopy(args)));
    } catch (error) {
      if (error instanceof NotYetError) {
        return { kind: "unsolved", message: whereHintsAre(parts, error) };
      }
      return { kind: "wrong", message: thrownText(args, error) };
    }
  }
  const complaint = firstComplaint(parts, answers);
  if (complaint === undefined) return { kind: "solved", message: parts.solved };
  const mistake = parts.mistakes.find((each) => agrees(parts, each.answer, answers));
  return { kind: "wrong", message: mistake === undefined ? complaint : mistake.says };
}

function firstComplaint<Args extends readonly unknown[]>(
  parts: ExerciseParts<Args>,
  answers: readonly Numeric[],
): string | undefined {
  for (const [i, args] of parts.cases.entries()) {
    const expected = NUMERIC.check(
      `judge exercise ${parts.id}`,
      "its answer",
      parts.answer(...args),
    );
    const complaint = compareAnswers(answers[i]!, expected, parts.tolerance);
    if (complaint !== undefined) return `For ${argumentText(args)}: ${complaint}`;
  }
  return undefined;
}

function agrees<Args extends readonly unknown[]>(
  parts: ExerciseParts<Args>,
  wrong: (...args: Args) => Numeric,
  answers: readonly Numeric[],
): boolean {
  return parts.cases.every((args, i) => sameAnswer(answers[i]!, wrong(...args), parts.tolerance));
}

function thrownText(args: readonly unknown[], error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frozen = error instanceof TypeError && /read only|not extensible|assign to/.test(words);
  const hint = frozen ? " Make a new list instead of changing the one you are given." : "";
  return `For ${argumentText(args)} your function stopped with ${words}.${hint}`;
}

function argumentText(args: readonly unknown[]): string {
  if (args.length === 0) return "your answer";
  for (const most of [Infinity, 8, 4, 2, 0]) {
    const text = args.map((each) => valueText(each, most)).join(", ");
    if (text.length <= mostLetters) return text;
  }
  return args.map((each) => valueText(each, 0)).join(", ");
}

/** A value in few letters; of a list its first `most` entries, and how many there are. */
function valueText(value: unknown, most: number): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "0" : numberIn(value, most);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<unknown>);
    if (list.length > most && most === 0) return `[… ${list.length}]`;
    const shown = list.slice(0, most).map((each) => valueText(each, most)).join(", ");
    return list.length <= most ? `[${shown}]` : `[${shown}, … ${list.length}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? String(value);
  const parts = Object.entries(value).map(([name, each]) => `${name}: ${valueText(each, most)}`);
  return `{ ${parts.join(", ")} }`;
}

function numberIn(value: number, most: number): string {
  return most === Infinity ? String(value) : shortNumber(value);
}

function frozenCopy<T>(value: T): T {
  const freeze = (each: unknown): void => {
    if (typeof each !== "object" || each === null || ArrayBuffer.isView(each)) return;
    Object.values(each).forEach(freeze);
    Object.freeze(each);
  };
  const copy = structuredClone(value);
  freeze(copy);
  return copy;
}
