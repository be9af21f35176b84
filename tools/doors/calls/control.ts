/** Good calls of lib/control: makers of MDPs, what is computed from one, and options. */
import * as control from "lib/control";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

/** −∞ stands for what is forbidden, in values and in logarithms of chances. */
const infinite = true;

const TABLES = {
  states: ["here", "there"],
  actions: ["stay", "go"],
  transition: [[[1, 0], [0.25, 0.75]], [[0, 1], [0.5, 0.5]]],
  reward: [[-1, 0], [0, -2]],
  initial: [0.5, 0.5],
  prior: [[0.5, 0.5], [0.25, 0.75]],
};
const FINITE = { ...TABLES, steps: 2 };
const ENDLESS = { ...TABLES, discount: 0.75 };
const MAP = { map: "S.~G\n.#!.", slip: 0.25, step: -1, mud: -5, pit: -20, steps: 3 };
const POLICY = () => Float64Array.of(0.5, 0.5, 0.25, 0.75);

const finite = () => control.mdp(FINITE as Any);
const endless = () => control.mdp(ENDLESS as Any);
const messages = () => control.posteriorMessages(finite());

/** A step of linear dynamics and what it costs. */
const STEP = {
  transition: [[1, 0.5], [0, 1]],
  control: [[0], [1]],
  drift: [0, 0.25],
  stateCost: [[1, 0], [0, 1]],
  actionCost: [[2]],
  crossCost: [[0.5, 0.25]],
  stateSlope: [0, 1],
  actionSlope: [0.5],
};

/** What a function does not read of a record may be anything. */
const NOT_READ = [
  /^0\.\d(?:\.(?:states|actions)| ← (?:no )?(?:states|actions)(?: misspelt)?$)/,
  /^0 ← (?:no )?(?:horizon|initial|prior|reward|outcomes)(?: misspelt)?$/,
];

/** Functions of an MDP with a number of steps, and of one with a discount; options behind. */
function ofMdp(
  name: string,
  call: (...args: Any[]) => unknown,
  args: () => readonly unknown[],
  options: readonly string[] = [],
): Call {
  const whole = args().flatMap((value, i) => isMade(value) ? [`${i}`] : []);
  return { name, call, args, options, infinite, whole };
}

/** MDPs and messages are made, and checked, by a function of the library. */
function isMade(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "outcomes" in value || "logEvidence" in value;
}

const CALLS: readonly Call[] = [
  { name: "mdp", args: () => [FINITE], call: control.mdp, infinite, options: ["0"] },
  { name: "mdp endless", args: () => [ENDLESS], call: control.mdp, infinite, options: ["0"] },
  {
    name: "sparseMdp",
    args: () => [{
      states: 2,
      actions: 1,
      outcomes: () => [{ state: 1, probability: 1, reward: -1 }],
      steps: 2,
    }],
    call: control.sparseMdp,
    infinite,
    options: ["0"],
  },
  {
    name: "gridworld",
    args: () => [MAP],
    call: (map: Any) => control.gridworld(map).mdp,
    infinite,
    options: ["0"],
  },
  {
    name: "lottery",
    args: () => [{ chance: 0.5, prize: 1, loss: 2, steps: 2 }],
    call: control.lottery,
    infinite,
    options: ["0"],
  },
  {
    name: "randomMdp",
    args: () => [KEY, { states: 3, actions: 2, successors: 2, discount: 0.75 }],
    call: control.randomMdp,
    infinite,
    options: ["1"],
  },
  ofMdp("withPrior", control.withPrior, () => [finite(), [[0.5, 0.5], [0.25, 0.75]]]),
  ofMdp("withSteps", control.withSteps, () => [finite(), 3]),
  ofMdp("withInitial", control.withInitial, () => [finite(), [0.25, 0.75]]),
  ofMdp("withRewards", control.withRewards, () => [finite(), () => -1]),
  ofMdp("outcomesOf", control.outcomesOf, () => [finite(), 0, 1]),
  ofMdp("trajectories", control.trajectories, () => [finite()]),
  {
    name: "trajectoryPosterior",
    call: control.trajectoryPosterior,
    args: () => [control.trajectories(finite()).slice(0, 2), { temperature: 0.5 }],
    options: ["1"],
    fine: NOT_READ,
    infinite,
  },
  ofMdp("posteriorMessages", control.posteriorMessages, () => [finite(), { temperature: 2 }], [
    "1",
  ]),
  ofMdp("posteriorDynamics", control.posteriorDynamics, () => [finite(), messages(), 1]),
  ofMdp("posteriorInitial", control.posteriorInitial, () => [finite(), messages()]),
  ofMdp("posteriorPolicy", control.posteriorPolicy, () => [finite(), messages()]),
  ofMdp("stateActionMarginals", control.stateActionMarginals, () => [finite(), messages()]),
  ofMdp("stateMarginals", control.stateMarginals, () => [messages()]),
  ofMdp("softMaximum", control.softMaximum, () => [
    [1, 2],
    { weights: [0.5, 0.5], temperature: 2 },
  ], ["1"]),
  ofMdp("softPolicy", control.softPolicy, () => [
    [1, 2],
    { weights: [0.5, 0.5], temperature: 2 },
  ], ["1"]),
  ofMdp("variationalBackward", control.variationalBackward, () => [finite(), {
    temperature: 2,
    bonus: "prior",
  }], ["1"]),
  ofMdp("softBackwardEvaluation", control.softBackwardEvaluation, () => [
    finite(),
    [POLICY(), POLICY()],
    { temperature: 2, bonus: "entropy" },
  ], ["2"]),
  ofMdp("hardBackward", control.hardBackward, () => [finite()]),
  ofMdp("softBackup", control.softBackup, () => [endless(), [1, 2], {
    temperature: 2,
    bonus: "prior",
  }], ["2"]),
  ofMdp("softValueIteration", control.softValueIteration, () => [endless(), {
    temperature: 2,
    bonus: "prior",
    tolerance: 1e-6,
    maxSweeps: 1000,
  }], ["1"]),
  ofMdp("valueIteration", control.valueIteration, () => [endless(), {
    tolerance: 1e-6,
    maxSweeps: 1000,
  }], ["1"]),
  ofMdp("policyEvaluation", control.policyEvaluation, () => [endless(), POLICY(), {
    tolerance: 1e-6,
    maxSweeps: 1000,
  }], ["2"]),
  ofMdp("softPolicyEvaluation", control.softPolicyEvaluation, () => [endless(), POLICY(), {
    temperature: 2,
    tolerance: 1e-6,
  }], ["2"]),
  ofMdp("softPolicyIteration", control.softPolicyIteration, () => [endless(), {
    temperature: 2,
    tolerance: 1e-6,
  }], ["1"]),
  ofMdp("expectedReturn", control.expectedReturn, () => [finite(), [POLICY(), POLICY()]]),
  ofMdp("occupancy", control.occupancy, () => [finite(), [POLICY(), POLICY()]]),
  ofMdp("policyEntropy", control.policyEntropy, () => [finite(), POLICY()]),
  ofMdp("controlBound", control.controlBound, () => [finite(), [POLICY(), POLICY()], {
    temperature: 2,
  }], ["2"]),
  ofMdp("foldPrior", control.foldPrior, () => [finite(), { temperature: 2 }], ["1"]),
  { ...ofMdp("rowOf", control.rowOf, () => [finite(), finite().prior, 0]), fine: NOT_READ },
  { ...ofMdp("entryOf", control.entryOf, () => [finite(), finite().prior, 0, 1]), fine: NOT_READ },
  ofMdp("shiftRewards", control.shiftRewards, () => [finite(), -1]),
  ofMdp("absorbDiscount", control.absorbDiscount, () => [endless(), 3]),
  ofMdp("hiddenMarkovOf", control.hiddenMarkovOf, () => [finite(), { temperature: 2 }], ["1"]),
  ofMdp(
    "environmentOf",
    (mdp: Any, options: Any) => {
      const world = control.environmentOf(mdp, options);
      return world.step(world.reset([0, 1]).state, 0, [0, 2]);
    },
    () => [endless(), { timeLimit: 3 }],
    ["1"],
  ),
  {
    name: "crossEntropyPlan",
    args: () => [
      KEY,
      (plans: Float64Array) => plans.map((each) => -each * each),
      { low: [-1], high: [1], horizon: 2, candidates: 10, elites: 3, rounds: 2 },
    ],
    call: control.crossEntropyPlan as Any,
    options: ["2"],
  },
  {
    name: "linearQuadratic",
    args: () => [{
      steps: [STEP, STEP],
      finalCost: [[1, 0], [0, 1]],
      finalSlope: [0.5, 0],
    }],
    call: control.linearQuadratic as Any,
  },
  {
    name: "ilqr",
    args: () => [
      {
        step: ([x, y]: number[], [u]: number[]) => [x! + 0.5 * y!, y! + u!],
        linearize: () => ({ transition: [[1, 0.5], [0, 1]], control: [[0], [1]] }),
      },
      { goal: [1, 0], stateCost: [[1, 0], [0, 1]], actionCost: [[1]], finalCost: [[1, 0], [0, 1]] },
      [0, 0.5],
      [[0.25], [0.5]],
      { low: [-1], high: [1], iterations: 5, tolerance: 1e-6 },
    ],
    call: control.ilqr as Any,
    options: ["4"],
    // a model need not tell its slopes
    fine: [/^0 ← (?:no linearize|linearize misspelt)$/, /^0\.linearize ← undefined$/],
  },
  {
    name: "linearizeByDifferences",
    args: () => [([x]: number[], [u]: number[]) => [2 * x! + u!], [1], [0.5], 0.001],
    call: control.linearizeByDifferences as Any,
    fine: [/^3 ← undefined$/],
  },
];

export const CONTROL: Folder = {
  name: "control",
  exports: Object.keys(control),
  skipped: ["CROSS_ENTROPY", "ILQR"],
  calls: CALLS,
};
