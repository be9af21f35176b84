/** Chapter 08: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/08-conditional-vae/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("08", exercises, { exercise08_1: [0.75] });
