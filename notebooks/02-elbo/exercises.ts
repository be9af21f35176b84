/** Checkers of chapter 02; the answers import nothing of lib but the maker of checkers. */
export { exercise02_1, exercise02_2, exercise02_3 } from "./exercises/bounds.ts";
export { exercise02_4, exercise02_5 } from "./exercises/gradients.ts";
