/** Good calls of lib/sequence/tensor. */
import * as sequence from "lib/sequence/tensor";
import * as tf from "lib/nn/tf";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7] as const;
const sides = {
  pixels: 4,
  actions: 1,
  memory: 3,
  code: 2,
  encoder: [4, 3],
  posterior: 3,
  reward: 3,
};
const parameters = () => sequence.stateSpaceParameters(KEY, sides);
const state = () => ({ memory: tf.zeros([2, 3]), code: tf.zeros([2, 2]) });
const seen = () => ({
  pictures: tf.zeros([3, 2, 4]),
  actions: tf.zeros([2, 2, 1]),
  noise: tf.zeros([3, 2, 2]),
});
const paid = () => ({ ...seen(), rewards: tf.zeros([2, 2]), ahead: tf.zeros([1, 6, 2]) });
const gaussian = () => ({ mean: tf.zeros([2, 3]), std: tf.ones([2, 3]) });
const picture = () => Uint8Array.of(0, 60, 120, 255);
const episode = () => ({
  pictures: [picture(), picture(), picture()],
  actions: [[0.5], [1]],
  rewards: [0, 0.5],
});
const windows = () => ({
  pictures: new Uint8Array(3 * 2 * 4),
  actions: new Float32Array(2 * 2),
  rewards: new Float32Array(2 * 2),
});
const belief = () => ({ memory: new Float32Array(3), code: new Float32Array(2) });
const dreamer = (options?: { readonly path?: sequence.Path }) =>
  sequence.stateSpaceDreamer(parameters(), options);

const CALLS: readonly Call[] = [
  {
    name: "stateSpaceParameters",
    args: () => [KEY, sides],
    call: sequence.stateSpaceParameters,
    options: ["1"],
  },
  {
    name: "gaussianKlTensor",
    args: () => [gaussian(), gaussian()],
    call: sequence.gaussianKlTensor,
  },
  {
    name: "priorStep",
    args: () => [parameters(), state(), tf.zeros([2, 1]), "both"],
    call: sequence.priorStep,
    fine: [/^3 ← undefined$/],
  },
  {
    name: "posteriorStep",
    args: () => [parameters(), tf.zeros([2, 3]), tf.zeros([2, 4])],
    call: sequence.posteriorStep,
  },
  {
    name: "observeSequence",
    args: () => [parameters(), seen(), "both"],
    call: sequence.observeSequence,
    fine: [/^2 ← undefined$/],
  },
  {
    name: "stateSpaceLoss",
    args: () => [parameters(), paid(), { overshoot: 2, freeNats: 0.5 }],
    call: sequence.stateSpaceLoss,
    options: ["2"],
  },
  {
    name: "sequenceReplay",
    args: () => [{ pixels: 4, actions: 1 }],
    call: (config: { readonly pixels: number; readonly actions: number }) => {
      const replay = sequence.sequenceReplay(config);
      replay.add(episode());
      return replay.sample(KEY, { batch: 2, steps: 2 });
    },
    options: ["0"],
  },
  {
    name: "sequenceReplay add",
    args: () => [episode()],
    call: (given: sequence.PictureEpisode) => {
      const replay = sequence.sequenceReplay({ pixels: 4, actions: 1 });
      replay.add(given);
      return replay.episodes();
    },
  },
  {
    name: "sequenceReplay sample",
    args: () => [KEY, { batch: 2, steps: 3 }],
    call: (key: typeof KEY, options: { readonly batch: number; readonly steps: number }) => {
      const replay = sequence.sequenceReplay({ pixels: 4, actions: 1 });
      for (let i = 0; i < 12; i++) replay.add({ ...episode(), pictures: [...episode().pictures] });
      const long = Array.from({ length: 25 }, picture);
      replay.add({
        pictures: long,
        actions: long.slice(1).map(() => [0]),
        rewards: long.slice(1).map(() => 0),
      });
      return replay.sample(key, options);
    },
    options: ["1"],
  },
  {
    name: "stateSpaceLearner",
    args: () => [parameters(), { batch: 2, steps: 3 }],
    call: (
      own: sequence.StateSpaceParameters,
      config: { readonly batch: number; readonly steps: number },
    ) => {
      using learner = sequence.stateSpaceLearner(own, config);
      return learner.captured.isRecorded() ? 1 : 0;
    },
    options: ["1"],
  },
  {
    name: "stateSpaceLearner learn",
    args: () => [KEY, windows()],
    call: (...args: Parameters<sequence.StateSpaceLearner["learn"]>) => {
      using learner = sequence.stateSpaceLearner(parameters(), { batch: 2, steps: 3 });
      return learner.learn(...args);
    },
  },
  {
    name: "stateSpaceDreamer",
    args: () => [parameters(), { path: "both" }],
    call: (own: sequence.StateSpaceParameters, options: { readonly path: sequence.Path }) => {
      using made = sequence.stateSpaceDreamer(own, options);
      return made.observe(picture());
    },
    options: ["1"],
  },
  {
    name: "stateSpaceDreamer observe",
    args: () => [picture(), belief(), [0.5]],
    call: (...args: Parameters<sequence.StateSpaceDreamer["observe"]>) => {
      using made = dreamer();
      return made.observe(...args);
    },
    fine: [/^1 ← undefined$/], // the first picture
  },
  {
    name: "stateSpaceDreamer dream",
    args: () => [belief(), [[0.5], [1]]],
    call: (...args: Parameters<sequence.StateSpaceDreamer["dream"]>) => {
      using made = dreamer();
      return made.dream(...args);
    },
  },
  {
    name: "stateSpaceDreamer imagine",
    args: () => [belief(), Float64Array.of(0.5, 1, -1, 0), 2],
    call: (from: sequence.Belief, plans: Float64Array, count: number) => {
      using made = dreamer();
      return Array.from(made.imagine(from)(plans, count));
    },
  },
];

export const SEQUENCE_TENSOR: Folder = {
  name: "sequence/tensor",
  exports: Object.keys(sequence),
  skipped: [
    "startBackend",
    "STATE_SPACE",
    "STATE_SPACE_LOSS",
    "STATE_SPACE_LEARNING",
    "STATE_SPACE_DREAMER",
    "SEQUENCE_REPLAY",
    "PATHS",
  ],
  calls: CALLS,
  start: () => sequence.startBackend(),
};
