/** Figures of chapter 13. */
export { lights } from "./figures/graph.ts";
export { probabilityOfReturn, trajectoryBars, type Warmth } from "./figures/behaviours.ts";
export { type Reaches, reachingPaths, spreadOverSteps } from "./figures/reaches.ts";
export { temperatureHills } from "./figures/temperatures.ts";
