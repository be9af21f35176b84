/** What a finite Markov decision process is, as plain readonly data. */
import {
  numberWith,
  record,
  type Shape,
  shapeOf,
  type Sizes,
  variants,
  whole,
  within,
  wrongKind,
  wrongSize,
} from "../../math/mod.ts";

/** A table of floats that nobody writes to. */
export type Floats = Readonly<Float64Array>;
/** A table of integers that nobody writes to. */
export type Integers = Readonly<Int32Array>;

/** What may follow a state and an action: a successor, its probability and what it pays. */
export interface Outcome {
  readonly state: number;
  readonly probability: number;
  /** r(s, a, s'); −∞ forbids it. */
  readonly reward: number;
}

/**
 * The outcomes of every state and action, row after row; row `s * A + a` is the entries from
 * `offsets[row]` up to `offsets[row + 1]`. Outcomes of probability 0 are not stored.
 */
export interface OutcomeTable {
  readonly offsets: Integers;
  readonly successor: Integers;
  /** p(s' | s, a), `[N]`. */
  readonly probability: Floats;
  /** r(s, a, s'), `[N]`. */
  readonly reward: Floats;
}

/** T steps, or for ever with discount γ: each step is the last with probability 1 − γ. */
export type Horizon =
  | { readonly kind: "finite"; readonly steps: number }
  | { readonly kind: "discounted"; readonly discount: number };

/**
 * A finite Markov decision process with an action prior. S states, A actions; tables over (s, a)
 * are flat, entry `s * A + a`. Made by {@link mdp}, {@link sparseMdp} or a builder, which check it;
 * every other function trusts it. To change a part, `withPrior`, `withSteps`, `withInitial` and
 * `withRewards` check it again and keep `reward` and `outcomes.reward` together.
 */
export interface Mdp {
  /** Names of the states, `[S]`. */
  readonly states: readonly string[];
  /** Names of the actions, `[A]`. */
  readonly actions: readonly string[];
  readonly horizon: Horizon;
  /** p(s₁), `[S]`. */
  readonly initial: Floats;
  /** p(a | s), what one would do who wants nothing, `[S·A]`. */
  readonly prior: Floats;
  /** Σ p(s' | s, a) r(s, a, s'), `[S·A]`; −∞ where an outcome is forbidden. */
  readonly reward: Floats;
  readonly outcomes: OutcomeTable;
}

/** A table of floats; what stands in it was checked when it was made. */
export const FLOATS: Shape<Floats> = shapeOf(
  "a Float64Array",
  (value) => value instanceof Float64Array ? undefined : wrongKind(value, "a Float64Array"),
);

const INTEGERS: Shape<Integers> = shapeOf(
  "an Int32Array",
  (value) => value instanceof Int32Array ? undefined : wrongKind(value, "an Int32Array"),
);

/** Names of states or actions. */
export const NAMES: Shape<readonly string[]> = shapeOf(
  "a list of names",
  (value) =>
    Array.isArray(value) && value.length > 0 ? undefined : wrongKind(value, "a list of names"),
);

const PARTS = record({
  states: NAMES,
  actions: NAMES,
  horizon: variants({
    finite: { steps: whole(1) },
    discounted: { discount: numberWith("a number in [0, 1)", (value) => value >= 0 && value < 1) },
  }),
  initial: FLOATS,
  prior: FLOATS,
  reward: FLOATS,
  outcomes: record({
    offsets: INTEGERS,
    successor: INTEGERS,
    probability: FLOATS,
    reward: FLOATS,
  }),
}, "an Mdp (make one with mdp or sparseMdp)");

/**
 * An MDP as its makers give it: its parts and their sizes, for what stands in them was checked when
 * it was made. To a door it says S, A, SA and, with a number of steps, T.
 */
export const MDP: Shape<Mdp> = shapeOf(PARTS.wish, (value, sizes: Sizes = {}) => {
  const found = PARTS.fault(value);
  if (found !== undefined) return found;
  const { states, actions, horizon, initial, prior, reward, outcomes } = value as Mdp;
  const [count, rows] = [states.length, states.length * actions.length];
  sizes["S"] = count;
  sizes["A"] = actions.length;
  sizes["SA"] = rows;
  if (horizon.kind === "finite") sizes["T"] = horizon.steps;
  const misfit = (place: string, { length }: ArrayLike<number>, wanted: number) =>
    length === wanted ? undefined : within(place, wrongSize([length], `[${wanted}]`));
  return misfit(".initial", initial, count) ?? misfit(".prior", prior, rows) ??
    misfit(".reward", reward, rows) ?? misfit(".outcomes.offsets", outcomes.offsets, rows + 1);
});
