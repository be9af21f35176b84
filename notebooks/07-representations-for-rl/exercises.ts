/** The checkers of chapter 07. */
export { exercise07_1, exercise07_4 } from "./exercises/prices.ts";
export { exercise07_2, exercise07_3, exercise07_5 } from "./exercises/learning.ts";
