/** Checkers of chapter 18; the answers import nothing of lib but the maker of checkers. */
export { exercise18_1, exercise18_2, exercise18_3 } from "./exercises/slopes.ts";
export { exercise18_4 } from "./exercises/endless.ts";
export { exercise18_5 } from "./exercises/advantages.ts";
