/** Chapter 19: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/19-soft-actor-critic/exercises.ts";
import { startBackend } from "lib/nn";
import { testExercises } from "../../support/exercises.ts";

await startBackend(); // 19.4 learns

await testExercises("19", exercises);
