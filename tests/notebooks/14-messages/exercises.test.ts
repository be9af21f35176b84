/** Chapter 14: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/14-messages/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("14", exercises);
