/** Checkers of chapter 09; the answers import nothing of lib but the maker of checkers. */
export { exercise09_1, exercise09_2, exercise09_5 } from "./exercises/filters.ts";
export { exercise09_3, exercise09_4 } from "./exercises/variances.ts";
