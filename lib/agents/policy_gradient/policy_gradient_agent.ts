/** Maximum-entropy policy gradients as an agent: many worlds, advantages, a few steps, and all anew. */
import {
  door,
  type Key,
  keyShape,
  mean,
  numbers,
  record,
  ShapeError,
  shapeOf,
  whole,
  wrongKind,
} from "../../math/mod.ts";
import type { Captured, TensorTree } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Agent, Metrics, Observations } from "../shared/agent.ts";
import { outputsOf } from "../shared/networks.ts";
import type { AgentAction, Spaces } from "../shared/spaces.ts";
import type { CrowdActor, Rollout } from "./crowd.ts";
import type { PolicyGradientConfig, ResolvedPolicyGradient } from "./policy_gradient_config.ts";
import {
  type PolicyGradientState,
  policyGradientState,
  type Question,
  question,
} from "./policy_gradient_state.ts";
import {
  judged,
  type Judgement,
  type Learning,
  learning,
  pieceOf,
  piecesOfRows,
} from "./policy_gradient_update.ts";

/** An agent that learns from what its own policy just met. */
export interface PolicyGradientAgent<Action extends AgentAction = AgentAction>
  extends Agent<Action, ResolvedPolicyGradient>, CrowdActor<Action> {
  readonly kind: "policy-gradient";
  readonly spaces: Spaces;
  /** log π of the actions, advantages and targets, before an update. */
  readonly judge: (rollout: Rollout) => Judgement;
  /** Learns from a rollout of its own policy; `step` is for messages. */
  readonly update: (key: Key, rollout: Rollout, step: number) => Metrics;
  /** The network's outputs, `[B][A]` logits, or `[B][2A]` means and log-deviations. */
  readonly outputs: (observations: Observations) => number[][];
  /** V(s), `[B]`, return. */
  readonly values: (observations: Observations) => number[];
  /** The step on a piece as it is replayed; none before the first. */
  readonly captured: () => Captured | undefined;
}

const FLOATS = shapeOf<Float32Array | Float64Array>(
  "a table of floats",
  (value) =>
    value instanceof Float32Array || value instanceof Float64Array
      ? numbers.fault(value)
      : wrongKind(value, "a table of floats"),
);
const ROLLOUT = record({
  worlds: whole(1),
  observations: FLOATS,
  observationsNext: FLOATS,
  marks: FLOATS,
  rewards: FLOATS,
  masks: FLOATS,
  cuts: FLOATS,
}, "a Rollout, as gather gives it");
const checkUpdate = door("learn", { key: keyShape, rollout: ROLLOUT, step: whole(0) });

/**
 * An agent that learns by the policy gradient of reward plus α times entropy: advantages with the
 * entropy inside (`softAdvantages`), a value network for them, and steps of Adam down `policyLoss`
 * and `stateValueLoss`. With `epochs: 1` and no `clip` it is the plain policy gradient (advantage
 * actor-critic, Mnih et al. 2016); with several epochs and `clip: 0.2` proximal policy optimization
 * (Schulman et al. 2017). Deviations from Stable-Baselines3's PPO: the entropy stands in the
 * advantage, not beside the loss; advantages are normalized over a rollout, not a minibatch; policy and
 * value are two networks with two optimizers, each with a norm of its own; relu in place of tanh, and
 * no orthogonal start; actions of a box are squashed, with a spread for each state.
 *
 * @param key the networks start from folds of it by their names
 * @param spaces numbered actions (`Action` is number), or a box (`number[]`)
 * @param config what differs from `policyGradientDefaults`
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options
 *
 * @example
 * ```ts
 * import { crowdInit, gather, policyGradientAgent, spacesOf } from "lib/agents";
 * import { cartPole } from "lib/envs";
 * import { fold, key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assert } from "@std/assert";
 * await startBackend();
 * function entropyAfter(updates: number): number {
 *   const world = cartPole();
 *   using agent = policyGradientAgent(key(0), spacesOf(world));
 *   let crowd = crowdInit(key(1), world, 8), entropy = NaN;
 *   for (let i = 0; i < updates; i++) {
 *     const met = gather(fold(key(2), i), world, agent, crowd, 16);
 *     entropy = agent.update(fold(key(3), i), met.rollout, i).entropy!;
 *     crowd = met.crowd;
 *   }
 *   return entropy;
 * }
 * assert(entropyAfter(3) <= 1.2 * Math.LN2); // of samples
 * ```
 */
export function policyGradientAgent<Action extends AgentAction = number>(
  key: Key,
  spaces: Spaces,
  config: PolicyGradientConfig = {},
): PolicyGradientAgent<Action> {
  const state = policyGradientState(key, spaces, config), { head, actor, critic } = state;
  const [act, judge] = [questions(state), questions(state)]; // of N rows, and of T N
  const steps = learning(state), { actorOptimizer, criticOptimizer } = state;
  const draw = (key: Key, observations: Float32Array, marks: Float32Array) =>
    drawn(state, act.actor, key, observations, marks) as Action[];
  const outputs = (observations: Observations) => asked(state, actor, observations, head.outputs);
  return {
    kind: "policy-gradient",
    spaces: state.spaces,
    config: state.config,
    markWidth: head.width,
    draw,
    explore: (key, observation) =>
      draw(key, Float32Array.from(observation), new Float32Array(head.width))[0]!,
    exploit: (observations) =>
      outputs(observations).map((row) => head.best(Float32Array.from(row), 0) as Action),
    outputs,
    values: (observations) => asked(state, critic, observations, 1).map(([value]) => value!),
    judge: (rollout) => judged(state, judge, requireRollout(state, rollout)),
    update: (key, rollout, step) => {
      checkUpdate({ key, rollout, step });
      requireRollout(state, rollout);
      return update(state, steps, judged(state, judge, rollout), { key, rollout, step });
    },
    captured: steps.captured,
    tensors: {
      actor,
      critic,
      memory: { actor: actorOptimizer.memory, critic: criticOptimizer.memory },
    },
    [Symbol.dispose]: () => {
      for (const each of [...Object.values(act), ...Object.values(judge), steps]) {
        each[Symbol.dispose]();
      }
      for (const each of [actorOptimizer, criticOptimizer]) each[Symbol.dispose]();
      tf.dispose([actor, critic] as unknown as tf.TensorContainer);
    },
  };
}

const questions = (state: PolicyGradientState) => ({
  actor: question(state, state.actor),
  critic: question(state, state.critic),
});

function drawn(
  { head, spaces }: PolicyGradientState,
  actor: Question,
  key: Key,
  observations: Float32Array,
  marks: Float32Array,
): readonly AgentAction[] {
  const rows = observations.length / spaces.observations;
  const outputs = actor.ask(observations), chance = head.chance(key, rows);
  numbers.check("ask the agent", "the answer", outputs);
  return Array.from({ length: rows }, (_, row) => head.draw(outputs, row, chance, marks));
}

function asked(
  { network, spaces }: PolicyGradientState,
  parameters: TensorTree,
  observations: Observations,
  width: number,
): number[][] {
  if (observations.length === 0) return [];
  const flat = outputsOf((x) => network.apply(parameters, x), observations, spaces.observations);
  return observations.map((_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)));
}

/** Advantages once; then every row, `epochs` times, in pieces. Losses are means over the steps. */
function update(
  { config }: PolicyGradientState,
  steps: Learning,
  judgement: Judgement,
  { key, rollout, step }: { readonly key: Key; readonly rollout: Rollout; readonly step: number },
): Metrics {
  const { advantages, logDensities } = judgement;
  const used = config.normalize ? normalized(advantages) : advantages;
  const pieces = piecesOfRows(key, advantages.length, config);
  const sums: Record<string, number> = {};
  for (const rows of pieces) {
    const metrics = steps.take(pieceOf(rollout, { ...judgement, advantages: used }, rows), step);
    for (const [name, value] of Object.entries(metrics)) sums[name] = (sums[name] ?? 0) + value;
  }
  const means = Object.entries(sums).map(([name, sum]) => [name, sum / pieces.length] as const);
  return { ...Object.fromEntries(means), entropy: -mean(Float64Array.from(logDensities)) };
}

/** To mean 0 and spread 1; advantages that are all alike say nothing, and become 0. */
function normalized(advantages: Float64Array): Float64Array {
  const middle = mean(advantages);
  const spread = Math.sqrt(mean(advantages.map((each) => (each - middle) ** 2)));
  return advantages.map((each) => (each - middle) / (spread + 1e-8));
}

/** @throws {ShapeError} when the tables are of another agent's sizes */
function requireRollout({ spaces, head }: PolicyGradientState, rollout: Rollout): Rollout {
  ROLLOUT.check("learn", "rollout", rollout);
  const count = rollout.rewards.length;
  const widths = { observations: spaces.observations, marks: head.width, masks: 1, cuts: 1 };
  for (const [name, width] of Object.entries(widths) as [keyof typeof widths, number][]) {
    const { length } = rollout[name];
    if (length === count * width) continue;
    throw new ShapeError("learn", `rollout.${name}`, [length], `[${count * width}]`);
  }
  return rollout;
}
