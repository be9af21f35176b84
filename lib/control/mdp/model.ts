/** What a finite Markov decision process is, as plain readonly data. */

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
