/** Figures of chapter 16. */
export {
  closedGate,
  type MapPlan,
  plansOnMap,
  repeatedTries,
  type TemperedPlan,
  temperedPlans,
} from "./figures/soft_maps.ts";
export {
  coolingValues,
  decisionTriangle,
  type NamedMixture,
  shrinkingChanges,
  softenedCorner,
  type SweepChanges,
} from "./figures/soft_values.ts";
