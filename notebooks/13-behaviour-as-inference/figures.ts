/** Figures of chapter 13. */
export { probabilityOfReturn, temperatureHills, trajectoryBars } from "./figures/behaviours.ts";
export { type Reaches, reachingPaths, spreadOverSteps } from "./figures/reaches.ts";
