/** The checkers of chapter 12. */
export { exercise12_1, exercise12_3 } from "./exercises/dreams.ts";
export { exercise12_2, exercise12_4 } from "./exercises/losses.ts";
