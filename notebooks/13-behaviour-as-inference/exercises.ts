/** Checkers of chapter 13; the answers import nothing of lib but the maker of checkers. */
export { exercise13_1, exercise13_2, exercise13_3 } from "./exercises/posteriors.ts";
export { exercise13_4, exercise13_5 } from "./exercises/hands.ts";
