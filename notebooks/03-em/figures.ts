/** Figures of chapter 03. */
export { bicCurves } from "./figures/choice.ts";
export { type ChainLink, climbs, monotoneChain, shrinkingGains } from "./figures/ascent.ts";
export { clusteredPoints, emRounds } from "./figures/ellipses.ts";
export { hillOfMeans, type Road } from "./figures/hill.ts";
