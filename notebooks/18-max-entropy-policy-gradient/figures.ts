/** Figures of chapter 18. */
export { baselineParabola, lambdaTrade } from "./figures/noise.ts";
export { fourLearners, twoPushes } from "./figures/notations.ts";
export { poleRuns, twoFates } from "./figures/poles.ts";
export { planePaths, rodScores } from "./figures/continuous.ts";
