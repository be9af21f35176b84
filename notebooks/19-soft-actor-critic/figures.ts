/** Figures of chapter 19. */
export { humpsAndPolicies, squashedDensities, squashedEntropy } from "./figures/policies.ts";
export { carThatWouldNotMove, sixSlips } from "./figures/car_and_slips.ts";
export { insideSac } from "./figures/inside.ts";
export { type Curves, learningToSwing, type Signal } from "./figures/learning.ts";
export { anotherMass, promisesAndTruth, whatPartsBuy } from "./figures/parts.ts";
export {
  aimlessFilm,
  blindClimb,
  goalsByHold,
  insideItsHead,
  swingFilm,
  swingStrip,
} from "./figures/worlds.ts";
