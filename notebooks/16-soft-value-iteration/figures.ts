/** Figures of chapter 16. */
export { closedGate, repeatedTries } from "./figures/hall.ts";
export { type MapPlan, plansOnMap, type TemperedPlan, twoWishes } from "./figures/cliff.ts";
export { decisionTriangle, type NamedMixture, softenedCorner } from "./figures/soft_values.ts";
export { shrinkingChanges, type SweepChanges } from "./figures/sweeps.ts";
export { coolingValues } from "./figures/cooling.ts";
