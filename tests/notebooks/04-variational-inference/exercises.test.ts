/** Chapter 04: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/04-variational-inference/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds to three decimals
await testExercises("04", exercises, { exercise04_1: [[0.833, 0.167], [0.8333, 0.1667]] });
