/** Chapter 11: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/11-embed-to-control/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("11", exercises, { exercise11_1: [Math.log(4) + 2 * Math.log(1.3)] });
