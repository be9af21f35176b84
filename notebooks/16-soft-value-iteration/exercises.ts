/** Checkers of chapter 16; the answers import nothing of lib but the maker of checkers. */
export { exercise16_1, exercise16_2, exercise16_3 } from "./exercises/decisions.ts";
export { exercise16_4, exercise16_5 } from "./exercises/sweeps.ts";
