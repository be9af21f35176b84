/** What acts, what learns, and what can be asked of critics. */
import { callable, type Key, record, text } from "../../math/mod.ts";
import type { Captured, TensorTree } from "../../nn/mod.ts";
import { type AgentAction, SPACES, type Spaces } from "./spaces.ts";
import type { Batch } from "./transitions.ts";

/** Numbers of one update by name; the units are the losses' own. */
export type Metrics = Readonly<Record<string, number>>;

/** Observations, `[B][O]`. */
export type Observations = readonly (readonly number[])[];

/**
 * What knows what to do. Actions are in its own units, see {@link AgentAction}; `predict` gives them
 * in the world's.
 */
export interface Actor<Action extends AgentAction = number[]> {
  readonly spaces: Spaces;
  /** The best actions it knows, `[B]`; `step` counts from 0, for a plan that changes with it. */
  readonly exploit: (observations: Observations, step?: number) => readonly Action[];
}

/** An actor that explores and can be kept; it owns its tensors: `using` frees them. */
export interface Agent<
  Action extends AgentAction = number[],
  Config extends object = object,
> extends Actor<Action>, Disposable {
  /** `"sac"`, `"ddpg"`. */
  readonly kind: string;
  /** All settings, the defaults included. */
  readonly config: Config;
  /** One action to learn from. */
  readonly explore: (key: Key, observation: readonly number[]) => Action;
  /** All that a checkpoint holds: networks, and what the optimizers remember. */
  readonly tensors: TensorTree;
}

/** An agent that learns from transitions that were remembered, whoever lived them. */
export interface ReplayLearner<
  Action extends AgentAction = number[],
  Config extends object = object,
> extends Agent<Action, Config> {
  /** Learns from a batch; `step` is for messages. */
  readonly update: (key: Key, batch: Batch, step: number) => Metrics;
  /** The update as it is replayed, to compare with the one written; none before the first, or ever. */
  readonly captured?: () => Captured | undefined;
  /** Where there are critics of actions: what they say can be held against what comes. */
  readonly probe?: CriticProbe;
}

/** Actions as critics judge them. */
export interface Judged {
  /** `[B][A]`, in [−1, 1]. */
  readonly actions: Observations;
  /** What the critics count beside the reward, −α log π(a | s), `[B]`; absent without entropy. */
  readonly bonuses?: readonly number[];
}

/** What an agent's critics can be asked. */
export interface CriticProbe {
  /** Actions of the policy that the critics judge. */
  readonly act: (key: Key, observations: Observations) => Judged;
  /** What each critic says of actions, `[T][B]`, return. */
  readonly values: (observations: Observations, actions: Observations) => number[][];
}

const ACTS = { spaces: SPACES, exploit: callable("a function of observations") };

/** What knows what to do, as far as can be seen without asking it. */
export const ACTOR = record(ACTS, "an Actor { spaces, exploit }");

/** What learns from what was remembered, likewise. */
export const LEARNER = record({
  ...ACTS,
  kind: text,
  config: record({}),
  explore: callable("a function of key and observation"),
  update: callable("a function of key, batch and step"),
  tensors: record({}, "tensors by name"),
}, "a ReplayLearner { spaces, exploit, kind, config, explore, update, tensors }");

/** What has critics that can be asked. */
export const PROBED = record({
  spaces: SPACES,
  probe: record({ act: callable(), values: callable() }, "a CriticProbe { act, values }"),
}, "an agent { spaces, probe }");
