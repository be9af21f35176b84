/**
 * Environments: worlds to act in as pure functions, and episodes as plain data. No tensors.
 *
 * @module
 */
export { acrobot, acrobotStart, type AcrobotState } from "./acrobot.ts";
export { cartPole, cartPoleStart, type CartPoleState } from "./cart_pole.ts";
export {
  type ActionSpace,
  bootstrapMask,
  type Ending,
  ENVIRONMENT,
  type Environment,
  type ObservationSpace,
  type Start,
  type Step,
} from "./environment.ts";
export {
  keyDoor,
  type KeyDoorMove,
  keyDoorMove,
  type KeyDoorOptions,
  keyDoorStart,
  type KeyDoorState,
} from "./key_door.ts";
export { type KeyDoorPlace, keyDoorPlaces } from "./key_door_places.ts";
export {
  mountainCarContinuous,
  type MountainCarOptions,
  mountainCarStart,
  type MountainCarState,
} from "./mountain_car_continuous.ts";
export {
  multigoal,
  multigoalGoals,
  type MultigoalOptions,
  multigoalStart,
  type MultigoalState,
} from "./multigoal.ts";
export { pendulum, type PendulumOptions, pendulumStart, type PendulumState } from "./pendulum.ts";
export {
  cartPoleImage,
  pixelCartPole,
  type PixelCartPoleOptions,
  pixelCartPoleStart,
  type PixelCartPoleState,
} from "./pixel_cart_pole.ts";
export {
  pendulumImage,
  pixelPendulum,
  type PixelPendulumOptions,
  pixelPendulumStart,
  type PixelPendulumState,
} from "./pixel_pendulum.ts";
export {
  pixelPlane,
  type PixelPlaneOptions,
  pixelPlaneStart,
  type PixelPlaneState,
  planeImage,
} from "./pixel_plane.ts";
export {
  movePlane,
  PLANE_SIDE,
  type PlaneObstacle,
  planeObstacles,
  touchesPlane,
} from "./plane_moves.ts";
export type { Push } from "./push.ts";
export { requireAction } from "./require_action.ts";
export { type Episode, rollOut } from "./roll_out.ts";
export { startAt } from "./start_at.ts";
export {
  restorableEnvironment,
  type RestorableSimulator,
  type Simulator,
  statefulEnvironment,
  type Ticket,
  type WorldWords,
} from "./stateful_environment.ts";
export {
  touchesTree,
  tree,
  type TreeOptions,
  treePlace,
  treeStart,
  type TreeState,
} from "./tree.ts";
export {
  treePlay,
  type TreeWalk,
  treeWalk,
  type TreeWalkOptions,
  type Walk,
} from "./tree_walks.ts";
export { type LimitedState, withTimeLimit } from "./with_time_limit.ts";
