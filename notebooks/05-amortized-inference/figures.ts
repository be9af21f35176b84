/** Figures of chapter 05. */
export { gradientHistograms, varianceLaws, wiggles } from "./figures/gradients.ts";
export { relaxedSlopes, switchCurves } from "./figures/discrete.ts";
export { foldedWorld, teacherCurves } from "./figures/folded.ts";
export { readersOfWine } from "./figures/readers.ts";
