/** Checkers of chapter 14; the answers import nothing of lib but the maker of checkers. */
export { exercise14_1, exercise14_2 } from "./exercises/backward.ts";
export { exercise14_3 } from "./exercises/dark_light.ts";
export { exercise14_4, exercise14_5 } from "./exercises/best_future.ts";
