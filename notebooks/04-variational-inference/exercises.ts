/** Checkers of chapter 04; the answers import nothing of lib but the maker of checkers. */
export { exercise04_1, exercise04_2, exercise04_3 } from "./exercises/gaussians.ts";
export { exercise04_4, exercise04_5, exercise04_6 } from "./exercises/approximations.ts";
