/** Chapter 17: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/17-soft-q-learning/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("17", exercises, { exercise17_1: [[0.673, 0.5], [0.6733, 0.5]] });
