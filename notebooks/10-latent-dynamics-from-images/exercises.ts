/** Checkers of chapter 10; the answers import nothing of lib but the maker of checkers. */
export { exercise10_1, exercise10_2, exercise10_4 } from "./exercises/scale.ts";
export { exercise10_3 } from "./exercises/planning.ts";
