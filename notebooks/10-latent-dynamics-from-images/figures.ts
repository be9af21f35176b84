/** Figures of chapter 10. */
export { distances, dream, spectrum, velocities } from "./figures/pictures.ts";
export { byRound, controls, leaning, standings } from "./figures/learning.ts";
export { shrinking } from "./figures/shrinking.ts";
