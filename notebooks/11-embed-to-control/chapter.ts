/** All of the chapter's modules under one name, for its notebook. */
export {
  ACTING,
  codePlanner,
  costTo,
  journey,
  straightPlanner,
  TASKS,
  truePlanner,
} from "./acting.ts";
export { bendOf, decode, encode, explainedShare, localDynamics, moveCode } from "./codes.ts";
export { consistencyKl, logDeterminantOfPushed, type PushedCode } from "./exact.ts";
export { learner, PLANE_SIZES, termsOf, TRAINING } from "./learning.ts";
export { codeSwing, ROUND, STARTS, swing, trueSwing, winding } from "./pendulum.ts";
export { foldedShare, greyOf, meshCells, meshPlaces, PLANE, planePairs } from "./plane.ts";
export { fitLocal, idlePolicies, SEARCHING, tryOut } from "./searching.ts";
export { boundedUpdate, type Policy, softened, trajectoryKl } from "./solar.ts";
