/** Chapter 06: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/06-vae/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("06", exercises, { exercise06_1: [1.318, 1.3181] });
