/** Chapter 16: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/16-soft-value-iteration/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked, up or down
await testExercises("16", exercises, { exercise16_1: [[0.717, 1, 0.5], [0.7169, 1, 0.5]] });
