/** Chapter 05: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/05-amortized-inference/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("05", exercises);
