/** Figures of chapter 02: the inequality, the bound, and where it touches. */
import { dots, type Figure, figure, line, markers, rule } from "lib/viz";

/**
 * Both Kullback–Leibler divergences between a two-valued q and a fixed p, over q's first share.
 *
 * @param shares q's share of the first value, in order
 * @param forward KL(q ‖ p) at each, nats
 * @param backward KL(p ‖ q) at each, nats
 */
export function divergenceCurves(
  shares: readonly number[],
  forward: readonly number[],
  backward: readonly number[],
): Figure {
  return figure({
    description:
      "Two bowl-shaped curves over q's share of the first value, KL of q from p and of " +
      "p from q: both touch zero only where q equals p, and only the second shoots up at the edges.",
    x: { title: "q(first value)", domain: [0, 1] },
    y: { title: "divergence", unit: "nats", domain: [0, 3] },
    layers: [
      line({ name: "KL(q ‖ p)", x: shares, y: forward }),
      line({ name: "KL(p ‖ q)", x: shares, y: backward }),
      rule({ x: shares[forward.indexOf(Math.min(...forward))]!, label: "q = p" }),
    ],
    height: 240,
  });
}

/** The logarithm with a chord between two points: its middle lies below the curve. */
export function jensenChord(low: number, high: number): Figure {
  const x = Array.from({ length: 120 }, (_, i) => 0.5 + (i / 119) * (high + 0.5));
  const middle = (low + high) / 2;
  const [onChord, onCurve] = [(Math.log(low) + Math.log(high)) / 2, Math.log(middle)];
  return figure({
    description: "The curve of log x with a straight chord between two of its points; at the " +
      "middle of the chord the curve lies higher, and the vertical distance is Jensen's gap.",
    x: { title: "x" },
    y: { title: "log x", unit: "nats" },
    layers: [
      line({ name: "log x", x, y: x.map(Math.log) }),
      line({ name: "chord", x: [low, high], y: [Math.log(low), Math.log(high)] }),
      line({ name: "gap", x: [middle, middle], y: [onChord, onCurve] }),
      markers({ x: [middle], y: [onChord], text: ["E[log X]"], side: "below" }),
      markers({ x: [middle], y: [onCurve], text: ["log E[X]"], side: "above" }),
    ],
    height: 260,
  });
}

/**
 * The ELBO as a hill over a two-valued q, under the line that it cannot cross.
 *
 * @param shares q's share of the second value, in order
 * @param elbos the bound at each, nats
 * @param exact the evidence and the posterior's share
 */
export function boundHill(
  shares: readonly number[],
  elbos: readonly number[],
  exact: { readonly logEvidence: number; readonly posterior: number },
): Figure {
  return figure({
    description: "The ELBO as a hill over q of the second value: it touches the dashed line " +
      `log p(x) = ${exact.logEvidence.toFixed(3)} nats at one point only, ` +
      `${exact.posterior.toFixed(3)}, and falls away on both sides.`,
    x: { title: "q(long)", domain: [0, 1] },
    y: { title: "bound", unit: "nats" },
    layers: [
      line({ name: "ELBO(q)", x: shares, y: elbos }),
      markers({
        x: [exact.posterior],
        y: [exact.logEvidence],
        text: ["q(z) = p(z | x)"],
        side: "below",
      }),
      rule({ y: exact.logEvidence, label: "log p(x)" }),
    ],
    height: 280,
  });
}

/**
 * A log-likelihood over a model parameter, with bounds that touch it from below.
 *
 * @param parameter positions, in order
 * @param logEvidence log p(x; a) at each, nats
 * @param bounds each tight at its `start`, with its value at each position
 */
export function touchingBounds(
  parameter: readonly number[],
  logEvidence: readonly number[],
  bounds: readonly { readonly start: number; readonly bound: readonly number[] }[],
): Figure {
  const lowest = Math.min(...logEvidence) - 0.6;
  const shown = ({ bound }: { readonly bound: readonly number[] }) =>
    parameter.flatMap((x, i) => (bound[i]! >= lowest ? [{ x, y: bound[i]! }] : []));
  const at = (start: number) =>
    parameter.reduce(
      (best, x, i) => Math.abs(x - start) < Math.abs(parameter[best]! - start) ? i : best,
      0,
    );
  return figure({
    description:
      `The log-likelihood over the model's slope a, with ${bounds.length} lower bounds; ` +
      "each touches it at one dot, never crosses it, and has its own top further uphill.",
    x: { title: "model parameter a" },
    y: {
      title: "log p(x; a) and bounds",
      unit: "nats",
      domain: [lowest, Math.max(...logEvidence) + 0.1],
    },
    layers: [
      line({ name: "log p(x; a)", x: parameter, y: logEvidence, width: 3 }),
      ...bounds.map((each) =>
        line({
          name: `ELBO, touches at ${each.start}`,
          x: shown(each).map(({ x }) => x),
          y: shown(each).map(({ y }) => y),
          width: 2,
        })
      ),
      markers({
        x: bounds.map(({ start }) => parameter[at(start)]!),
        y: bounds.map(({ start }) => logEvidence[at(start)]!),
        text: bounds.map(() => ""),
      }),
    ],
  });
}

/** What a guess that does not look at the datum gives away, over the waits, one dot a wait. */
export function priceOfNotLooking(
  rows: readonly { readonly wait: number; readonly kl: number }[],
): Figure {
  const sorted = rows.toSorted((a, b) => a.wait - b.wait);
  return figure({
    description: `Gap of the bound over the wait for ${rows.length} waits when q is the prior: ` +
      "smallest in a valley between the two moods, rising on both sides of it.",
    x: { title: "wait until the next eruption", unit: "min" },
    y: { title: "gap KL(prior ‖ posterior)", unit: "nats" },
    layers: [
      dots({ name: "one wait", x: sorted.map(({ wait }) => wait), y: sorted.map(({ kl }) => kl) }),
    ],
    height: 240,
  });
}
