/** The bound on the log-evidence of optimality, and the three parts of its gap. */
import { door, type Given } from "../../math/mod.ts";
import { averageOver, visits } from "../bellman/occupancy.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { messagesOf, type PosteriorMessages } from "./messages.ts";
import { finiteMdp } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { POLICIES, requireWithinPrior } from "../mdp/require_tables.ts";
import { TEMPERED } from "../mdp/soft_options.ts";

const DOING = "evaluate controlBound";
const checkBound = door(DOING, { mdp: finiteMdp("use absorbDiscount"), policy: POLICIES });

/** What a policy attains of the log-evidence, and where the rest is. All in nats but the return. */
export interface ControlBound {
  /** E_q[Σ r], reward units. */
  readonly expectedReturn: number;
  /** E_q[Σ KL(π_t(·|s_t) ‖ p(·|s_t))]. */
  readonly divergenceFromPrior: number;
  /** expectedReturn/α − divergenceFromPrior. */
  readonly bound: number;
  /** log p(O_1:T). */
  readonly logEvidence: number;
  /** KL(q(τ) ‖ p(τ | O_1:T)), in three parts, none below 0 but by rounding. */
  readonly gap: {
    /** KL(p(s_1) ‖ p(s_1 | O)): where one began, against where one wishes to have begun. */
    readonly initial: number;
    /** E_q[Σ KL(p(·|s_t,a_t) ‖ p(·|s_t,a_t,O))]: the world, against the lucky world. */
    readonly dynamics: number;
    /** E_q[Σ KL(π_t(·|s_t) ‖ p(·|s_t,O))]: the policy, against the posterior's. */
    readonly action: number;
  };
}

/**
 * The evidence lower bound of control. With q(τ) = p(s_1) Π π_t(a_t|s_t) p(s_t+1|s_t,a_t), the
 * policy in the world as it is,
 * log p(O_1:T) = E_q[Σ r/α] − E_q[Σ KL(π_t ‖ p(·|s_t))] + KL(q(τ) ‖ p(τ | O_1:T)).
 * The last term splits by the chain rule into an initial, a dynamics and an action part. Each number
 * is computed by its own formula from messages in log space, so that their sum is a check, not a
 * definition. Where chance decides what is earned, no policy closes the dynamics part;
 * `variationalBackward` gives the policy with the largest bound. Rewards of any sign (with r > 0
 * `logEvidence` is the logarithm of a weight, which may exceed 0). Exact to rounding. Levine 2018,
 * section 3.2 (uniform prior, left out there).
 *
 * @param mdp with a number of steps
 * @param policy π_t(a | s), `[T][S·A]`
 * @param options temperature α > 0; 1 when left out
 * @returns bound −∞, and a part of the gap +∞, when the policy can meet what is forbidden
 * @throws {RangeError} where the prior is 0 and the policy not, when no trajectory can be optimal,
 *   when the horizon is discounted or a return overflows, and for a policy or a temperature that is none
 * @example
 * ```ts
 * import { controlBound, lottery, variationalBackward } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const game = lottery({ chance: 0.1, prize: 10, loss: 1 });
 * const { bound, gap, logEvidence } = controlBound(game, variationalBackward(game).policy);
 * assertAlmostEquals(bound + gap.initial + gap.dynamics + gap.action, logEvidence, 1e-12);
 * ```
 */
export function controlBound(
  mdp: Mdp,
  policy: readonly Floats[],
  options?: Given<typeof TEMPERED>,
): ControlBound {
  const { temperature } = TEMPERED.read(DOING, options);
  checkBound({ mdp, policy });
  requireReturns(DOING, mdp);
  policy.forEach((table, t) => requireWithinPrior(DOING, `policy[${t}]`, table, mdp));
  const messages = messagesOf(mdp, temperature);
  const { steps, stuck } = visits(mdp, policy);
  const average = (table: (step: number) => Floats) => averageOver(mdp, steps, policy, table);
  const lost = stuck !== undefined; // where no action is possible nothing is, whatever it costs
  const expectedReturn = lost ? -Infinity : average(() => mdp.reward);
  const divergenceFromPrior = average((t) => logRatio(policy[t]!, mdp.prior));
  const bound = expectedReturn / temperature - divergenceFromPrior;
  const gap = {
    initial: initialGap(mdp, messages),
    dynamics: average((t) => dynamicsGap(mdp, messages, t)),
    action: lost ? Infinity : average((t) => actionGap(mdp, messages, policy[t]!, t)),
  };
  return { expectedReturn, divergenceFromPrior, bound, logEvidence: messages.logEvidence, gap };
}

function logRatio(over: Floats, under: Floats): Floats {
  return over.map((value, i) => Math.log(value / under[i]!));
}

/** Σ p(s₁) log(p(s₁)/p(s₁|O)), where p(s₁|O) = p(s₁) β₁(s₁)/p(O). */
function initialGap({ initial }: Mdp, { stateBackward, logEvidence }: PosteriorMessages): number {
  let gap = 0;
  stateBackward[0]!.forEach((beta, s) => {
    if (initial[s]! > 0) gap += initial[s]! * (logEvidence - beta);
  });
  return gap;
}

/**
 * Σ p(s'|s,a) log(p(s'|s,a)/p(s'|s,a,O)) of each (s, a), where p(s'|s,a,O) = p(s'|s,a) exp(r/α)
 * β_{t+1}(s')/β_t(s,a); 0 where nothing can be optimal (that costs +∞ where it is entered).
 */
function dynamicsGap({ outcomes }: Mdp, messages: PosteriorMessages, step: number): Floats {
  const { offsets, successor, probability, reward } = outcomes;
  const [beta, betaNext] = [messages.actionBackward[step]!, messages.stateBackward[step + 1]!];
  return beta.map((logBeta, row) => {
    if (logBeta === -Infinity) return 0;
    let gap = 0;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
      const logTilt = reward[k]! / messages.temperature + betaNext[successor[k]!]!;
      gap += probability[k]! * (logBeta - logTilt);
    }
    return gap;
  });
}

/** log(π(a|s)/p(a|s,O)), where p(a|s,O) = p(a|s) β_t(s,a)/β_t(s); 0 as in {@link dynamicsGap}. */
function actionGap(mdp: Mdp, messages: PosteriorMessages, policy: Floats, step: number): Floats {
  const [betaAction, betaState] = [messages.actionBackward[step]!, messages.stateBackward[step]!];
  return policy.map((chance, row) => {
    const beta = betaState[Math.floor(row / mdp.actions.length)]!;
    if (beta === -Infinity) return 0;
    return Math.log(chance / mdp.prior[row]!) - (betaAction[row]! - beta);
  });
}
