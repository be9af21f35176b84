/** Chapter 10: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/10-latent-dynamics-from-images/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("10", exercises, { exercise10_1: [200 * Math.log(5)] });
