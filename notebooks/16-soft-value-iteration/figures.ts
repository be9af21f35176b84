/** Figures of chapter 16. */
export { closedGate, repeatedTries } from "./figures/hall.ts";
export { type MapPlan, plansOnMap, type TemperedPlan, twoWishes } from "./figures/cliff.ts";
export {
  decisionTriangle,
  type NamedMixture,
  shrinkingChanges,
  softenedCorner,
  type SweepChanges,
} from "./figures/soft_values.ts";
export { coolingValues } from "./figures/cooling.ts";
