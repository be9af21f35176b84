/** Figures of chapter 02: the inequality, the bound, and where it touches. */
import { dots, type Figure, figure, label, line, note, rule } from "lib/viz";

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
  const same = shares[forward.indexOf(Math.min(...forward))]!;
  return figure({
    headline: "Both ways round it is zero only\nwhere q = p; at the edges they part",
    description:
      "Two bowl-shaped curves over q's share of the first value, KL of q from p and of " +
      `p from q: both touch zero only where q equals p, at ${
        same.toFixed(2)
      }, and only the second ` +
      "shoots up at the edges.",
    x: { title: "q(first value)", domain: [0, 1], ticks: 5 },
    y: { title: "divergence", unit: "nats", domain: [0, 3], ticks: 4 },
    height: 240,
    layers: [
      line({
        name: "KL(p ‖ q)",
        x: shares,
        y: backward,
        role: "world",
        dash: "dashed",
        width: 2.5,
      }),
      line({ name: "KL(q ‖ p)", x: shares, y: forward, role: "bound", width: 3 }),
      dots({ name: "q = p", x: [same], y: [0], role: "ink", size: 70 }),
      label({ text: "KL(p ‖ q)", x: 0.06, y: 2.3, role: "world" }),
      label({ text: "KL(q ‖ p)", x: 0.14, y: 0.45, role: "bound", align: "center" }),
      note({ text: ["q = p", "both are zero"], x: same, y: 0.9, at: { x: same, y: 0.08 } }),
    ],
  });
}

/** The logarithm with a chord between two points: its middle lies below the curve. */
export function jensenChord(low: number, high: number): Figure {
  const x = Array.from({ length: 120 }, (_, i) => 0.5 + (i / 119) * (high + 0.5));
  const middle = (low + high) / 2;
  const [onChord, onCurve] = [(Math.log(low) + Math.log(high)) / 2, Math.log(middle)];
  return figure({
    headline: "The log of the average lies above\nthe average of the logs",
    description:
      "The curve of log x with a straight chord between its values at 1 and 9; at the middle of " +
      `the chord the curve lies ${
        (onCurve - onChord).toFixed(3)
      } nats higher: that vertical distance is Jensen's gap.`,
    x: { title: "x", domain: [0, 10], values: [low, middle, high], grid: false },
    y: { title: "log x", unit: "nats", domain: [-0.7, 2.4], values: [0, 1, 2], grid: false },
    height: 260,
    layers: [
      line({ name: "log x", x, y: x.map(Math.log), role: "ink", width: 3 }),
      line({
        name: "chord",
        x: [low, high],
        y: [Math.log(low), Math.log(high)],
        role: "quiet",
        dash: "dashed",
      }),
      line({ name: "gap", x: [middle, middle], y: [onChord, onCurve], role: "bound", width: 5 }),
      dots({ name: "log E[X]", x: [middle], y: [onCurve], role: "ink", size: 70 }),
      dots({ name: "E[log X]", x: [middle], y: [onChord], role: "quiet", size: 70 }),
      label({ text: "log E[X]", x: middle - 0.2, y: onCurve + 0.2, align: "right" }),
      label({ text: "E[log X]", x: middle, y: onChord - 0.42, role: "muted", align: "center" }),
      label({ text: "log x", x: 8.4, y: 2.28, align: "center" }),
      note({
        text: ["Jensen's gap:", `${(onCurve - onChord).toFixed(3)} nats`],
        x: 6.3,
        y: 0.85,
        at: { x: middle + 0.1, y: (onChord + onCurve) / 2 },
        align: "left",
        role: "bound",
      }),
    ],
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
  const { logEvidence, posterior } = exact;
  const lowest = Math.min(...elbos);
  const place = nearest(shares, 0.5);
  const [share, elbo] = [shares[place]!, elbos[place]!]; // even odds: a guess that is not the posterior
  const gap = (logEvidence - elbo).toFixed(3);
  return figure({
    headline: "A hill that cannot reach above\nlog p(x), and touches it once",
    description: "The ELBO as a hill over q of the second value: it touches the line " +
      `log p(x) = ${logEvidence.toFixed(3)} nats at one point only, ` +
      `${posterior.toFixed(3)}, and falls away on both sides; at ${share.toFixed(2)} the gap, ` +
      `which is a divergence, is ${gap} nats.`,
    x: { title: "q(long)", domain: [0, 1], ticks: 5 },
    y: { title: "bound", unit: "nats", domain: [lowest, logEvidence + 0.25], ticks: 5 },
    height: 280,
    layers: [
      rule({ y: logEvidence, label: "", role: "ink" }),
      line({ name: "ELBO(q)", x: shares, y: elbos, role: "bound", width: 3 }),
      line({ name: "gap", x: [share, share], y: [elbo, logEvidence], role: "world", width: 5 }),
      label({
        text: `gap ${gap} = KL`,
        x: share - 0.03,
        y: logEvidence - 0.065,
        align: "right",
        role: "world",
      }),
      dots({ name: "the top", x: [posterior], y: [logEvidence], role: "ink", size: 80 }),
      label({
        text: `log p(x) = ${logEvidence.toFixed(3).replace("-", "−")}`,
        x: 0,
        y: logEvidence + 0.1,
      }),
      label({ text: "ELBO(q)", x: 0.2, y: -2.3, role: "bound" }),
      note({
        text: [`q(long) = ${posterior.toFixed(3)}:`, "the posterior"],
        x: posterior,
        y: logEvidence - 0.5,
        at: { x: posterior, y: logEvidence - 0.04 },
      }),
    ],
  });
}

/** Where in a list a value is, or nearly so. */
function nearest(list: readonly number[], wanted: number): number {
  return list.reduce(
    (best, each, i) => Math.abs(each - wanted) < Math.abs(list[best]! - wanted) ? i : best,
    0,
  );
}
