/** Chapter 19: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/19-soft-actor-critic/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("19", exercises);
