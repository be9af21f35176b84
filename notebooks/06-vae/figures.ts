/** Figures of chapter 06. */
export { holeMap, imageRows, latentMap } from "./figures/images.ts";
export { convolutionCurves, signals, testBounds, tighterBounds } from "./figures/learning.ts";
export { betaPrice, codePrice } from "./figures/prices.ts";
