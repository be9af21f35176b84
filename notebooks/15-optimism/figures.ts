/** Figures of chapter 15. */
export { lockedGraph } from "./figures/graph.ts";
export { buyingBound, luckyOutcomes, type Stakes } from "./figures/tickets.ts";
export { dreams, returnsOverSlip, type SlipReturns, type Walk } from "./figures/dreams.ts";
export { gapStack, type SplitBound } from "./figures/gap_stack.ts";
