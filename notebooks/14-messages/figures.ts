/** Figures of chapter 14. */
export { futureGraph, meetingGraph } from "./figures/graph.ts";
export { type Field, messageCones, timeSpent, widthAlongTheWay } from "./figures/cones.ts";
export { softMaximumHinge } from "./figures/hinge.ts";
