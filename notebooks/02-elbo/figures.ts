/** Figures of chapter 02. */
export { boundHill, divergenceCurves, jensenChord, touchingBounds } from "./figures/bounds.ts";
export { closingGaps, debtPaid, type Slide, slidingGuesses } from "./figures/guesses.ts";
export { priceOfNotLooking } from "./figures/price.ts";
