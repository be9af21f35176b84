/** All that a walk past the tree needs: demonstrations, policies, episodes. */
export { type Chunks, sideEntropy, walkAll } from "./episodes.ts";
export { chunkPolicy, leastSquares } from "./policies.ts";
export { expertWalks, pairs } from "./walks.ts";
