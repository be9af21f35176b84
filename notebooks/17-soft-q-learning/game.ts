/** What the notebook of chapter 17 works with, by one name. */
export {
  actionCells,
  blocksOf,
  countedShares,
  exactActionValues,
  exactPlane,
  logIntegral,
  sharesOf,
  totalVariation,
} from "./exact.ts";
export { CART, cartAgent, type CartLearner, cartTraining, curveOf } from "./cart.ts";
export { endsOf, goalAt, learnerOf, pathOf, PLANE, plane, trainingIn } from "./plane.ts";
export { type Composed, composed, room, type Tables } from "./composing.ts";
export { middleOf, summary } from "./summary.ts";
