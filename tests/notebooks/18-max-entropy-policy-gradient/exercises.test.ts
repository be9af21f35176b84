/** Chapter 18: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/18-max-entropy-policy-gradient/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("18", exercises, { exercise18_1: [[0.5, 1.81, 0.72]] });
