/** Good calls of lib/agents that need no networks: settings, memory, spaces, targets. */
import * as agents from "lib/agents";
import { pendulum } from "lib/envs";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const SPACES = { kind: "box", observations: 2, low: [-2], high: [2] } as const;
const TRANSITION = {
  observation: [1, 2],
  action: [0.5],
  reward: 1,
  observationNext: [2, 3],
  ending: { kind: "running" },
};
const COLUMNS = { x: { width: 2, type: "float32" }, last: { width: 1, type: "uint8" } } as const;

function remembered(): agents.TransitionReplay {
  const replay = agents.transitionReplay(SPACES, { capacity: 4 });
  for (let i = 0; i < 3; i++) agents.addTransition(replay, TRANSITION as Any);
  return replay;
}

function rows() {
  const replay = agents.replayInit(COLUMNS, { capacity: 4 });
  for (let i = 0; i < 3; i++) agents.addRow(replay, { x: [i, i], last: 0 });
  return replay;
}

const CALLS: readonly Call[] = [
  { name: "replayInit", args: () => [COLUMNS, { capacity: 4 }], call: agents.replayInit },
  { name: "replaySize", args: () => [remembered()], call: agents.replaySize, whole: ["0"] },
  {
    name: "addRow",
    args: () => [{ x: [1, 2], last: 1 }],
    call: (row: Any) => {
      const replay = rows();
      agents.addRow(replay, row);
      return replay.rows;
    },
  },
  {
    name: "sampleRows",
    args: () => [KEY, 2],
    call: (key: Any, size: Any) => agents.sampleRows(key, rows(), size),
  },
  {
    name: "sampleSequences",
    args: () => [KEY, 2, { length: 2, ends: "last" }],
    call: (key: Any, size: Any, options: Any) => agents.sampleSequences(key, rows(), size, options),
    options: ["2.ends"],
  },
  {
    name: "transitionReplay",
    args: () => [SPACES, { capacity: 3 }],
    call: agents.transitionReplay,
  },
  {
    name: "addTransition",
    args: () => [TRANSITION],
    call: (transition: Any) => {
      const replay = agents.transitionReplay(SPACES, { capacity: 4 });
      agents.addTransition(replay, transition);
      return replay.rows;
    },
  },
  {
    name: "sampleBatch",
    args: () => [KEY, 2],
    call: (key: Any, size: Any) => agents.sampleBatch(key, remembered(), size),
  },
  { name: "toWorld", args: () => [SPACES, [0.5]], call: agents.toWorld },
  { name: "sacNoise", args: () => [KEY, 3], call: agents.sacNoise },
  { name: "spacesOf", args: () => [pendulum()], call: agents.spacesOf },
  { name: "toBox", args: () => [SPACES, [0.5]], call: agents.toBox },
  {
    name: "softTargets",
    args: () => [
      { rewards: [1, 2], masks: [1, 0] },
      { values: [1, 2], logDensities: [-1, -2] },
      0.9,
      0.2,
    ],
    call: agents.softTargets,
  },
  { name: "temperatureLoss", args: () => [0.1, -1, -1], call: agents.temperatureLoss },
  {
    name: "resolveTraining",
    args: () => [{ ...agents.trainingDefaults }],
    call: agents.resolveTraining,
    options: ["0"],
  },
  {
    name: "sacAgent",
    args: () => [KEY, SPACES, { ...agents.sacDefaults, hidden: [4] }],
    call: (...args: Any[]) => disposed(agents.sacAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
  {
    name: "ddpgAgent",
    args: () => [KEY, SPACES, { ...agents.ddpgDefaults, hidden: [4] }],
    call: (...args: Any[]) => disposed(agents.ddpgAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
];

/** What a learner does, tensors given back. */
function disposed(learner: agents.ReplayLearner) {
  const action = learner.explore(KEY as Any, [0.5, 0.5]);
  const chosen = { kind: learner.kind, action: Array.from(action as Any) };
  (learner as Any)[Symbol.dispose]?.();
  return chosen;
}

export const AGENTS: Folder = {
  name: "agents",
  exports: Object.keys(agents),
  skipped: [
    "sacDefaults",
    "ddpgDefaults",
    "trainingDefaults",
    // they need networks, tensors and a running training
    ..."actorLoss criticLoss deterministicActorLoss criticBias evaluate train".split(" "),
    ..."trainingInit trainingStep encodeTraining restoreTraining".split(" "),
    ..."encodePolicy decodePolicy predict perceptron".split(" "),
    ..."SAC_SETTINGS DDPG_SETTINGS TRAINING_SETTINGS".split(" "),
  ],
  calls: CALLS,
  start: async () => await (await import("lib/nn")).startBackend(),
};
