/** Figures of chapter 09. */
export { blackout } from "./figures/tracks.ts";
export { creeping, nileLevel } from "./figures/river.ts";
export { bet, lookingAhead, twoPrices } from "./figures/gaps.ts";
export { lessons, wrongWorlds } from "./figures/lessons.ts";
