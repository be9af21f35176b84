/** All of the chapter's modules under one name, for its notebook. */
export { learn, LEARNER, learning, piecesOf, VARIANTS } from "./learner.ts";
export { imagineLate } from "./late.ts";
export { actTruly, SEARCH } from "./planners.ts";
export {
  angleOf,
  beliefsOf,
  degreesApart,
  drawn,
  dreamCheck,
  heldCheck,
  TEST,
  testEpisodes,
  velocityShare,
} from "./prediction.ts";
export { fallFromTop, shakenWorld, stepsTrusted, topReached } from "./topple.ts";
export {
  klOf,
  logNormal,
  TOY,
  toyBound,
  toyEvidence,
  toyExpectedBound,
  toyGap,
  toyLook,
} from "./toy.ts";
export { HARD_STARTS, idleEpisodes, pictureOf, remembered, WORLD } from "./world.ts";
