/** Messages of the posterior over trajectories: backward, forward, and the evidence. */
import {
  door,
  finite,
  type Given,
  list,
  logSumExp,
  positive,
  record,
  refusal,
  type Shape,
  shapeOf,
} from "../../math/mod.ts";
import { type LogEntry, logProduct, type LogRows, logRows } from "./log_rows.ts";
import { FLOATS, type Floats, type Mdp } from "../mdp/model.ts";
import { finiteMdp, stepsOf } from "../mdp/horizon.ts";
import { requireLogScale } from "../mdp/require_scale.ts";
import { TEMPERED } from "../mdp/soft_options.ts";

const DOING = "pass messages";
const checkMessages = door(DOING, { mdp: finiteMdp("absorbDiscount(mdp, steps) gives one") });

/**
 * What the posterior p(τ | O₁:T) needs, all as logarithms in nats; step t of the equations is index
 * t − 1 of the lists. −∞ stands for "cannot be".
 */
export interface PosteriorMessages {
  readonly temperature: number;
  /** log p(O₁:T). */
  readonly logEvidence: number;
  /** log p(O_t | O₁:t−1), `[T]`; their sum is the evidence. */
  readonly logStep: Floats;
  /** log β_t(s, a) = log p(O_t:T | s_t = s, a_t = a), `[T][S·A]`. */
  readonly actionBackward: readonly Floats[];
  /** log β_t(s) = log p(O_t:T | s_t = s), `[T + 1][S]`; the last is 0. */
  readonly stateBackward: readonly Floats[];
  /** log α_t(s) = log p(s_t = s | O₁:t−1), `[T + 1][S]`; each sums to 1 as probabilities. */
  readonly forward: readonly Floats[];
}

const LISTS = list(FLOATS);
const PARTS = record({
  temperature: positive,
  logEvidence: finite,
  logStep: FLOATS,
  actionBackward: LISTS,
  stateBackward: LISTS,
  forward: LISTS,
}, "PosteriorMessages (made by posteriorMessages)");

/** Messages as they are made; if a door has an MDP before them, those of one of its size. */
export const MESSAGES: Shape<PosteriorMessages> = shapeOf(PARTS.wish, (value, sizes = {}) => {
  const found = PARTS.fault(value);
  if (found !== undefined || sizes["S"] === undefined) return found;
  const { logStep, stateBackward, actionBackward } = value as PosteriorMessages;
  const [steps, states] = [logStep.length, stateBackward[0]!.length];
  const actions = actionBackward[0]!.length / states;
  if (sizes["T"] === steps && sizes["S"] === states && sizes["A"] === actions) return undefined;
  const got = `of ${steps} steps, ${states} states and ${actions} actions`;
  return (doing, argument) =>
    new RangeError(`Cannot ${doing}: ${argument} are ${got}, expected those of this MDP`);
});

/**
 * The messages of the control problem read as inference, exactly: p(O_t | s, a, s') = exp(r/α) with
 * temperature α.
 *
 * Backward: β_t(s, a) = Σ p(s' | s, a) exp(r(s, a, s')/α) β_t+1(s') and β_t(s) = Σ p(a | s) β_t(s, a),
 * from β_T+1 = 1. Forward: α_1 = p(s₁) and α_t+1(s') = Σ α_t(s) p(a | s) p(s' | s, a) exp(r/α) /
 * p(O_t | O₁:t−1). Levine 2018 (arXiv:1805.00909), section 2.3; there the reward depends on (s, a)
 * alone, and the prior is uniform and left out.
 *
 * Only where every r ≤ 0 are exp(r/α), β and the evidence probabilities. Everything else holds for
 * rewards of any sign: policy, dynamics, marginals, forward messages and p(τ | O) are the same for r
 * and r + c, while log β_t moves by (T − t + 1)c/α and the log-evidence by Tc/α.
 *
 * The dynamics of this posterior are not those of the world (see {@link posteriorDynamics}): it
 * hopes. Exact up to rounding; 10,000 steps neither under- nor overflow.
 *
 * @param options temperature α > 0, in units of reward; default 1
 * @throws {RangeError} for a discounted MDP (see {@link absorbDiscount}), for a temperature that is not
 *   above 0, and when no trajectory can be optimal, so that there is nothing to condition on
 * @example
 * ```ts
 * import { mdp, posteriorMessages } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const coin = mdp({
 *   states: ["table"],
 *   actions: ["heads", "tails"],
 *   transition: [[[1], [1]]],
 *   reward: [[0, -1]],
 *   steps: 3,
 * });
 * const { logEvidence } = posteriorMessages(coin);
 * assertAlmostEquals(logEvidence, 3 * Math.log((1 + Math.exp(-1)) / 2), 1e-14);
 * ```
 */
export function posteriorMessages(
  mdp: Mdp,
  options?: Given<typeof TEMPERED>,
): PosteriorMessages {
  const { temperature } = TEMPERED.read(DOING, options);
  checkMessages({ mdp });
  return messagesOf(mdp, temperature);
}

/** As {@link posteriorMessages}, for arguments already checked. */
export function messagesOf(mdp: Mdp, temperature: number): PosteriorMessages {
  const steps = stepsOf(mdp);
  requireLogScale(DOING, mdp.outcomes.reward, steps, temperature);
  const { actionBackward, stateBackward } = backward(mdp, steps, temperature);
  const logInitial = mdp.initial.map(Math.log);
  const logEvidence = logSumExp(stateBackward[0]!.map((beta, s) => logInitial[s]! + beta));
  if (logEvidence === -Infinity) {
    const wish = "a trajectory of positive probability that meets no reward of −∞";
    throw new RangeError(refusal(DOING, "the evidence", 0, wish));
  }
  const { forward, logStep } = forwardPass(mdp, logInitial, steps, temperature);
  return { temperature, logEvidence, logStep, actionBackward, stateBackward, forward };
}

function backward(mdp: Mdp, steps: number, temperature: number) {
  const toOutcomes = outcomeRows(mdp, temperature);
  const toActions = priorRows(mdp);
  const actionBackward: Floats[] = new Array(steps);
  const stateBackward: Floats[] = new Array(steps + 1);
  stateBackward[steps] = new Float64Array(mdp.states.length);
  for (let t = steps - 1; t >= 0; t--) {
    actionBackward[t] = logProduct(toOutcomes, stateBackward[t + 1]!);
    stateBackward[t] = logProduct(toActions, actionBackward[t]!);
  }
  return { actionBackward, stateBackward };
}

function forwardPass(mdp: Mdp, logInitial: Floats, steps: number, temperature: number) {
  const fromStates = incomingRows(mdp, temperature);
  const logStep = new Float64Array(steps);
  const forward: Floats[] = [logInitial];
  for (let t = 0; t < steps; t++) {
    const joint = logProduct(fromStates, forward[t]!); // log p(s_t+1, O_t | O₁:t−1)
    const total = logStep[t] = logSumExp(joint);
    forward.push(joint.map((value) => value - total));
  }
  return { forward, logStep };
}

/** log p(s' | s, a) + r/α, from (s, a) to s'. */
function outcomeRows(mdp: Mdp, temperature: number): LogRows {
  const entries: LogEntry[] = [];
  forEachOutcome(mdp, (row, n) =>
    entries.push({
      row,
      column: mdp.outcomes.successor[n]!,
      logWeight: logOutcome(mdp, n, temperature),
    }));
  return logRows(mdp.prior.length, entries);
}

/** log p(a | s), from s to (s, a). */
function priorRows(mdp: Mdp): LogRows {
  const actions = mdp.actions.length;
  const entries = Array.from(mdp.prior, (prior, column) => ({
    row: Math.floor(column / actions),
    column,
    logWeight: Math.log(prior),
  }));
  return logRows(mdp.states.length, entries);
}

/** log p(a | s) + log p(s' | s, a) + r/α, from s' back to s. */
function incomingRows(mdp: Mdp, temperature: number): LogRows {
  const entries: LogEntry[] = [];
  forEachOutcome(mdp, (row, n) =>
    entries.push({
      row: mdp.outcomes.successor[n]!,
      column: Math.floor(row / mdp.actions.length),
      logWeight: Math.log(mdp.prior[row]!) + logOutcome(mdp, n, temperature),
    }));
  return logRows(mdp.states.length, entries);
}

function forEachOutcome({ outcomes: { offsets } }: Mdp, visit: (row: number, n: number) => void) {
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let n = offsets[row]!; n < offsets[row + 1]!; n++) visit(row, n);
  }
}

function logOutcome({ outcomes }: Mdp, n: number, temperature: number): number {
  return Math.log(outcomes.probability[n]!) + outcomes.reward[n]! / temperature;
}
