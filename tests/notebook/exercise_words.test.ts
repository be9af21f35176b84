/** What a checker says to a learner whose answer is of another kind. */
import { assertStringIncludes } from "@std/assert";
import { exercise14_2 } from "chapters/14-messages/exercises.ts";
import { exercise, type Numeric } from "lib/notebook";

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
