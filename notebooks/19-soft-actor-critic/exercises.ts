/** Checkers of chapter 19. */
export { exercise19_1, exercise19_2, exercise19_3 } from "./exercises/paper.ts";
export { exercise19_4 } from "./exercises/update.ts";
export { exercise19_5 } from "./exercises/slips.ts";
export { learned, practice } from "./exercises/practice.ts";
