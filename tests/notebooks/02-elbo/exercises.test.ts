/** Chapter 02: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/02-elbo/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked, up or down
await testExercises("02", exercises, { exercise02_1: [-0.418, -0.4185] });
