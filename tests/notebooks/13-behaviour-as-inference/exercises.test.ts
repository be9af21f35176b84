/** Chapter 13: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/13-behaviour-as-inference/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("13", exercises);
