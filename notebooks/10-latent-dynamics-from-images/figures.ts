/** Figures of chapter 10. */
export { distances, dream, spectrum, velocities } from "./figures/pictures.ts";
export { byRound, shrinking, standings } from "./figures/learning.ts";
