/** Figures of chapter 19: one decision by a squashed Gaussian. */
import { integrate } from "lib/math";
import { band, dots, type Figure, figure, label, line, note, requireSome, rule } from "lib/viz";

const actionAxis = { title: "action a", domain: [-1, 1], values: [-1, -0.5, 0, 0.5, 1] } as const;

/**
 * Densities of actions squashed by tanh, one for each spread of what is squashed.
 *
 * @param actions where, inside (−1, 1)
 * @param densities for three spreads σ, ascending, a density at each action
 */
export function squashedDensities(
  actions: ArrayLike<number>,
  densities: readonly { readonly sigma: number; readonly density: readonly number[] }[],
): Figure {
  const looks = [
    { role: "quiet", dash: "solid", at: { x: 0.26, y: 1.3, align: "left" } },
    { role: "ink", dash: "dashed", at: { x: 0, y: 0.68, align: "center" } },
    { role: "bound", dash: "solid", at: { x: 0.88, y: 0.85, align: "right" } },
  ] as const;
  const told = densities.map(({ sigma }) => `σ = ${sigma}`);
  const { last } = requireSome("densities", densities);
  const share = `${(100 * atTheEnds(last.sigma)).toFixed(0)} %`;
  return figure({
    headline: "Wider is not more random:\nit piles up at both ends",
    description:
      `Densities of tanh of a Gaussian over actions from −1 to 1, for ${told.join(", ")}: the ` +
      `narrow one is a bell, the middle one nearly flat, the wide one piles up at both ends: ${share} of it lie beyond ±${end}.`,
    x: actionAxis,
    y: { title: "density π(a)", domain: [0, ceiling], values: [0, 0.5, 1, 1.5, 2] },
    height: 240,
    layers: [
      ...[-1, 1].map((side) =>
        band({ ...endOf(actions, last.density, side), role: "bound", opacity: 0.3 })
      ),
      ...densities.map(({ sigma, density }, i) =>
        line({
          name: `σ = ${sigma}`,
          x: actions,
          y: density,
          role: looks[i % 3]!.role,
          dash: looks[i % 3]!.dash,
          width: 3,
        })
      ),
      ...densities.map((_, i) =>
        label({ text: told[i]!, ...looks[i % 3]!.at, role: looks[i % 3]!.role })
      ),
      note({
        text: [`${share} of it`, `beyond ±${end}`],
        x: -0.8,
        y: 1.75,
        at: { x: -0.955, y: 0.9 },
        align: "left",
      }),
    ],
  });
}

/** Actions beyond ± this are at the ends. */
const end = 0.9;
/** Of the frame, in density. */
const ceiling = 2;

/** The part of a curve beyond one end, down to zero, to be tinted; straight between its points. */
function endOf(x: ArrayLike<number>, y: readonly number[], side: number) {
  const points = Array.from(x, (each, i) => ({ x: each, y: y[i]! }));
  const ordered = side < 0 ? points.toReversed() : points;
  const first = Math.max(1, ordered.findIndex((at) => side * at.x >= end));
  const [from, to] = [ordered[first - 1]!, ordered[first]!];
  const edge = from.y + (to.y - from.y) * (side * end - from.x) / (to.x - from.x);
  const kept = [{ x: side * end, y: edge }, ...ordered.slice(first)];
  return {
    name: "at an end",
    x: kept.map((at) => at.x),
    low: kept.map(() => 0),
    high: kept.map((at) => Math.min(at.y, ceiling)), // as far as the frame goes
  };
}

/** P(|tanh u| > end) for u ~ N(0, σ²): what lies outside the bell's middle. */
function atTheEnds(sigma: number): number {
  const far = Math.atanh(end) / sigma;
  const bell = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return 1 - integrate(bell, -far, far).value;
}

/**
 * Entropy of a squashed Gaussian over the spread of what is squashed.
 *
 * @param sigmas spreads, logarithmic axis
 * @param entropies nats, of actions in [−1, 1]
 * @param marks a narrow spread, the one of the largest entropy, and a wide one
 */
export function squashedEntropy(
  sigmas: readonly number[],
  entropies: readonly number[],
  marks: readonly { readonly sigma: number; readonly entropy: number }[],
): Figure {
  requireSome("sigmas", sigmas);
  const [narrow, top, wide] = marks;
  return figure({
    headline: "Every entropy below the top is met\ntwice: by a bell and by bang-bang",
    description:
      `Entropy of tanh of a Gaussian over its spread: it rises to ${
        top!.entropy.toFixed(3)
      } nats ` +
      `at σ = ${top!.sigma.toFixed(2)}, just below log 2, and falls again; ${
        narrow!.entropy.toFixed(2).replace("-", "−")
      } nats are met at σ = ${narrow!.sigma} and at ${wide!.sigma}.`,
    x: {
      title: "σ before squashing",
      log: true,
      domain: [0.03, 10],
      values: [0.03, 0.1, 0.3, 1, 3, 10],
      format: "~g",
    },
    y: { title: "entropy of the action", unit: "nats", domain: [-2, 1], values: [-2, -1, 0, 1] },
    height: 250,
    layers: [
      rule({ y: Math.LN2, label: "", role: "ink" }),
      line({ name: "entropy", ...within(sigmas, entropies), role: "bound", width: 3 }),
      dots({
        name: "marked",
        x: marks.map(({ sigma }) => sigma),
        y: marks.map(({ entropy }) => entropy),
        role: "bound",
        size: 90,
      }),
      label({ text: "log 2, the uniform distribution", x: 0.033, y: 0.83, bold: false }),
      note({
        text: `${top!.entropy.toFixed(3)} at most`,
        x: 0.9,
        y: 0,
        at: { x: top!.sigma, y: top!.entropy - 0.06 },
      }),
      label({ text: `σ = ${narrow!.sigma}`, x: 0.1, y: -1.15 }),
      label({ text: `σ = ${wide!.sigma}`, x: 2.6, y: -1.15, align: "right" }),
    ],
  });
}

function within(x: readonly number[], y: readonly number[]) {
  const kept = x.map((each, i) => ({ x: each, y: y[i]! }))
    .filter((at) => at.x >= 0.03 && at.x <= 10 && at.y >= -2);
  return { x: kept.map((at) => at.x), y: kept.map((at) => at.y) };
}

/**
 * A density with humps, and policies that try to be near it.
 *
 * @param actions where, inside (−1, 1)
 * @param target the density e^{Q/α}/Z at each
 * @param policies two, the one on the right hump first, each with its density at each action
 */
export function humpsAndPolicies(
  actions: readonly number[],
  target: readonly number[],
  policies: readonly { readonly name: string; readonly density: readonly number[] }[],
): Figure {
  requireSome("policies", policies);
  const tops = policies.map(({ density }) => density.indexOf(Math.max(...density)));
  const highest = Math.max(...target, ...policies.flatMap(({ density }) => density));
  return figure({
    headline: "Cold, one Gaussian takes one hump:\nthe one that it started near",
    description:
      `A density with two humps over actions from −1 to 1, and two policies of one hump each, with tops at ${
        tops.map((i) => actions[i]!.toFixed(2).replace("-", "−")).join(" and ")
      }.`,
    x: actionAxis,
    y: { title: "density", domain: [0, Math.ceil(highest * 1.15)] },
    height: 250,
    layers: [
      line({ name: "exp(Q/α)/Z", x: actions, y: target, role: "ink", width: 3 }),
      ...policies.map(({ name, density }, i) =>
        line({
          name,
          x: actions,
          y: density,
          role: "bound",
          width: 2.5,
          dash: i === 0 ? "solid" : "dashed",
        })
      ),
      label({ text: ["e^(Q/α) / Z,", "α = 0.3"], x: 0.05, y: 0.35 * highest, align: "center" }),
      ...policies.map(({ name, density }, i) =>
        label({
          text: name,
          x: actions[tops[i]!]!,
          y: Math.max(...density) + 0.07 * highest,
          align: "center",
          role: "bound",
        })
      ),
    ],
  });
}
