/** Figures of chapter 02. */
export {
  boundHill,
  divergenceCurves,
  jensenChord,
  priceOfNotLooking,
  touchingBounds,
} from "./figures/bounds.ts";
export { closingGaps, debtPaid, slidingGuess } from "./figures/guesses.ts";
