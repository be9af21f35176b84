/** Good calls of lib/agents that need no networks: settings, memory, spaces, targets. */
import * as agents from "lib/agents";
import { pendulum } from "lib/envs";
import type { Call, Folder } from "../call.ts";
import { NETWORK_CALLS } from "./agents_networks.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const SPACES = { kind: "box", observations: 2, low: [-2], high: [2] } as const;
const NUMBERED = { kind: "discrete", observations: 2, actions: 3 } as const;
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

/** What of a world is looked at. */
function words() {
  const { name, actions, observations } = pendulum();
  return { name, actions, observations };
}

function rows() {
  const replay = agents.replayInit(COLUMNS, { capacity: 4 });
  for (let i = 0; i < 3; i++) agents.addRow(replay, { x: [i, i], last: 0 });
  return replay;
}

const CALLS: readonly Call[] = [
  {
    name: "replayInit",
    args: () => [COLUMNS, { capacity: 4 }],
    call: agents.replayInit,
    options: ["1"],
    fine: [/^0 ← (?:no \w+|\w+ misspelt)$/],
  },
  { name: "replaySize", args: () => [rows()], call: agents.replaySize, whole: ["0"] },
  {
    name: "addRow",
    args: () => [rows(), { x: [1, 2], last: 1 }],
    call: (replay: Any, row: Any) => {
      agents.addRow(replay, row);
      return replay.rows;
    },
    whole: ["0"],
    fine: [/^1\.last ← \[1\]/], // one number, or a list of one
  },
  {
    name: "sampleRows",
    args: () => [KEY, rows(), 2],
    call: agents.sampleRows,
    whole: ["1"],
  },
  {
    name: "sampleSequences",
    args: () => [KEY, rows(), 2, { length: 2, ends: "last" }],
    call: agents.sampleSequences,
    whole: ["1"],
    options: ["3.ends"],
    fine: [/^3 ← no ends/], // may be left out
  },
  {
    name: "transitionReplay",
    args: () => [SPACES, { capacity: 3 }],
    call: agents.transitionReplay,
    options: ["1"],
  },
  {
    name: "addTransition",
    args: () => [remembered(), TRANSITION],
    call: (replay: Any, transition: Any) => {
      agents.addTransition(replay, transition);
      return replay.rows;
    },
    whole: ["0"],
  },
  {
    name: "sampleBatch",
    args: () => [KEY, remembered(), 2],
    call: agents.sampleBatch,
    whole: ["1"],
  },
  { name: "toWorld", args: () => [SPACES, [0.5]], call: agents.toWorld },
  { name: "sacNoise", args: () => [KEY, 3], call: agents.sacNoise },
  { name: "spacesOf", args: () => [words()], call: agents.spacesOf },
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
  {
    name: "maximumTargets",
    args: () => [{ rewards: [1, 2], masks: [1, 0] }, [1, 2, 3, 4], 0.9],
    call: agents.maximumTargets,
  },
  {
    name: "softMaximumTargets",
    args: () => [{ rewards: [1, 2], masks: [1, 0] }, [1, 2, 3, 4], 0.9, 0.5],
    call: agents.softMaximumTargets,
  },
  {
    name: "sampledSoftTargets",
    args: () => [{ rewards: [1, 2], masks: [1, 0] }, [1, 2, 3, 4], 0.9, 0.5, 1],
    call: agents.sampledSoftTargets,
  },
  {
    name: "samplerPushes",
    args: () => [
      { fixed: [0, 1, 2, 4], slopes: [1, 2, 3, 4], moved: [0.5, 1] },
      { states: 2, dimensions: 1, temperature: 0.5 },
    ],
    call: agents.samplerPushes,
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
  {
    name: "deepQAgent",
    args: () => [KEY, NUMBERED, { ...agents.deepQDefaults, hidden: [4] }],
    call: (...args: Any[]) => disposed(agents.deepQAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
  {
    name: "softQAgent",
    args: () => [KEY, NUMBERED, { ...agents.softQDefaults, hidden: [4] }],
    call: (...args: Any[]) => disposed(agents.softQAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
  {
    name: "steinQAgent",
    args: () => [KEY, SPACES, { ...agents.steinQDefaults, hidden: [4] }],
    call: (...args: Any[]) => disposed(agents.steinQAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
  {
    name: "policyGradientAgent",
    args: () => [KEY, NUMBERED, { ...agents.policyGradientDefaults, hidden: [4], clip: 0.2 }],
    call: (...args: Any[]) => disposed(agents.policyGradientAgent(...(args as [Any, Any, Any]))),
    options: ["2"],
  },
  {
    name: "softAdvantages",
    args: () => [PATHS, { discount: 0.9, trace: 0.8, temperature: 0.2 }],
    call: agents.softAdvantages,
  },
  {
    name: "crowdInit",
    args: () => [KEY, pendulum(), 2],
    call: agents.crowdInit,
    whole: ["1"],
  },
  {
    name: "gather",
    args: () => [KEY, pendulum(), still, agents.crowdInit(KEY as Any, pendulum(), 2), 3],
    call: agents.gather,
    whole: ["1", "2", "3"],
  },
];

/** What acts without a network. */
const still = {
  spaces: agents.spacesOf(pendulum()),
  markWidth: 1,
  draw: (_: Any, observations: Float32Array) =>
    Array.from({ length: observations.length / 3 }, () => [0]),
};

/** Two steps of two worlds, one of which ended. */
const PATHS = {
  worlds: 2,
  rewards: [1, 2, 0, 1],
  logDensities: [-1, -0.5, -2, -1],
  values: [1, 2, 3, 4],
  valuesNext: [3, 4, 0, 1],
  masks: [1, 0, 1, 1],
  cuts: [0, 1, 0, 0],
};

/** What a learner does, tensors given back. */
function disposed(learner: Any) {
  const action = learner.explore(KEY as Any, [0.5, 0.5]);
  const chosen = { kind: learner.kind, action: [action].flat() };
  (learner as Any)[Symbol.dispose]?.();
  return chosen;
}

export const AGENTS: Folder = {
  name: "agents",
  exports: Object.keys(agents),
  skipped: [
    "sacDefaults",
    "ddpgDefaults",
    "deepQDefaults",
    "softQDefaults",
    "steinQDefaults",
    "policyGradientDefaults",
    "trainingDefaults",
    "SAC_SETTINGS",
    "DDPG_SETTINGS",
    "DEEP_Q_SETTINGS",
    "SOFT_Q_SETTINGS",
    "STEIN_Q_SETTINGS",
    "POLICY_GRADIENT_SETTINGS",
    "TRAINING_SETTINGS",
  ],
  calls: [...CALLS, ...NETWORK_CALLS],
  start: async () => await (await import("lib/nn")).startBackend(),
};
