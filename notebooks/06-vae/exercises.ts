/** Checkers of chapter 06; the answers import nothing of lib but the maker of checkers. */
export { exercise06_1, exercise06_4, exercise06_5 } from "./exercises/prices.ts";
export { exercise06_2, exercise06_3 } from "./exercises/bounds.ts";
