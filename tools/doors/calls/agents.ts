/** Good calls of lib/agents that need no networks: settings, memory, spaces, targets. */
import * as agents from "lib/agents";
import { pendulum } from "lib/envs";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const SPACES = { observations: 2, low: [-2], high: [2] };
const TRANSITION = {
  observation: [1, 2],
  action: [0.5],
  reward: 1,
  observationNext: [2, 3],
  ending: { kind: "running" },
};
const SIZES = { capacity: 4, observations: 2, actions: 1 };

function remembered(): agents.Replay {
  const replay = agents.replayInit(SIZES);
  for (let i = 0; i < 3; i++) agents.addTransition(replay, TRANSITION as Any);
  return replay;
}

const CALLS: readonly Call[] = [
  { name: "replayInit", args: () => [SIZES], call: agents.replayInit },
  { name: "replaySize", args: () => [remembered()], call: agents.replaySize },
  {
    name: "addTransition",
    args: () => [TRANSITION],
    call: (transition: Any) => {
      const replay = agents.replayInit(SIZES);
      agents.addTransition(replay, transition);
      return replay.rows;
    },
  },
  {
    name: "sampleBatch",
    args: () => [KEY, 2],
    call: (key: Any, size: Any) => agents.sampleBatch(remembered(), key, size),
  },
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
function disposed(learner: agents.Learner) {
  const action = learner.explore([0.5, 0.5] as Any, KEY as Any);
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
  ],
  calls: CALLS,
  start: async () => await (await import("lib/nn")).startBackend(),
};
