/** Chapter 14: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/14-messages/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("14", exercises, { exercise14_1: [0.607, 0.6069] });
