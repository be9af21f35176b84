/** A control problem as a hidden Markov chain, for whom messages of chains are older than control. */
import { door, type Given, refusal } from "../../math/mod.ts";
import type { HiddenMarkov } from "../../sequence/mod.ts";
import type { Mdp } from "../mdp/model.ts";
import { finiteMdp, stepsOf } from "../mdp/horizon.ts";
import { requireLogScale } from "../mdp/require_scale.ts";
import { TEMPERED } from "../mdp/soft_options.ts";

const DOING = "write an MDP as a chain";
const checkChain = door(DOING, { mdp: finiteMdp("absorbDiscount(mdp, steps) gives one") });

/** A hidden state of the chain: what happens in one step. */
export interface MdpEdge {
  readonly state: number;
  readonly action: number;
  readonly next: number;
}

/** A chain and what its hidden states mean. */
export interface MdpChain {
  readonly model: HiddenMarkov;
  /** Hidden state k is outcome k of the MDP. */
  readonly edges: readonly MdpEdge[];
}

/** Its transition matrix of numbers, 2000², takes 32 MB. */
const MOST_EDGES = 2000;

/**
 * The hidden Markov chain of a control problem: hidden is z_t = (s_t, a_t, s_t+1), observed is that
 * step t was optimal. p(z₁) = p(s₁) p(a | s₁) p(s' | s₁, a), p(z' | z) = p(a' | s') p(s'' | s', a')
 * where z' starts where z ends, log p(x_t | z) = r(s, a, s')/α. Its smoothed p(z_t | x₁:T) is
 * p(s_t, a_t, s_t+1 | O₁:T), its log p(x_t+1:T | z_t) is log β_t+1(s_t+1). Exact, dense.
 *
 * p(a | s) p(s' | s, a) is divided by its sum, since rows of the MDP that miss 1 by 1e-9, which is
 * allowed, would miss it by twice that in a product, which is not.
 *
 * @param options temperature α > 0, in units of reward; default 1
 * @throws {RangeError} for a discounted MDP, a temperature that is not above 0 or too low for the
 *   rewards, and more than 2,000 outcomes
 * @example
 * ```ts
 * import { hiddenMarkovOf, lottery, posteriorMessages } from "lib/control";
 * import { smoothHidden } from "lib/sequence";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 3, loss: 1, steps: 2 });
 * const { logEvidence } = smoothHidden(hiddenMarkovOf(ticket).model);
 * assertAlmostEquals(logEvidence, posteriorMessages(ticket).logEvidence, 1e-12);
 * ```
 */
export function hiddenMarkovOf(
  mdp: Mdp,
  options?: Given<typeof TEMPERED>,
): MdpChain {
  const { temperature } = TEMPERED.read(DOING, options);
  checkChain({ mdp });
  const edges = edgesOf(mdp);
  if (edges.length > MOST_EDGES) {
    const wish = `at most ${MOST_EDGES}; the chain is dense, posteriorMessages is not`;
    throw new RangeError(refusal(DOING, "the number of outcomes", edges.length, wish));
  }
  requireLogScale(DOING, mdp.outcomes.reward, stepsOf(mdp), temperature);
  const taken = chancesOf(mdp, edges);
  const logLikelihood = Array.from(mdp.outcomes.reward, (reward) => reward / temperature);
  const model = {
    initial: edges.map(({ state }, n) => mdp.initial[state]! * taken[n]!),
    transition: edges.map(({ next }) =>
      edges.map(({ state }, n) => state === next ? taken[n]! : 0)
    ),
    logLikelihood: Array.from({ length: stepsOf(mdp) }, () => logLikelihood),
  };
  return { model, edges };
}

/** p(a | s) p(s' | s, a): how each edge is taken once one is in its state; sums to 1 in each. */
function chancesOf({ states, actions, prior, outcomes }: Mdp, edges: readonly MdpEdge[]): number[] {
  const taken = edges.map(({ state, action }, n) =>
    prior[state * actions.length + action]! * outcomes.probability[n]!
  );
  const sums = new Float64Array(states.length);
  edges.forEach(({ state }, n) => sums[state]! += taken[n]!);
  return edges.map(({ state }, n) => taken[n]! / sums[state]!);
}

function edgesOf({ actions, outcomes: { offsets, successor } }: Mdp): readonly MdpEdge[] {
  const edges: MdpEdge[] = [];
  for (let row = 0; row + 1 < offsets.length; row++) {
    const [state, action] = [Math.floor(row / actions.length), row % actions.length];
    for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
      edges.push({ state, action, next: successor[n]! });
    }
  }
  return edges;
}
