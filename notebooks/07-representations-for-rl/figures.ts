/** Figures of chapter 07. */
export { frameRows, worthMaps } from "./figures/frames.ts";
export { cures, overallRows, threeSights } from "./figures/learning.ts";
export { auction, memoryCurves, tellingCurve } from "./figures/telling.ts";
