/** Figures of chapter 19. */
import { bars, type Figure, figure, line, markers, requireSome, rule } from "lib/viz";

/**
 * Densities of actions squashed by tanh, one for each spread of what is squashed.
 *
 * @param actions where, inside (−1, 1)
 * @param densities for each spread σ, a density at each action
 */
export function squashedDensities(
  actions: readonly number[],
  densities: readonly { readonly sigma: number; readonly density: readonly number[] }[],
): Figure {
  requireSome("densities", densities);
  return figure({
    description:
      "Densities of tanh of a Gaussian over actions from -1 to 1: narrow spreads give a " +
      "bell, a middle one is nearly flat, wide ones pile up at both ends.",
    x: { title: "action a", domain: [-1, 1] },
    y: { title: "density π(a)", domain: [0, 2] },
    layers: densities.map(({ sigma, density }) =>
      line({ name: `σ = ${sigma}`, x: actions, y: density })
    ),
    height: 260,
  });
}

/**
 * Entropy of a squashed Gaussian over the spread of what is squashed.
 *
 * @param sigmas spreads, logarithmic axis
 * @param entropies nats, of actions in [−1, 1]
 * @param marks points with words
 */
export function squashedEntropy(
  sigmas: readonly number[],
  entropies: readonly number[],
  marks: readonly {
    readonly sigma: number;
    readonly entropy: number;
    readonly text: string;
    readonly side: "right" | "below";
  }[],
): Figure {
  requireSome("sigmas", sigmas);
  return figure({
    description:
      "Entropy of tanh of a Gaussian over its spread: it rises to a top of 0.684 nats near " +
      "a spread of 0.87, just below log 2, and falls again; every lower value is met twice.",
    x: { title: "σ before squashing", log: true },
    y: { title: "entropy of the action", unit: "nats", domain: [-2, 1] },
    layers: [
      rule({ y: Math.LN2, label: "log 2, the uniform distribution" }),
      line({ name: "entropy", x: sigmas, y: entropies }),
      ...marks.map(({ sigma, entropy, text, side }) =>
        markers({ x: [sigma], y: [entropy], text: [text], side })
      ),
    ],
    height: 260,
  });
}

/**
 * A density with humps, and policies that try to be near it.
 *
 * @param actions where, inside (−1, 1)
 * @param target the density e^{Q/α}/Z at each
 * @param policies each with its density at each action
 */
export function humpsAndPolicies(
  actions: readonly number[],
  target: readonly number[],
  policies: readonly { readonly name: string; readonly density: readonly number[] }[],
): Figure {
  requireSome("policies", policies);
  return figure({
    description:
      "A density with two humps over actions from -1 to 1, and policies of one hump that " +
      "settled on either: none covers both.",
    x: { title: "action a", domain: [-1, 1] },
    y: { title: "density" },
    layers: [
      line({ name: "exp(Q/α)/Z", x: actions, y: target }),
      ...policies.map(({ name, density }) => line({ name, x: actions, y: density })),
    ],
    height: 240,
  });
}

/**
 * How often random actions reach the goal, by how long each is held.
 *
 * @param holds steps for which an action is held
 * @param shares share of episodes that reach the goal, 0 … 1
 */
export function goalsByHold(holds: readonly number[], shares: readonly number[]): Figure {
  requireSome("holds", holds);
  return figure({
    description:
      "Share of random episodes that reach the goal over how long each action is held: " +
      "almost none at one step, nine in ten at 20 to 40, hardly any at 80, half again at 120.",
    x: { title: "steps for which an action is held", categories: holds.map(String) },
    y: { title: "episodes that reach the goal", domain: [0, 1], format: "%" },
    layers: [bars({ name: "random actions", x: holds.map(String), y: shares })],
    height: 220,
  });
}
