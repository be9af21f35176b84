/**
 * Models of sequences that are learned, on float32 tensors: the recurrent state-space model, a
 * deterministic memory beside a stochastic code, learned from pictures and used for planning.
 *
 * @module
 */
export {
  STATE_SPACE,
  type StateSpaceConfig,
  type StateSpaceParameters,
  stateSpaceParameters,
} from "./parameters.ts";
export { gaussianKlTensor, type SpreadGaussian } from "./gaussians.ts";
export {
  type Path,
  PATHS,
  posteriorStep,
  priorStep,
  type StateRows,
  type StepRows,
} from "./step.ts";
export { type ObservedRows, observeSequence, type SequenceRows } from "./observe.ts";
export {
  type PaidRows,
  STATE_SPACE_LOSS,
  stateSpaceLoss,
  type StateSpaceLossConfig,
} from "./loss.ts";
export {
  type PictureEpisode,
  SEQUENCE_REPLAY,
  type SequenceReplay,
  sequenceReplay,
  type Windows,
} from "./replay.ts";
export {
  STATE_SPACE_LEARNING,
  type StateSpaceLearner,
  stateSpaceLearner,
  type StateSpaceLearningConfig,
} from "./learner.ts";
export type { Dream } from "./dream.ts";
export { STATE_SPACE_DREAMER, type StateSpaceDreamer, stateSpaceDreamer } from "./dreamer.ts";
export type { Belief } from "./tracker.ts";
export { startBackend } from "../../nn/mod.ts"; // what a caller needs to use these
