/** Finite Markov decision processes: plain readonly data, checked once, sparse inside. */
import { refusal, requireOptions } from "../../math/mod.ts";
import { initialOf, namesOf, priorOf } from "./frame.ts";
import { type Length, readHorizon } from "./horizon.ts";
import type { Mdp, Outcome } from "./model.ts";
import { packOutcomes, requireRow } from "./outcomes.ts";

/** What both ways of writing an MDP down share. */
export interface MdpFrame {
  /** How many states, or their names. */
  readonly states: number | readonly string[];
  /** How many actions, or their names. */
  readonly actions: number | readonly string[];
  /** p(s₁), `[S]`; state 0 for certain when left out. */
  readonly initial?: ArrayLike<number>;
  /**
   * p(a | s), `[S][A]`; uniform when left out. An action of prior 0 is none, for everything that
   * pays for leaving the prior and for the hard maximum; only the bonus "entropy", which does not
   * look at the prior, takes it: forbid with a reward of −∞ what must not be done there either.
   */
  readonly prior?: readonly ArrayLike<number>[];
}

/** An MDP as tables, for worlds small enough to write down. */
export interface MdpTables extends MdpFrame {
  /** p(s' | s, a), `[S][A][S]`. */
  readonly transition: readonly (readonly ArrayLike<number>[])[];
  /** For each (s, a) a number r(s, a), or a list r(s, a, s') over s'; −∞ forbids. */
  readonly reward: readonly ArrayLike<number | ArrayLike<number>>[];
}

/** An MDP as a list of outcomes for each state and action. */
export interface MdpOutcomes extends MdpFrame {
  readonly outcomes: (state: number, action: number) => readonly Outcome[];
}

/**
 * A finite MDP from dense tables.
 *
 * @param tables transition `[S][A][S]`, reward `[S][A]` or `[S][A][S]`, and either `steps`, the
 *   length of an episode, or `discount` in [0, 1)
 * @throws {RangeError} when a row does not sum to 1 (within 1e-9), a reward is NaN or +∞, a name
 *   stands twice, or the horizon is out of range; {ShapeError} when a table has another size;
 *   {TypeError} for the wrong kind, and for both or neither of `steps` and `discount`
 * @example
 * ```ts
 * import { mdp } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const coin = mdp({
 *   states: ["table"],
 *   actions: ["heads", "tails"],
 *   transition: [[[1], [1]]],
 *   reward: [[0, -1]],
 *   steps: 2,
 * });
 * assertEquals(Array.from(coin.prior), [0.5, 0.5]);
 * ```
 */
export function mdp(tables: MdpTables & Length): Mdp {
  requireOptions("build an MDP", tables, [...FRAME, "transition", "reward"]);
  const { transition, reward } = tables;
  const [states, actions] = [namesOf("states", tables.states), namesOf("actions", tables.actions)];
  requireRow("build an MDP", "transition", transition, states.length);
  requireRow("build an MDP", "reward", reward, states.length);
  const row = (state: number, action: number) => {
    const at = `transition[${state}][${action}]`;
    requireRow("build an MDP", `transition[${state}]`, transition[state], actions.length);
    requireRow("build an MDP", `reward[${state}]`, reward[state], actions.length);
    const probabilities = transition[state]![action]!;
    requireRow("build an MDP", at, probabilities, states.length);
    const pay = reward[state]![action]!;
    if (typeof pay !== "number") {
      requireRow("build an MDP", `reward[${state}][${action}]`, pay, states.length);
    }
    return Array.from(probabilities, (probability, next) => ({
      state: next,
      probability,
      reward: typeof pay === "number" ? pay : pay[next]!,
    }));
  };
  return assemble(tables, states, actions, row);
}

/**
 * A finite MDP from its outcomes, for worlds too large for dense tables; nothing of size S² is made.
 *
 * @param parts `outcomes(s, a)`, a list of `{ state, probability, reward }` whose probabilities sum
 *   to 1, where a state may stand twice (say, with two rewards); the rest as for {@link mdp}
 * @throws as {@link mdp}
 * @example
 * ```ts
 * import { sparseMdp } from "lib/control";
 *
 * const ring = sparseMdp({
 *   states: 1000,
 *   actions: ["stay", "on"],
 *   outcomes: (s, a) => [{ state: (s + a) % 1000, probability: 1, reward: s === 500 ? 0 : -1 }],
 *   discount: 0.9,
 * });
 * ```
 */
export function sparseMdp(parts: MdpOutcomes & Length): Mdp {
  requireOptions("build an MDP", parts, [...FRAME, "outcomes"]);
  const [states, actions] = [namesOf("states", parts.states), namesOf("actions", parts.actions)];
  if (typeof parts.outcomes !== "function") {
    const wish = "a function of state and action";
    throw new TypeError(refusal("build an MDP", "outcomes", parts.outcomes, wish));
  }
  return assemble(parts, states, actions, parts.outcomes);
}

const FRAME = ["states", "actions", "initial", "prior", "steps", "discount"] as const;

function assemble(
  frame: MdpFrame & Length,
  states: readonly string[],
  actions: readonly string[],
  row: (state: number, action: number) => readonly Outcome[],
): Mdp {
  const { outcomes, reward } = packOutcomes(states.length, actions.length, row);
  return {
    states,
    actions,
    horizon: readHorizon("build an MDP", frame),
    initial: initialOf(frame.initial, states.length),
    prior: priorOf(frame.prior, states.length, actions.length),
    reward,
    outcomes,
  };
}
