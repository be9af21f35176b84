/** Good calls of lib/agents that need networks, tensors and a running training. */
import * as agents from "lib/agents";
import { pendulum, pendulumStart } from "lib/envs";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const SPACES = { kind: "box", observations: 3, low: [-2], high: [2] } as const;
const SETTINGS = { capacity: 8, batch: 2, randomSteps: 2, evaluateEvery: 4 };
const GRID = () => ({ starts: [pendulumStart(1, 0)], maxSteps: 2 });
const NOISE = { next: [0.5, 1], now: [-0.5, 0] };
const SEEN = [[1, 0, 0.5], [0, 1, 0]];

const learner = () => agents.sacAgent(KEY as Any, SPACES, { hidden: [4] });
const plain = () => agents.ddpgAgent(KEY as Any, SPACES, { hidden: [4] });

// what the functions read of an agent
const actor = () => ({ spaces: SPACES, exploit: learner().exploit });
const probed = () => ({ spaces: SPACES, probe: learner().probe });
const kept = () => ({ kind: "sac", spaces: SPACES, policy: learner().policy });
function learning() {
  const { kind, config, explore, update, tensors } = learner();
  return { ...actor(), kind, config, explore, update, tensors };
}

const training = () =>
  agents.trainingInit(KEY as Any, pendulum(), learner() as Any, GRID(), SETTINGS);

/** What came of a training, as numbers. */
function gone({ now, replay }: Any) {
  return { steps: now.steps, return: now.return, added: replay.added };
}

function batch() {
  const rows = (count: number) => Float32Array.from({ length: count }, (_, i) => i / 10);
  const masks = Float32Array.of(1, 0), rewards = Float32Array.of(-1, -2);
  return {
    size: 2,
    observations: rows(6),
    actions: rows(2),
    rewards,
    observationsNext: rows(6),
    masks,
  };
}

/** The numbers of a scalar; tensors of a call live as long as its tidy. */
function numbersOf(call: (...args: Any[]) => { readonly dataSync: () => unknown }) {
  return (...args: readonly unknown[]) => tf.tidy(() => call(...args).dataSync() as never);
}

const critics = () => (actions: tf.Tensor2D) => tf.expandDims(actions, 0);

/** Calls of a method of an agent, whose spoilt arguments follow. */
function asked(name: string, args: () => readonly unknown[], call: (of: Any) => Any): Call {
  return { name, args, call: (...given: Any[]) => call(learner())(...given) };
}

export const NETWORK_CALLS: readonly Call[] = [
  {
    name: "perceptron",
    args: () => [[4]],
    call: (hidden: Any) => {
      const made = agents.perceptron(hidden).init(KEY as Any, { inputs: 2, outputs: 1 }) as Any;
      return made.hidden1.weight.shape;
    },
  },
  {
    name: "criticLoss",
    args: () => [tf.zeros([2, 2, 1]), tf.ones([2, 1])],
    call: numbersOf(agents.criticLoss),
  },
  {
    name: "policyLoss",
    args: () => [
      tf.zeros([3]),
      { before: tf.zeros([3]), advantages: tf.tensor1d([1, -1, 2]) },
      0.2,
    ],
    call: numbersOf((...args: Any[]) => agents.policyLoss(...(args as [Any, Any, Any])).loss),
    fine: [/^2 ← undefined/], // no limit
  },
  {
    name: "stateValueLoss",
    args: () => [tf.ones([2, 1]), tf.zeros([2, 1])],
    call: numbersOf(agents.stateValueLoss),
  },
  {
    name: "actionValueLoss",
    args: () => [tf.ones([2, 3]), tf.ones([2, 3]), tf.ones([2, 1])],
    call: numbersOf(agents.actionValueLoss),
  },
  {
    name: "actorLoss",
    args: () => [tf.zeros([2, 2]), critics(), tf.ones([2, 1]), 0.2, [-20, 2]],
    call: numbersOf((...args: Any[]) =>
      agents.actorLoss(...(args as [Any, Any, Any, Any, Any])).loss
    ),
    infinite: true, // an end may be infinite
  },
  {
    name: "deterministicActorLoss",
    args: () => [tf.zeros([2, 1]), critics()],
    call: numbersOf(agents.deterministicActorLoss),
  },
  {
    name: "evaluate",
    args: () => [KEY, pendulum(), actor(), GRID()],
    call: agents.evaluate,
    whole: ["1", "3.starts.0.state"],
  },
  {
    name: "predict",
    args: () => [actor(), [1, 0, 0.5]],
    call: agents.predict,
  },
  {
    name: "criticBias",
    args: () => [KEY, pendulum(), probed(), GRID(), 0.9],
    call: agents.criticBias,
    whole: ["1", "2", "3.starts.0.state"],
  },
  {
    name: "encodePolicy",
    args: () => [kept()],
    call: agents.encodePolicy,
    whole: ["0.policy.network", "0.policy.parameters"],
    fine: [
      /^0\.policy\.network ← (?:no name|name misspelt|no init|init misspelt)$/, // not read
      /^0\.policy\.parameters ← (?:no \w+|\w+ misspelt)$/, // any names
    ],
  },
  {
    name: "decodePolicy",
    args: () => [agents.encodePolicy(learner()), { apply: agents.perceptron([4]).apply }],
    call: (...args: Any[]) => agents.decodePolicy(...(args as [Any, Any])).exploit(SEEN),
    fine: [/^1 ← undefined$/], // may be left out
  },
  {
    name: "trainingInit",
    args: () => [KEY, pendulum(), learning(), GRID(), { ...SETTINGS }],
    call: (...args: Any[]) => gone(agents.trainingInit(...(args as [Any, Any, Any, Any, Any]))),
    whole: ["1", "2", "3.starts.0.state"],
    options: ["4"],
  },
  {
    name: "trainingStep",
    args: () => [training()],
    call: (given: Any) => (agents.trainingStep(given), gone(given)),
    whole: ["0"],
  },
  {
    name: "train",
    args: () => [training(), 3, AbortSignal.timeout(200)],
    call: async (...args: Any[]) => {
      await agents.train(...(args as [Any, Any, Any]));
      return gone(args[0]);
    },
    whole: ["0"],
    options: ["2"],
  },
  { name: "encodeTraining", args: () => [training()], call: agents.encodeTraining, whole: ["0"] },
  {
    name: "restoreTraining",
    args: () => [training(), agents.encodeTraining(training())],
    call: (given: Any, bytes: Any) => (agents.restoreTraining(given, bytes), gone(given)),
    whole: ["0"],
  },
  asked("sacAgent's explore", () => [KEY, [1, 0, 0.5]], (of) => of.explore),
  asked("sacAgent's exploit", () => [SEEN], (of) => of.exploit),
  asked("sacAgent's sample", () => [KEY, SEEN], (of) => of.sample),
  asked("sacAgent's update", () => [KEY, batch(), 0], (of) => of.update),
  asked("sacAgent's updateWith", () => [NOISE, batch(), 0], (of) => of.updateWith),
  asked("sacAgent's act", () => [KEY, SEEN], (of) => of.probe.act),
  asked("sacAgent's values", () => [SEEN, [[0.5], [-0.5]]], (of) => of.probe.values),
  asked("ddpgAgent's explore", () => [KEY, [1, 0, 0.5]], () => plain().explore),
  asked("ddpgAgent's update", () => [KEY, batch(), 0], () => plain().update),
];
