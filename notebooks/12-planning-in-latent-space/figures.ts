/** Figures of chapter 12. */
export { twoPaths } from "./figures/graph.ts";
export { dream, rods, twoFutures } from "./figures/pictures.ts";
export {
  horizon,
  learned,
  type Standing,
  standings,
  topples,
  type Trust,
} from "./figures/learning.ts";
