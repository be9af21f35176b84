/** Figures of chapter 15: what a ticket is worth to those who may bend the dice, and to those who may not. */
import { dots, type Figure, figure, label, line, note, requireSome } from "lib/viz";

/** One size of the stakes, with probabilities. */
export interface Stakes {
  /** Ten to this power. */
  readonly power: number;
  /** The posterior: p(bought and won | O). */
  readonly believes: number;
  /** Its policy, awake: buys and wins. */
  readonly wins: number;
  /** With the dynamics held fixed: buys. */
  readonly soberBuys: number;
}

/**
 * What a posterior believes, and what becomes of its policy, as the stakes rise.
 *
 * @param stakes in order
 */
export function luckyOutcomes(stakes: readonly Stakes[]): Figure {
  requireSome("stakes", stakes);
  const x = stakes.map(({ power }) => 10 ** power);
  const one = stakes.find(({ power }) => Math.abs(power) < 1e-9) ?? stakes[0]!;
  return figure({
    headline: "The posterior is sure that it won;\nawake it wins one time in a hundred",
    description:
      "Probabilities over the stakes m of a ticket: the posterior's belief that it was " +
      `bought and won rises to ${one.believes.toFixed(3)} at m = 1; the same policy, awake, wins ` +
      `with ${one.wins.toFixed(3)}; a creature with fixed dynamics buys less and less.`,
    x: {
      title: "stakes m: wins 10m, or loses m",
      log: true,
      domain: [0.01, 100],
      values: [0.01, 0.1, 1, 10, 100],
      format: "~g",
      grid: false,
    },
    y: { title: "probability", domain: [0, 1.05], values: [0, 0.5, 1] },
    height: 250,
    layers: [
      line({
        name: "believes it won",
        x,
        y: stakes.map((each) => each.believes),
        role: "wish",
        width: 3,
      }),
      line({
        name: "awake, it wins",
        x,
        y: stakes.map((each) => each.wins),
        role: "world",
        dash: "dashed",
      }),
      line({
        name: "dice held fixed: buys",
        x,
        y: stakes.map((each) => each.soberBuys),
        role: "bound",
      }),
      dots({ name: "m = 1", x: [1, 1], y: [one.believes, one.wins], role: "ink", size: 60 }),
      label({ text: ["believes", "that it won"], x: 100, y: 0.82, role: "wish", align: "right" }),
      label({ text: ["dice held", "fixed: buys"], x: 0.011, y: 0.64, role: "bound" }),
      note({
        text: ["its policy, awake:", `wins ${one.wins.toFixed(2)}`],
        x: 11,
        y: 0.27,
        at: { x: 1.06, y: one.wins + 0.015 },
        align: "center",
        role: "world",
      }),
    ],
  });
}

/**
 * The bound of a one-step lottery as a hill over the probability of buying.
 *
 * @param chances of buying, in order
 * @param bound at each, nats
 * @param marks where the top is, what the posterior does, and log p(O)
 */
export function buyingBound(
  chances: readonly number[],
  bound: readonly number[],
  marks: { readonly best: number; readonly posterior: number; readonly logEvidence: number },
): Figure {
  const at = (chance: number) =>
    bound[
      chances.reduce(
        (near, c, i) => Math.abs(c - chance) < Math.abs(chances[near]! - chance) ? i : near,
        0,
      )
    ]!;
  const { best, posterior, logEvidence } = marks;
  return figure({
    headline: "The best policy is undecided;\nthe posterior's is far down the hill",
    description:
      `The bound over the probability of buying a ticket: a hill with its top at ${
        best.toFixed(2)
      }; the posterior's choice, ${
        posterior.toFixed(3)
      }, lies low on the right slope, and log p(O), ` +
      `${logEvidence.toFixed(2)}, far above the picture.`,
    x: { title: "probability of buying, b", domain: [0, 1], values: [0, 0.5, 1], grid: false },
    y: { title: "bound", unit: "nats", domain: [-1.75, 0.35], values: [-1.5, -1, -0.5, 0] },
    height: 260,
    layers: [
      line({ name: "bound", x: chances, y: bound, role: "bound", width: 3 }),
      dots({ name: "the top", x: [best], y: [at(best)], role: "bound", size: 90, opacity: 1 }),
      dots({
        name: "the posterior",
        x: [posterior],
        y: [at(posterior)],
        role: "wish",
        shape: "diamond",
        size: 130,
        opacity: 1,
      }),
      label({ text: `log p(O) = ${logEvidence.toFixed(2)}, out of reach ↑`, x: 0, y: 0.22 }),
      label({
        text: `b⋆ = ${best.toFixed(2)}`,
        x: best,
        y: at(best) + 0.17,
        role: "bound",
        align: "center",
      }),
      note({
        text: ["the posterior", `buys: ${posterior.toFixed(3)}`],
        x: 0.72,
        y: at(posterior) + 0.1,
        at: { x: posterior - 0.02, y: at(posterior) },
        align: "right",
        role: "wish",
      }),
    ],
  });
}
