/** Figures of chapter 01. */
export { estimateErrors } from "./figures/errors.ts";
export { mixtureFromParts, waitHistogram } from "./figures/geyser.ts";
export { spiralPoints } from "./figures/spiral.ts";
export { driversAndTree } from "./figures/tree.ts";
