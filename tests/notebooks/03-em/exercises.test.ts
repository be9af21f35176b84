/** Chapter 03: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/03-em/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked, up or down
await testExercises("03", exercises, { exercise03_1: [0.889, 8 / 9] });
