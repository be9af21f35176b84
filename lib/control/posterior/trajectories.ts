/** Every way an episode can go, one by one: the slow and certain road that messages shorten. */
import {
  door,
  type Given,
  list as listOf,
  logarithm,
  logSumExp,
  record,
  refusal,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import type { Mdp } from "../mdp/model.ts";
import { REWARD } from "../mdp/outcomes.ts";
import { finiteMdp, stepsOf } from "../mdp/horizon.ts";
import { requireLogScale, requireReturns } from "../mdp/require_scale.ts";
import { TEMPERED } from "../mdp/soft_options.ts";

const [LIST, WEIGH] = ["list trajectories", "weigh trajectories"] as const;
const LISTING = settings({ most: setting(whole(1), 1_000_000) });
/** What is read of a trajectory: there may be a million. */
const TRAJECTORY = record(
  { logPrior: logarithm, return: REWARD },
  "a Trajectory { states, actions, logPrior, return }",
);
const checkListing = door(LIST, { mdp: finiteMdp("absorbDiscount(mdp, steps) gives one") });
const checkWeighing = door(WEIGH, { list: listOf(TRAJECTORY) });

/** τ = (s₁, a₁, s₂, …, s_T, a_T, s_T+1). */
export interface Trajectory {
  /** `[T + 1]`, the state after the last action included. */
  readonly states: readonly number[];
  /** `[T]`. */
  readonly actions: readonly number[];
  /** log p(τ) = log p(s₁) + Σ log p(a_t | s_t) + Σ log p(s_t+1 | s_t, a_t), nats. */
  readonly logPrior: number;
  /** Σ r(s_t, a_t, s_t+1), in units of reward; −∞ when something forbidden happens. */
  readonly return: number;
}

/**
 * All trajectories with p(τ) > 0, in lexicographic order of s₁, a₁, s₂, …; exact. Where an MDP lists
 * a successor twice (with different rewards), so are the trajectories through it.
 *
 * @param options `most` trajectories to list; default 1,000,000. They multiply with every step: this
 *   is for small worlds
 * @throws {RangeError} saying how many there are, when there are more; for a discounted MDP, and when
 *   a return overflows
 * @example
 * ```ts
 * import { lottery, trajectories } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const all = trajectories(lottery({ chance: 0.01, prize: 10_000, loss: 1000 }));
 * assertEquals(all.map((each) => each.return), [0, 10_000, -1000]); // skip, won, lost
 * ```
 */
export function trajectories(
  mdp: Mdp,
  options?: Given<typeof LISTING>,
): readonly Trajectory[] {
  const { most } = LISTING.read(LIST, options);
  checkListing({ mdp });
  requireReturns(LIST, mdp);
  const steps = stepsOf(mdp), count = countTrajectories(mdp, steps);
  if (count > most) {
    const wish = `at most ${most}; messages need no list`;
    throw new RangeError(refusal(LIST, "their number", count, wish));
  }
  let found: readonly Trajectory[] = Array.from(mdp.initial.entries())
    .filter(([, probability]) => probability > 0)
    .map(([s, p]) => ({ states: [s], actions: [], logPrior: Math.log(p), return: 0 }));
  for (let t = 0; t < steps; t++) found = found.flatMap((each) => continuations(mdp, each));
  return found;
}

/** Σ over s₁ of the number of ways to go on, counted from the end; a float, for it can be huge. */
function countTrajectories(mdp: Mdp, steps: number): number {
  const { offsets, successor } = mdp.outcomes;
  const actions = mdp.actions.length;
  let ways = new Float64Array(mdp.states.length).fill(1);
  for (let t = 0; t < steps; t++) {
    const before = new Float64Array(ways.length);
    mdp.prior.forEach((prior, row) => {
      if (prior === 0) return;
      for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
        before[Math.floor(row / actions)]! += ways[successor[n]!]!;
      }
    });
    ways = before;
  }
  return ways.reduce((sum, count, s) => sum + (mdp.initial[s]! > 0 ? count : 0), 0);
}

/** The trajectory with one more step, in every possible way. */
function continuations(mdp: Mdp, { states, actions, logPrior, ...so }: Trajectory): Trajectory[] {
  const { offsets, successor, probability, reward } = mdp.outcomes;
  const longer: Trajectory[] = [];
  for (let a = 0; a < mdp.actions.length; a++) {
    const row = states.at(-1)! * mdp.actions.length + a;
    const prior = mdp.prior[row]!;
    if (prior === 0) continue;
    for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
      longer.push({
        states: [...states, successor[n]!],
        actions: [...actions, a],
        logPrior: logPrior + Math.log(prior) + Math.log(probability[n]!),
        return: so.return + reward[n]!,
      });
    }
  }
  return longer;
}

/** p(τ | O) of each trajectory of a list, and what normalizes it. */
export interface TrajectoryPosterior {
  /** log p(O₁:T), nats. */
  readonly logEvidence: number;
  /** p(τ | O₁:T), in the order of the list; sums to 1. */
  readonly probability: readonly number[];
}

/**
 * p(τ | O₁:T) = p(τ) exp(return/α) / p(O₁:T) with p(O₁:T) = Σ p(τ) exp(return/α), over all
 * trajectories; exact. Levine 2018 (arXiv:1805.00909), section 2.2, which leaves the uniform prior
 * out of it; for deterministic dynamics, one start and a uniform prior p(τ | O) ∝ exp(return/α).
 *
 * @param list every trajectory with p(τ) > 0, as {@link trajectories} gives it
 * @param options temperature α > 0, in units of reward; default 1
 * @throws {RangeError} for a temperature that is not above 0 or too low for the returns, and when
 *   none can be optimal; {ShapeError} for an empty list
 * @example
 * ```ts
 * import { lottery, trajectories, trajectoryPosterior } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const all = trajectories(lottery({ chance: 0.5, prize: 1, loss: 1 }));
 * const { logEvidence } = trajectoryPosterior(all);
 * assertAlmostEquals(logEvidence, Math.log(0.5 + 0.25 * (Math.E + 1 / Math.E)), 1e-15);
 * ```
 */
export function trajectoryPosterior(
  list: readonly Trajectory[],
  options?: Given<typeof TEMPERED>,
): TrajectoryPosterior {
  const { temperature } = TEMPERED.read(WEIGH, options);
  checkWeighing({ list });
  requireLogScale(WEIGH, list.map((each) => each.return), 1, temperature);
  const logs = list.map((each) => each.logPrior + each.return / temperature);
  const logEvidence = logSumExp(logs);
  if (logEvidence === -Infinity) {
    throw new RangeError(refusal(WEIGH, "the evidence", 0, "a trajectory with a return above −∞"));
  }
  return { logEvidence, probability: logs.map((value) => Math.exp(value - logEvidence)) };
}
