/** Checkers of chapter 03; the answers import nothing of lib but the maker of checkers. */
export { exercise03_1, exercise03_4 } from "./exercises/by_hand.ts";
export { exercise03_2, exercise03_3 } from "./exercises/steps.ts";
