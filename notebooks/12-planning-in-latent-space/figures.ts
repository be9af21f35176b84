/** Figures of chapter 12. */
export { twoPaths } from "./figures/graph.ts";
export { dream, rods, twoFutures } from "./figures/pictures.ts";
export { learned, type Standing, standings } from "./figures/learning.ts";
export { horizon, losses, topples, type Trust } from "./figures/trust.ts";
