/** Chapter 15: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/15-optimism/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("15", exercises);
