/**
 * Environments: worlds to act in as pure functions, and episodes as plain data. No tensors.
 *
 * @module
 */
export {
  type ActionSpace,
  bootstrapMask,
  type Ending,
  type Environment,
  type ObservationSpace,
  type Start,
  type Step,
} from "./environment.ts";
export { requireAction } from "./require_action.ts";
export { type Episode, rollOut } from "./roll_out.ts";
