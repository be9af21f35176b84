/** Chapter 13: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/13-behaviour-as-inference/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

// what a learner writes who rounds as asked
await testExercises("13", exercises, { exercise13_1: [0.41, 0.4105] });
