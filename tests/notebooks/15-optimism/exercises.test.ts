/** Chapter 15: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/15-optimism/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("15", exercises, { exercise15_1: [0.649, 0.6488] });
