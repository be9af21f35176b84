/** Figures of chapter 05. */
export { gradientHistograms, varianceLaws, wiggles } from "./figures/gradients.ts";
export { relaxedSlopes } from "./figures/discrete.ts";
export { foldedWorld } from "./figures/folded.ts";
export { switchCurves, teacherCurves } from "./figures/lessons.ts";
export { readersOfWine } from "./figures/readers.ts";
