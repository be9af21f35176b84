/** Chapter 07: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/07-representations-for-rl/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("07", exercises, { exercise07_1: [1.125, 1.1247] });
