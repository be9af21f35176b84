/** The checkers of chapter 17's exercises. */
export { exercise17_1, exercise17_2, exercise17_5 } from "./exercises/targets.ts";
export { exercise17_3, exercise17_4 } from "./exercises/samplers.ts";
