/** What a training has to be. */
import { ENVIRONMENT } from "../../envs/mod.ts";
import { door, keyShape, record, shapeOf, whole, wrongKind } from "../../math/mod.ts";
import { LEARNER } from "../shared/agent.ts";
import { GRID } from "../shared/evaluate.ts";
import { knownOnce } from "../shared/replay_shape.ts";
import { TRANSITIONS } from "../shared/transitions.ts";
import { TRAINING_SETTINGS } from "./training_config.ts";

const PARTS = { key: keyShape, environment: ENVIRONMENT, learner: LEARNER, grid: GRID };
/** The door of `trainingInit`. */
export const checkInit = door("train", PARTS);

/** A training as `trainingInit` makes it, looked at once. */
export const TRAINING = knownOnce(
  record({
    ...PARTS,
    config: TRAINING_SETTINGS,
    replay: TRANSITIONS,
    record: record({}),
    now: record({ steps: whole(0) }),
    sums: record({ count: whole(0), metrics: record({}) }),
  }, "a Training, as trainingInit makes it"),
);

/** The door of `train`. */
export const checkTrain = door("train", { training: TRAINING, steps: whole(0) });
/** What can stop a training. */
export const SIGNAL = shapeOf<AbortSignal>(
  "an AbortSignal",
  (value) => value instanceof AbortSignal ? undefined : wrongKind(value, "an AbortSignal"),
);
