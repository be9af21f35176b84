/** Chapter 01: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/01-latent-variables/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked, up or down
await testExercises("01", exercises, { exercise01_1: [0.063, 0.062, 0.0625, 1 / 16] });
