/** Checkers of chapter 01; the answers import nothing of lib but the maker of checkers. */
export { exercise01_1, exercise01_2 } from "./exercises/by_hand.ts";
export { exercise01_3, exercise01_4 } from "./exercises/densities.ts";
