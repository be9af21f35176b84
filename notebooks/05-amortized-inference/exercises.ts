/** Checkers of chapter 05; the answers import nothing of lib but the maker of checkers. */
export { exercise05_1, exercise05_4 } from "./exercises/coins.ts";
export { exercise05_2, exercise05_3, exercise05_5 } from "./exercises/estimators.ts";
