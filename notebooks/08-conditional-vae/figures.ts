/** Figures of chapter 08. */
export { betaSweep, codeCurves, sides } from "./figures/lane.ts";
export { policyStandings, standings, walks } from "./figures/walk.ts";
export { plans, rounds } from "./figures/play.ts";
