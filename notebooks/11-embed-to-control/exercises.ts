/** Checkers of chapter 11; the answers import nothing of lib but the maker of checkers. */
export { exercise11_1, exercise11_2 } from "./exercises/gaussians.ts";
export { exercise11_3, exercise11_4 } from "./exercises/control.ts";
