/** All of the chapter's modules under one name, for its notebook. */
export { fit, learn, LEARNER, learning, piecesOf } from "./learner.ts";
export { codeLoss, type CodeModel, codeModel, MODEL } from "./model.ts";
export { codeOf, imagineFrom, planner, SEARCH } from "./planners.ts";
export { dreamFrom, rescaled, termsOf } from "./reading.ts";
export { apart, meanApart, pictureShares, toldVelocities } from "./seeing.ts";
export { greyOf, windowsOf } from "./windows.ts";
export { actFrom, idleEpisodes } from "./world.ts";
