/** Figures of chapter 02. */
export { boundHill, divergenceCurves, jensenChord } from "./figures/bounds.ts";
export { touchingBounds } from "./figures/touching.ts";
export { closingGaps, type Slide, slidingGuesses } from "./figures/guesses.ts";
export { debtPaid } from "./figures/debt.ts";
export { priceOfNotLooking } from "./figures/price.ts";
