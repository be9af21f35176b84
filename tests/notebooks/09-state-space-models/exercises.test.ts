/** Chapter 09: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/09-state-space-models/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("09", exercises);
