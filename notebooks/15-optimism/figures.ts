/** Figures of chapter 15. */
export { buyingBound, dreams, luckyOutcomes, returnsOverSlip } from "./figures/dreams.ts";
export { gapStack, type SplitBound } from "./figures/gap_stack.ts";
