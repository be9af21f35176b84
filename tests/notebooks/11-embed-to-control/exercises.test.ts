/** Chapter 11: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/11-embed-to-control/exercises.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { testExercises } from "../../support/exercises.ts";

await testExercises("11", exercises, { exercise11_1: [Math.log(4) + 2 * Math.log(1.3)] });

Deno.test("exercise 11.4: a bisection of log η that walks the wrong way is told so, in any bracket", () => {
  for (const far of [15, 20, Math.log(1e9)]) {
    const { kind, message } = exercises.exercise11_4.judge((goal, bound) => {
      let [low, high] = [-far, far];
      for (let i = 0; i < 100; i++) {
        const middle = (low + high) / 2, p = 1 + Math.exp(-middle);
        const m = goal * Math.exp(-middle) / p;
        if (0.5 * (1 / p - 1 + Math.log(p) + m * m) > bound) high = middle;
        else low = middle;
      }
      return Math.exp(high);
    });
    assertEquals(kind, "wrong");
    assertStringIncludes(message, "the wrong way");
  }
});
