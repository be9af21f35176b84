/** Checkers of chapter 08; the answers import nothing of lib but the maker of checkers. */
export { exercise08_1, exercise08_3, exercise08_5 } from "./exercises/codes.ts";
export { exercise08_2, exercise08_4 } from "./exercises/sequences.ts";
