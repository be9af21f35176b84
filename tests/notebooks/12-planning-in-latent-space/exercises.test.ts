/** Chapter 12: its exercises, stubs, solutions and mistakes. */
import * as exercises from "chapters/12-planning-in-latent-space/exercises.ts";
import { testExercises } from "../../support/exercises.ts";

await testExercises("12", exercises, { exercise12_1: [0.5 * Math.cosh(Math.sqrt(15) * 0.8)] });
