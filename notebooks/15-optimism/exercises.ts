/** Checkers of chapter 15; the answers import nothing of lib but the maker of checkers. */
export { exercise15_1, exercise15_2, exercise15_5 } from "./exercises/luck.ts";
export { exercise15_3, exercise15_4 } from "./exercises/bounds.ts";
