/** Figures of chapter 11. */
export { pathsOfPlans, pictures } from "./figures/parts.ts";
export { hero, maps, unfolding } from "./figures/maps.ts";
export { ring, searching, standings } from "./figures/results.ts";
export { type Slip, slips } from "./figures/slips.ts";
