/** What the notebook of chapter 07 works with, by one name. */
export * from "./auction.ts";
export { bestBlind, blindWorth, withChance } from "./blind.ts";
export { codeLearner, drawn } from "./code_learner.ts";
export { codeParameters, keyPixelsOf, keyWeights, redrawn, weightedVae } from "./codes.ts";
export { agentConfig, makeRun, runKey } from "./learn.ts";
export { memoryOf } from "./memory.ts";
export { priorFrames } from "./prior_frames.ts";
export { overall, summary } from "./summary.ts";
export { rewardDoubt, shownBat, shownKey, shownWalker, walkShares } from "./walk.ts";
export { allFrames, exactValues, keyDoorMdp, worthCells, worthOf } from "./world.ts";
