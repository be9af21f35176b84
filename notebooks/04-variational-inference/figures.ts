/** Figures of chapter 04. */
export { twoClimbs, whatMeanFieldMisses } from "./figures/mean_field.ts";
export { type Hump, twoDirections } from "./figures/directions.ts";
export { heywood, winesByCause } from "./figures/factors.ts";
export { ascentsOnWine, guessesFilm, priceOfRotation } from "./figures/guesses.ts";
export { believable, fourteenWeights, type Grid, threeGuesses } from "./figures/posteriors.ts";
