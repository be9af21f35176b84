/** Finite Markov decision processes: plain readonly data, checked once, sparse inside. */
import {
  anything,
  callable,
  either,
  list,
  required,
  type Resolved,
  settings,
  type Shape,
  shapeOf,
  vector,
} from "../../math/mod.ts";
import { FRAME, initialOf, namesOf, priorOf } from "./frame.ts";
import { type Length, readHorizon } from "./horizon.ts";
import type { Mdp, Outcome } from "./model.ts";
import { packOutcomes, REWARD } from "./outcomes.ts";

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

const DOING = "build an MDP";

/** r(s, a, ·); only rewards of what can happen are looked at, when they are packed. */
const BY_SUCCESSOR = vector("S", anything as Shape<number>);

/** r(s, ·), numbers or lists over s'. */
const NUMBERS = vector("A", REWARD), MIXED = list(either(REWARD, BY_SUCCESSOR), "A");
const PAY: Shape<MdpTables["reward"][number]> = shapeOf(
  "a list of rewards",
  (value, sizes) => (ArrayBuffer.isView(value) ? NUMBERS : MIXED).fault(value, sizes),
);

const TABLES = settings({
  ...FRAME,
  transition: required(list(list(vector("S"), "A"), "S")),
  reward: required(list(PAY, "S")),
});

const SPARSE = settings({
  ...FRAME,
  outcomes: required(callable<MdpOutcomes["outcomes"]>("a function of state and action")),
});

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
  const { transition, reward, ...frame } = TABLES.read(DOING, tables, "tables");
  return assemble(frame, (state, action) => {
    const pay = reward[state]![action]!;
    return Array.from(transition[state]![action]!, (probability, next) => ({
      state: next,
      probability,
      reward: typeof pay === "number" ? pay : pay[next]!,
    }));
  });
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
  const { outcomes, ...frame } = SPARSE.read(DOING, parts, "parts");
  return assemble(frame, outcomes);
}

function assemble(
  frame: Omit<Resolved<typeof SPARSE>, "outcomes">,
  row: (state: number, action: number) => readonly Outcome[],
): Mdp {
  const horizon = readHorizon(DOING, frame);
  const [states, actions] = [namesOf(frame.states), namesOf(frame.actions)];
  const { outcomes, reward } = packOutcomes(states.length, actions.length, row);
  return {
    states,
    actions,
    horizon,
    initial: initialOf(frame.initial, states.length),
    prior: priorOf(frame.prior, states.length, actions.length),
    reward,
    outcomes,
  };
}
