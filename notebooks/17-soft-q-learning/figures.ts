/** Figures of chapter 17. */
export { peaks, samplerMaps } from "./figures/actions.ts";
export { composedRoom, looseBound } from "./figures/composition.ts";
export { goalPaths, goalShares } from "./figures/goals.ts";
export { changedWorld, poleCurves } from "./figures/learning.ts";
export { rates } from "./figures/rates.ts";
export { particleRows, valueBias } from "./figures/particles.ts";
